"""Apply for another person by their authority: whose matter it is, matched with the registry before anything is declared."""

import re
from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import drafts, people
from motcua.audit import limits
from motcua.doors.portal import known
from motcua.doors.portal.procedure import online, revision_of
from motcua.dossiers.models import Channel, Draft, Lookup
from motcua.law.applicants import check_holder, check_proxy
from motcua.law.lifecycle import Refusal
from motcua.lib.text import tidy
from motcua.people.requests import SignedInRequest, citizen_required
from motcua.ui import errors as pages
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question

MOST, WINDOW = 10, 3600  # tries to name somebody, so that nobody finds out by trying who is born when


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def for_another(request: SignedInRequest, code: str) -> HttpResponse:
    """Ask for the holder's number, name and day of birth; matched, the application begins."""
    revision = revision_of(request, code)
    if not online(revision):
        return redirect("portal:procedure", code)
    asked = _asked()
    errors: list[FieldError] = []
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        errors = errors or _wrong(values, request.now)
        if not errors:
            try:
                limits.count("holder", str(request.user.pk), most=MOST, seconds=WINDOW, at=request.now)
                draft = _begun(request, code, tidy(values["name"]), values["number"], values["born"])
            except limits.TooMany as many:
                return pages.too_many(request, max(1, int((many.until - request.now).total_seconds())))
            except Refusal as refusal:
                errors = [FieldError("number", str(refusal))]
            else:
                return redirect("portal:resume", draft.pk)
    values = {"revision": revision, "procedure": revision.procedure, "errors": errors}
    values["questions"] = questions.shown(asked, request.POST, errors)
    values["allowed"] = revision.facts.get("proxy", True)
    return render(request, "portal/for_another.html", values, status=422 if errors else 200)


def _asked() -> list[Question]:
    return [
        Question("name", _("Họ và tên của người ủy quyền"), "text"),
        Question("number", _("Số định danh cá nhân của người ủy quyền"), "text", _("12 chữ số trên thẻ căn cước.")),
        Question("born", _("Ngày sinh của người ủy quyền"), "date", _("Ví dụ 14/3/1994.")),
    ]


def _wrong(values: dict[str, object], now: datetime) -> list[FieldError]:
    found = []
    if not str(values["name"]).strip():
        found.append(FieldError("name", _("Ghi họ và tên.")))
    if not re.fullmatch("[0-9]{12}", str(values["number"])):
        found.append(FieldError("number", _("Số định danh cá nhân có 12 chữ số.")))
    if not isinstance(values["born"], date) or not date(1900, 1, 1) <= values["born"] <= now.date():
        found.append(FieldError("born", _("Ghi ngày, tháng, năm sinh có thật, từ năm 1900 đến hôm nay, ví dụ 14/3/1994.")))
    return found


def _begun(request: SignedInRequest, code: str, name: str, number: str, born: date) -> Draft:
    """Begin for the holder, and ask the registry between two acts whether such a person is. Raises Refusal."""
    revision, party = revision_of(request, code), request.user.party
    assert party is not None
    check_proxy(bool(revision.facts.get("proxy", True)), number, party.personal_number)
    holder = people.known_holder(name, number, born, by=request.actor, at=request.now, key=request.key)
    draft = drafts.begin(revision, party, channel=Channel.ONLINE, answers={}, sources={}, by=request.actor, at=request.now, holder=holder)
    last = known.match_holder(draft, by=request.actor, now=request.now)
    check_holder(last is not None and last.state != Lookup.State.NO_MATCH)
    return draft
