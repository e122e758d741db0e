"""What the questions of a draft's form are for: which chooses the agency, where one is written to, what is counted, the summary."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import publishing
from motcua.catalogue.declaring.references import places_in
from motcua.catalogue.declaring.shape import fields, spots
from motcua.catalogue.models import Revision, words
from motcua.doors.office.drafts.opening import draft_of, shown
from motcua.doors.office.opening import controller
from motcua.law.lifecycle import Refusal
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question

MOST = 300


@controller
@require_http_methods(["GET", "HEAD", "POST"])
def linking(request: SignedInRequest, code: str) -> HttpResponse:
    """Choose the questions by name; a place of the summary that the form does not ask is told."""
    draft = draft_of(code)
    asked = _asked(draft)
    errors: list[FieldError] = []
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        errors += _wrong(draft, values) if not errors else []
        if not errors:
            seen = request.POST.get("seen", "")[:64] or "?"
            try:
                publishing.amend_draft(draft, _facts(draft, values), seen=seen, by=request.actor, at=request.now, key=request.key)
            except Refusal as refusal:
                errors = [FieldError("seen", str(refusal))]
            else:
                messages.success(request, _("Đã ghi vào bản thảo."))
                return redirect("office:procedure", code)
    places = [(f"{{answers.{each.field}}}", words(each.item.get("short") or each.item["label"])) for each in _questions(draft)]
    shown_ones = questions.shown(asked, request.POST, errors)
    return shown(request, draft_of(code), "linking.html", refused=bool(errors), questions=shown_ones, places=places, errors=errors)


def _questions(draft: Revision) -> list[Any]:
    return [each for each in spots(draft.form.data) if not each.group and "widget" in each.item]


def _asked(draft: Revision) -> list[Question]:
    facts = draft.facts
    contact, counts = facts.get("contact", {}), facts.get("counts", {})
    none = ("", _("không"))

    def of(*widgets: str, held: str = "") -> tuple[tuple[str, str], ...]:
        """Questions of these kinds; what stands there stays to be seen, also when the form no longer asks it."""
        found = [(q.field, words(q.item.get("short") or q.item["label"])) for q in _questions(draft) if q.item["widget"] in widgets]
        lost = [] if held in ("", *(field for field, _label in found)) else [(held, _("%(field)s (tờ khai không hỏi)") % {"field": held})]
        return (*found, *lost)

    agency = facts.get("agency_field", "")
    return [
        Question("agency", _("Câu hỏi chọn cơ quan giải quyết"), "choice", choices=of("agency", held=agency), first=agency),
        *(
            Question(name, label, "choice", choices=(none, *of(*widgets, held=held.get(key, ""))), first=held.get(key, ""))
            for name, label, held, key, widgets in (
                ("phone", _("Số điện thoại để báo tin"), contact, "phone", ("phone", "text")),
                ("email", _("Thư điện tử để báo tin"), contact, "email", ("email", "text")),
                ("copy", _("Số bản, để tính phí"), counts, "copy", ("number",)),
                ("page", _("Số trang, để tính phí"), counts, "page", ("number",)),
            )
        ),
        Question("summary", _("Tóm tắt hồ sơ, hiện trong các danh sách"), "text", first=facts.get("summary", "")),
    ]


def _wrong(draft: Revision, values: dict[str, Any]) -> list[FieldError]:
    strange = sorted(places_in(values["summary"]) - fields(draft.form.data))
    if strange:
        return [FieldError("summary", _("Tờ khai không hỏi: %(fields)s.") % {"fields": ", ".join(strange)})]
    return [FieldError("summary", _("Rút ngắn còn nhiều nhất %(most)s ký tự") % {"most": MOST})] if len(values["summary"]) > MOST else []


def _facts(draft: Revision, values: dict[str, Any]) -> dict[str, Any]:
    """The choices as facts; what none was chosen for is no fact."""
    contact = {key: values[key] for key in ("phone", "email") if values[key]}
    counts = {**draft.facts.get("counts", {}), **{key: values[key] for key in ("copy", "page")}}
    return {
        "agency_field": values["agency"],
        "contact": contact or None,
        "counts": {key: field for key, field in counts.items() if field} or None,
        "summary": values["summary"] or None,
    }
