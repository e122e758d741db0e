"""A result template tried on test data: the paper as it would read, every condition met or not, the real PDF with a mark across it.

Nothing of what is typed is kept: it travels with the form.
"""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import result_templates as acts
from motcua.catalogue.examples import Example
from motcua.catalogue.filling import fill
from motcua.catalogue.reading import BUILTIN
from motcua.catalogue.results import editing, sample
from motcua.catalogue.results.editing import Problem
from motcua.catalogue.results.palette import Palette
from motcua.catalogue.results.using import form_for, palette_of, procedure_of
from motcua.doors.office.opening import office, page
from motcua.doors.office.result_templates import version_of
from motcua.doors.office.template_editing import work_of
from motcua.law.calendar import HANOI
from motcua.papers import CannotRender, render
from motcua.people.requests import SignedInRequest

MARK = "BẢN XEM THỬ"
MOST = 2000


@dataclass(frozen=True)
class Tried:
    """What is tried: a template as data, its places, the procedure whose form they are of."""

    name: str
    number: int
    data: dict[str, Any]
    palette: Palette
    procedure: str
    wrong: list[Problem]


@office
@require_http_methods(["GET", "HEAD", "POST"])
def of_version(request: SignedInRequest, name: str, number: int) -> HttpResponse:
    """Try a version."""
    kept = version_of(name, number)
    code = procedure_of(kept)
    return _tried(request, Tried(name, number, kept.data, palette_of(kept.data, code), code, []))


@office
@require_http_methods(["GET", "HEAD", "POST"])
def of_work(request: SignedInRequest, name: str) -> HttpResponse:
    """Try the working copy as it stands; what is wrong with it is named instead."""
    work = work_of(name)
    palette = acts.palette_for(work)
    data, wrong = editing.data_of(work.state or {}, work.origin, palette)
    return _tried(request, Tried(name, 0, data, palette, work.procedure, wrong))


def _tried(request: SignedInRequest, tried: Tried) -> HttpResponse:
    values: dict[str, Any] = {"tried": tried, "examples": _examples(tried.procedure), "problems": tried.wrong}
    if tried.wrong:
        return page(request, "template_try.html", values, refused=request.method == "POST")
    words = _words(request, tried)
    filled = sample.values_of(words)
    paper = _paper(request, tried.data, filled)
    if "_pdf" in request.POST:
        try:
            return _pdf(render("result", paper).pdf, tried)
        except CannotRender as failure:
            values["failure"] = str(failure)
    values |= {
        "paper": paper,
        "asked": [(f"w-{key}", label, words.get(key, "")) for key, label in sample.asked(tried.data, tried.palette)],
        "conditions": sample.conditions(tried.data, filled, tried.palette),
        "chosen": request.POST.get("example", ""),
    }
    return page(request, "template_try.html", values, refused="failure" in values)


def _words(request: SignedInRequest, tried: Tried) -> dict[str, str]:
    """What is typed; else an example that was chosen, else made-up words."""
    form = form_for(tried.procedure)
    if request.method == "POST" and "_fill" not in request.POST:
        base = sample.words_of(form, None, tried.data)
        return base | {key.removeprefix("w-"): str(said).strip()[:MOST] for key, said in request.POST.items() if key.startswith("w-")}
    return sample.words_of(form, _answers(request.POST.get("example", ""), tried.procedure), tried.data)


def _examples(procedure: str) -> list[tuple[str, str]]:
    kept = [(str(each.pk), each.name) for each in Example.objects.filter(procedure__code=procedure)]
    shipped = [("shipped", _("Hồ sơ mẫu đi kèm thủ tục"))] if _shipped(procedure) else []
    return [*kept, *shipped]


def _answers(chosen: str, procedure: str) -> dict[str, Any] | None:
    """The answers of an example of the procedure, or of the sample that comes with it; None for made-up words."""
    if chosen == "shipped":
        return _shipped(procedure)
    try:
        key = UUID(chosen)
    except ValueError:
        return None
    found = Example.objects.filter(pk=key, procedure__code=procedure).first()
    return dict(found.answers) if found else None


def _shipped(procedure: str) -> dict[str, Any] | None:
    found = next((path for path in BUILTIN.glob("*/sample.json") if path.parent.name == procedure), None)
    return dict(json.loads(found.read_text("utf-8"))) if found else None


def _paper(request: SignedInRequest, data: dict[str, Any], filled: Any) -> dict[str, Any]:
    """The values of the paper, as acts/processing.py gives them for a dossier, with the mark and an address that proves nothing."""
    said = fill({k: data.get(k, []) for k in ("subtitle", "body", "basis", "recipients")}, filled)
    return {
        "parent_agency": None,
        "agency_lines": [filled["agency"].get("name", "")],
        "place": "Hà Nội",
        "date": request.now.astimezone(HANOI).date().isoformat(),
        "verify_url": f"{settings.PUBLIC_URL}/xac-minh/",
        "verify_code": MARK,
        "title": data["title"]["vi"],
        **{**said, "subtitle": said["subtitle"] or ""},
        "signer_title": filled["signer"].get("title", ""),
        "signer_name": filled["signer"].get("name", ""),
        "number": None,
        "date_line": None,
        "mark": MARK,
    }


def _pdf(pdf: bytes, tried: Tried) -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="xem-thu-{tried.number}.pdf"'
    response["X-Content-Type-Options"], response["Cache-Control"] = "nosniff", "private, no-store"
    return response
