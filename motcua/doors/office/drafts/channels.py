"""How one may apply in a draft: channels, and the fee lines published for each."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import publishing
from motcua.catalogue.comparing import CHANNELS
from motcua.catalogue.declaring import channels as table
from motcua.doors.office.drafts.opening import draft_of, shown
from motcua.doors.office.forms.opening import errors_of
from motcua.doors.office.opening import controller
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import say
from motcua.people.requests import SignedInRequest
from motcua.ui.forms import FieldError


@controller
@require_http_methods(["GET", "HEAD", "POST"])
def channels(request: SignedInRequest, code: str) -> HttpResponse:
    """Open and close channels, write their fee lines; rows come and go by buttons, nothing is kept before saving."""
    draft = draft_of(code)
    stood = draft.facts.get("channels", [])
    opened, lines = table.posted(request.POST.dict()) if request.method == "POST" else table.typed_of(stood)
    errors: list[FieldError] = []
    if request.method == "POST" and "_do" not in request.POST:
        made, wrong = table.written(stood, opened, lines)
        errors = errors_of(wrong)
        if not errors:
            try:
                seen = request.POST.get("seen", "")[:64] or "?"
                publishing.amend_draft(draft, {"channels": made}, seen=seen, by=request.actor, at=request.now, key=request.key)
            except Refusal as refusal:
                errors = [FieldError("seen", str(refusal))]
            else:
                messages.success(request, _("Đã ghi vào bản thảo."))
                return redirect("office:procedure", code)
    wrong_at = {each.field: each.message for each in errors}
    rows = [
        {
            "number": number,
            "name": say(CHANNELS[number]),
            "open": number in opened,
            "lines": [
                {**line, "at": at, "wrong": [text for name, text in wrong_at.items() if name.endswith(f"-{number}-{at}")]}
                for at, line in enumerate(lines[number])
            ],
        }
        for number in table.NUMBERS
    ]
    return shown(request, draft_of(code), "channels.html", refused=bool(errors), rows=rows, errors=errors)
