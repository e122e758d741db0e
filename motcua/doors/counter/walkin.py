"""Someone stands at the counter: their card is scanned or their data written down, then a procedure chosen.

Who it is travels in a signed address, so that two tabs serve two people and nobody opens a stranger's data by guessing.
"""

import re
from datetime import date
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.acts import drafts, people
from motcua.acts.people import WalkIn
from motcua.catalogue import finding
from motcua.catalogue.finder.rows import Listed, catalogue
from motcua.catalogue.models import Revision
from motcua.catalogue.models import words as words_of
from motcua.doors.counter import application, identity, pages
from motcua.dossiers import access
from motcua.dossiers.models import Channel
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.law.roles import Role
from motcua.lib.text import tidy
from motcua.people import numbers
from motcua.people.card import CardUnreadable, parse
from motcua.people.models import Party
from motcua.people.requests import SignedInRequest, officer_required
from motcua.policy.limiting import limited
from motcua.ui.forms import FieldError
from motcua.ui.forms.readings import reading
from motcua.ui.forms.widgets import phone_number

DAY = 8 * 60 * 60
MOST_FOUND, MOST_ELSEWHERE = 20, 5
_SALT = "counter.visit"
_TYPED = ("name", "number", "old_number", "birth-day", "birth-month", "birth-year", "sex", "address", "phone", "email")


_BORN = (("birth-day", gettext_lazy("Ngày"), 2), ("birth-month", gettext_lazy("Tháng"), 2), ("birth-year", gettext_lazy("Năm"), 4))

_WRONG = {
    "name": gettext_lazy("Ghi họ và tên."),
    "number": gettext_lazy("Số định danh cá nhân có 12 chữ số."),
    "old_number": gettext_lazy("Số chứng minh nhân dân cũ có 9 chữ số; không có thì để trống."),
    "birth-day": gettext_lazy("Ghi ngày, tháng, năm sinh có thật, từ năm 1900 đến hôm nay, ví dụ 14/3/1994."),
    "phone": gettext_lazy("Ghi số điện thoại có 10 chữ số, ví dụ 0912 345 678."),
    "email": gettext_lazy("Ghi địa chỉ thư điện tử đủ phần trước và sau dấu @."),
}


@officer_required(Role.RECEIVER)
@require_http_methods(["GET", "POST"])
def arrive(request: SignedInRequest) -> HttpResponse:
    """Scan a card into the fields, or write them by hand; going on takes the person down."""
    if request.method == "GET":
        return _arrival(request, {})
    if "card" in request.POST:
        return _scanned(request)
    typed = {name: tidy(request.POST.get(name, ""))[:300] for name in _TYPED}
    person, errors = read_person(typed, request.now.astimezone(HANOI).date())
    if errors:
        return _arrival(request, typed, errors)
    try:
        party = people.take_down(person, by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return _arrival(request, typed, [FieldError("name", str(refusal))])
    agreed = request.POST.get("agreed") == "yes"
    return redirect("counter:choose", signing.dumps([str(party.pk), request.actor.id, agreed], salt=_SALT))


def _scanned(request: SignedInRequest) -> HttpResponse:
    text = request.POST["card"]
    try:
        card = parse(text)
    except CardUnreadable as unreadable:
        return _arrival(request, {"card": text[:500]}, [FieldError("card", str(unreadable))])
    typed = {"name": card.name, "number": card.number, "sex": card.sex, "address": card.address}
    typed["old_number"] = card.old_number
    if card.birth_date:
        born = card.birth_date
        typed |= {"birth-day": str(born.day), "birth-month": str(born.month), "birth-year": str(born.year)}
    return _arrival(request, typed, scanned=True)


def read_person(typed: dict[str, str], today: date) -> tuple[WalkIn, list[FieldError]]:
    """Return the person as typed and what is wrong with it, in the order asked."""
    born = _born(typed)
    sound = {
        "name": bool(typed["name"]),
        "number": bool(numbers.personal_number(typed["number"])),
        "old_number": not typed["old_number"] or bool(numbers.old_number(typed["old_number"])),
        "birth-day": born is not None and born.year >= 1900 and born <= today,
        "phone": not typed["phone"] or bool(phone_number(typed["phone"])),
        "email": not typed["email"] or re.fullmatch(r"[^@\s]+@[^@\s]+", typed["email"]) is not None,
    }
    errors = [FieldError(field, str(words)) for field, words in _WRONG.items() if not sound[field]]
    sex = typed["sex"] if typed["sex"] in ("male", "female") else ""
    said = WalkIn(
        typed["name"][:200],
        numbers.personal_number(typed["number"]),
        born,
        sex,
        typed["address"],
        phone_number(typed["phone"]),
        typed["email"][:254],
        numbers.old_number(typed["old_number"]),
    )
    return said, errors


def _born(typed: dict[str, str]) -> date | None:
    try:
        return date(int(typed["birth-year"]), int(typed["birth-month"]), int(typed["birth-day"]))
    except (ValueError, OverflowError):
        return None


def _arrival(
    request: SignedInRequest, typed: dict[str, str], errors: list[FieldError] | None = None, scanned: bool = False
) -> HttpResponse:
    values: dict[str, Any] = {
        "typed": typed,
        "errors": errors or [],
        "wrong": {e.field: e.message for e in errors or []},
        "scanned": scanned,
        "reading": reading("address", typed.get("address", "")),
        "born": [{"name": name, "label": words, "width": width, "value": typed.get(name, "")} for name, words, width in _BORN],
        "drafts": access.counter_drafts(request.user)[:20],
    }
    return pages.page(request, "counter/arrive.html", values, pages.REFUSED if errors else 200)


@officer_required(Role.RECEIVER)
@require_http_methods(["GET", "POST"])
@limited("drafts")
def choose(request: SignedInRequest, visit: str) -> HttpResponse:
    """Find the procedure by words; choosing begins the draft, filled in with what is known."""
    party, agreed = _visitor(request, visit)
    day = request.now.astimezone(HANOI).date()
    if request.method == "POST":
        try:
            return _begin(request, party, agreed, finding.in_force(request.POST.get("code", ""), day))
        except finding.NoRevision:
            error = FieldError("q", _("Thủ tục này không còn bản công bố đang có hiệu lực."))
            return _choice(request, party, [error])
    return _choice(request, party, [])


def _choice(request: SignedInRequest, party: Party, errors: list[FieldError]) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100]
    listed = catalogue(request.now.astimezone(HANOI).date())
    found = [listed.listed[hit.code] for hit in listed.find(words)]
    ours = [each for each in found if each.ours][:MOST_FOUND]
    elsewhere = [each for each in found if not each.ours][:MOST_ELSEWHERE] if words else []
    values = {"party": party, "found": _told(ours), "elsewhere": _told(elsewhere), "words": words, "errors": errors}
    return pages.page(request, "counter/choose.html", values, pages.REFUSED if errors else 200)


def _told(listed: list[Listed]) -> list[tuple[str, str, str]]:
    return [(each.code, words_of(each.name), words_of(each.sector)) for each in listed]


def _begin(request: SignedInRequest, party: Party, agreed: bool, revision: Revision) -> HttpResponse:
    answers = application.begun(revision, pages.counters(request))
    draft = drafts.begin(revision, party, channel=Channel.DIRECT, answers=answers, sources={}, by=request.actor, at=request.now)
    identity.keep_consent(draft, agreed, by=request.actor, at=request.now, key=f"consent:{draft.pk.hex}")
    lookup = identity.ask_for_draft(draft, by=request.actor, at=request.now)
    if lookup:
        identity.tell(request, lookup)
    application.fill(draft, draft.answers, {}, by=request.actor, at=request.now)
    return redirect("counter:application", draft.pk)


def _visitor(request: SignedInRequest, visit: str) -> tuple[Party, bool]:
    """The person of a visit begun by this officer today, and whether they let the databases be asked. Raises Http404."""
    try:
        party, officer, agreed = signing.loads(visit, salt=_SALT, max_age=DAY)
        found = Party.objects.filter(pk=UUID(party)).first() if officer == request.actor.id else None
    except (signing.BadSignature, ValueError):
        found, agreed = None, False
    if found is None:
        raise Http404
    return found, bool(agreed)
