"""What to prepare: a few questions that say which case applies, then a list to print or to take along on the phone.

Answers stand in the address (?…), never a person's data: only keys of choices that the form or the record itself offers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.catalogue.finding import NoRevision, in_force
from motcua.catalogue.models import NationalRecord, Revision
from motcua.catalogue.requirements import applies
from motcua.doors.portal import national
from motcua.doors.portal.requests import today_of
from motcua.doors.portal.words import two
from motcua.ui.forms import Form
from motcua.ui.forms.conditions import holds

CASE, ALL = "truong-hop", "tat-ca"


@dataclass(frozen=True)
class Choice:
    """One answer to choose: what is kept in the address, what is read, whether it was chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Ask:
    """One question that decides what must be brought."""

    name: str
    label: str
    choices: list[Choice]

    @property
    def answered(self) -> bool:
        """Tell whether one of the choices was made."""
        return any(choice.chosen for choice in self.choices)


@dataclass(frozen=True)
class Thing:
    """One thing on the list. `have`: the state has it already, nothing to bring."""

    name: str
    note: str
    have: bool = False


@require_safe
def checklist(request: HttpRequest, code: str) -> HttpResponse:
    """Ask what decides, then show the list. Raises Http404 for a procedure nobody publishes."""
    title, asks, things = _of(request, code)
    done = all(ask.answered for ask in asks)
    chosen = {ask.name: choice.value for ask in asks for choice in ask.choices if choice.chosen}
    here = request.build_absolute_uri(reverse("portal:checklist", args=[code]) + (f"?{urlencode(chosen)}" if chosen else ""))
    values = {
        "code": code,
        "title": title,
        "asks": asks,
        "things": things if done else [],
        "done": done,
        "answers": [(ask.label, choice.label) for ask in asks for choice in ask.choices if choice.chosen],
        "here": here,
        "query": urlencode(chosen),
        "mail": "mailto:?" + urlencode({"subject": _("Cần chuẩn bị: %(name)s") % {"name": title}, "body": here}).replace("+", "%20"),
    }
    return render(request, "portal/checklist.html", values)


@require_safe
def picture(request: HttpRequest, code: str) -> HttpResponse:
    """The address of the list as a QR code (SVG), to open it on a phone."""
    _title, asks, _things = _of(request, code)
    chosen = {ask.name: choice.value for ask in asks for choice in ask.choices if choice.chosen}
    here = request.build_absolute_uri(reverse("portal:checklist", args=[code]) + (f"?{urlencode(chosen)}" if chosen else ""))
    drawn = BytesIO()
    segno.make(here, error="m", micro=False).save(drawn, kind="svg", border=4, scale=5, light="white")
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


def _of(request: HttpRequest, code: str) -> tuple[str, list[Ask], list[Thing]]:
    """Return title, questions and things of a procedure: of our revision in force, else of the nation's record."""
    try:
        revision = in_force(code, today_of(request))
    except NoRevision as missing:
        record = national.record_of(code)
        if record is None:
            raise Http404 from missing
        return record.procedure.title, *_of_record(record, request)
    return revision.procedure.title, *_of_revision(revision, request)


def _of_revision(revision: Revision, request: HttpRequest) -> tuple[list[Ask], list[Thing]]:
    """The questions that conditions of papers rest on, then the papers those answers ask."""
    papers = list(revision.requirements.all())
    items = Form.from_data(revision.form.data).items()
    wanted = list(dict.fromkeys(field for paper in papers for field in _fields(paper.condition) if field in items))
    answers: dict[str, Any] = {}
    asks = []
    for field in wanted:
        question = items[field]
        options = [(option.value, str(option.label)) for option in getattr(question, "options", ())]
        if not options or not holds(getattr(question, "show_if", None), answers):
            continue
        given = request.GET.get(field)
        asks.append(Ask(field, str(question.label), [Choice(value, label, value == given) for value, label in options]))
        if asks[-1].answered:
            answers[field] = given
    things = [Thing(each.title, _ours(each), bool(each.found_in)) for each in papers if applies(each, answers)]
    return asks, sorted(things, key=lambda thing: thing.have)


def _ours(paper: Any) -> str:
    if paper.found_in:
        return _("Không phải mang: cơ quan đã có dữ liệu này.")
    counts = [(_("%(n)d bản chính"), paper.originals), (_("%(n)d bản sao"), paper.copies)]
    said = ", ".join(words % {"n": n} for words, n in counts if n)
    return ". ".join(filter(None, [said, two(paper.hint)]))


def _fields(condition: Any) -> Iterator[str]:
    """Every field that a condition looks at."""
    if isinstance(condition, dict):
        if "field" in condition:
            yield condition["field"]
        for part in condition.values():
            yield from _fields(part)
    elif isinstance(condition, list):
        for part in condition:
            yield from _fields(part)


def _of_record(record: NationalRecord, request: HttpRequest) -> tuple[list[Ask], list[Thing]]:
    """Which of the record's cases applies; what it asks of everybody stands in cases without a name."""
    cases = _by_name(record.facts["cases"])
    named = [(str(at), case["name"]) for at, case in enumerate(cases) if case["name"]]
    given = request.GET.get(CASE, "")
    asks = []
    if len(named) > 1:
        choices = [*named, (ALL, _("Tôi không rõ: xem tất cả"))]
        asks.append(Ask(CASE, _("Trường hợp nào đúng với bạn?"), [Choice(v, label, v == given) for v, label in choices]))
    shown = [case for at, case in enumerate(cases) if not case["name"] or len(named) < 2 or given in (str(at), ALL)]
    told = len(shown) > 1
    return asks, [_thing(paper, case["name"] if told else "") for case in shown for paper in case["requirements"]]


def _by_name(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put together the tables that the record gives one name."""
    found: dict[str, list[dict[str, Any]]] = {}
    for case in cases:
        found.setdefault(case["name"], []).extend(case["requirements"])
    return [{"name": name, "requirements": papers} for name, papers in found.items()]


def _thing(paper: dict[str, Any], case: str) -> Thing:
    said = national.paper_of(paper)
    forms = [_("Mẫu: %(name)s") % {"name": form} for form in said["forms"]]
    return Thing(said["name"], ". ".join(filter(None, [said["counts"], *forms, case])))
