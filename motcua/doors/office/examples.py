"""Example applications of a procedure in the office: written on the citizens' own form, tried at once, run before each publication."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.acts.examples import Wanted, drop_example, keep_example, renew_example
from motcua.catalogue.examples import Example
from motcua.catalogue.forms import form_of
from motcua.catalogue.models import Procedure, Revision
from motcua.doors.office.opening import controller, page
from motcua.doors.office.procedures import named
from motcua.dossiers.models import Channel
from motcua.fees.trial import results, tried
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.law.trial import PARTS, Found
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError, Form, ReadPage
from motcua.ui.questions import Question

LISTS = ("questions", "requirements", "path")


@dataclass(frozen=True)
class Trial:
    """What is being written: the revision it is tried against, its form, the example it changes."""

    procedure: Procedure
    revision: Revision
    form: Form
    example: Example | None


@controller
@require_safe
def examples(request: SignedInRequest, code: str) -> HttpResponse:
    """Every example with how it comes out now, against the draft if there is one, else against what holds."""
    procedure = named(code)
    revision = _revision(procedure)
    shown = [(example, found, wrong) for example, found, wrong in results(revision)]
    return page(request, "examples.html", {"procedure": procedure, "revision": revision, "results": shown})


@controller
@require_http_methods(["GET", "HEAD", "POST"])
def example(request: SignedInRequest, code: str, key: UUID | None = None) -> HttpResponse:
    """Write an example: see what comes out, then say what must."""
    procedure = named(code)
    held = get_object_or_404(Example, pk=key, procedure=procedure) if key else None
    revision = _revision(procedure)
    trial = Trial(procedure, revision, form_of(revision, request.now.astimezone(HANOI).date()), held)
    if request.method == "POST":
        return _posted(request, trial)
    return _show(request, trial, held.answers if held else {})


@controller
@require_POST
def renew(request: SignedInRequest, code: str, key: UUID) -> HttpResponse:
    """Let an example expect what comes out of it now."""
    held = get_object_or_404(Example.objects.select_related("procedure"), pk=key, procedure__code=code)
    try:
        renew_example(held, tried(_revision(held.procedure), held), by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Ví dụ “%(name)s” nay mong đợi điều vừa ra.") % {"name": held.name})
    return redirect("office:examples", code)


@controller
@require_POST
def drop(request: SignedInRequest, code: str, key: UUID) -> HttpResponse:
    """Throw an example away."""
    held = get_object_or_404(Example.objects.select_related("procedure"), pk=key, procedure__code=code)
    drop_example(held, by=request.actor, at=request.now, key=request.key)
    messages.success(request, _("Đã bỏ ví dụ “%(name)s”.") % {"name": held.name})
    return redirect("office:examples", code)


def _posted(request: SignedInRequest, trial: Trial) -> HttpResponse:
    read = trial.form.read_all(dict(request.POST.lists()), {}, today=request.now.astimezone(HANOI).date())
    values, errors = questions.read(_about(trial) + _expected(trial, None), request.POST)
    wanted, more = _wanted(values, read) if not errors else (None, [])
    errors += more
    if wanted is None or errors:
        return _show(request, trial, read.answers, read=read, errors=errors)
    if request.POST.get("_do") != "save":
        return _show(request, trial, read.answers, read=read, found=_try(trial, wanted))
    try:
        keep_example(trial.procedure, wanted, instead=trial.example, by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return _show(request, trial, read.answers, read=read, errors=[FieldError("ex_name", str(refusal))])
    messages.success(request, _("Đã lưu ví dụ “%(name)s”.") % {"name": wanted.name})
    return redirect("office:examples", trial.procedure.code)


def _show(
    request: SignedInRequest,
    trial: Trial,
    answers: dict[str, Any],
    *,
    read: ReadPage | None = None,
    errors: list[FieldError] | None = None,
    found: Found | None = None,
) -> HttpResponse:
    errors, posted = errors or [], request.POST if request.method == "POST" else {}
    values = {
        "procedure": trial.procedure,
        "example": trial.example,
        "form": trial.form,
        "answers": answers,
        "form_errors": read.errors if read and found else [],
        "raw": read.raw if read else {},
        "found": found,
        "about": questions.shown(_about(trial), posted, errors),
        "expected": questions.shown(_expected(trial, found), _untouched(posted, found), errors),
        "errors": errors,
    }
    return page(request, "example.html", values, refused=bool(errors))


def _untouched(posted: Any, found: Found | None) -> dict[str, str]:
    """What was typed as expected; an empty place shows what came out, to be looked at and kept or taken away."""
    return {name: typed for name, typed in dict(posted.items()).items() if typed.strip() or found is None}


def _try(trial: Trial, wanted: Wanted) -> Found:
    return tried(trial.revision, Example(procedure=trial.procedure, **vars(wanted)))


def _about(trial: Trial) -> list[Question]:
    held = trial.example
    at = (held.received_at.astimezone(HANOI) if held else None) or datetime.now(HANOI).replace(hour=9, minute=0)
    outcomes = "\n".join(f"{step} = {outcome}" for step, outcome in (held.outcomes if held else {}).items())
    return [
        Question("ex_name", _("Tên ví dụ"), "text", first=held.name if held else ""),
        Question(
            "ex_channel",
            _("Nộp bằng cách nào"),
            "choice",
            choices=tuple((str(value), str(label)) for value, label in Channel.choices),
            first=str(held.channel if held else 2),
        ),
        Question("ex_received_at", _("Tiếp nhận lúc"), "text", _("Ví dụ: 2026-11-23 09:00"), first=f"{at:%Y-%m-%d %H:%M}"),
        Question("ex_payers", _("Diện người nộp, mỗi dòng một diện"), "lines", first="\n".join(held.payers if held else [])),
        Question("ex_outcomes", _("Kết quả từng bước, mỗi dòng: bước = kết quả"), "lines", _steps(trial.revision), first=outcomes),
    ]


def _steps(revision: Revision) -> str:
    told = (f"{step.key}: {', '.join(o.key for o in step.outcomes)}" for step in revision.plan.plan().steps if len(step.outcomes) > 1)
    several = "; ".join(told)
    return _("Không nói thì bước có kết quả đầu tiên. Bước có nhiều kết quả: %(steps)s") % {"steps": several} if several else ""


def _expected(trial: Trial, found: Found | None) -> list[Question]:
    kept = found.value() if found else trial.example.expected if trial.example else {}
    kinds = {**dict.fromkeys(LISTS, "lines"), "payable": "money", "due": "text"}
    return [Question(f"ex_{part}", _(PARTS[part]), kinds[part], first=_first(part, kept.get(part))) for part in PARTS]


def _first(part: str, value: Any) -> str:
    if value is None:
        return ""
    if part == "due":
        return f"{datetime.fromisoformat(value).astimezone(HANOI):%Y-%m-%d %H:%M}"
    return "\n".join(value) if part in LISTS else str(value)


def _wanted(values: dict[str, Any], read: ReadPage) -> tuple[Wanted | None, list[FieldError]]:
    received, due = _moment(values["ex_received_at"]), _moment(values["ex_due"])
    errors = [FieldError("ex_received_at", _("Ghi ngày giờ như 2026-11-23 09:00."))] if received is None else []
    if values["ex_due"] and due is None:
        errors.append(FieldError("ex_due", _("Ghi ngày giờ như 2026-11-23 09:00.")))
    if received is None or errors:
        return None, errors
    told = {part: values[f"ex_{part}"] for part in (*LISTS, "payable")} | {"due": due.isoformat() if due else None}
    pairs = [line.partition("=") for line in values["ex_outcomes"]]
    return Wanted(
        name=values["ex_name"],
        channel=int(values["ex_channel"]),
        received_at=received,
        answers=read.answers,
        expected={part: value for part, value in told.items() if value not in (None, [], "")},
        outcomes={step.strip(): outcome.strip() for step, _mark, outcome in pairs},
        payers=values["ex_payers"],
    ), []


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=HANOI) if text else None
    except ValueError:
        return None


def _revision(procedure: Procedure) -> Revision:
    """The draft if there is one, else the last revision. Raises Http404 for a procedure the city has none of."""
    every = Revision.objects.filter(procedure=procedure).select_related("procedure", "form", "plan")
    found = every.filter(valid_from=None).order_by("-number").first() or every.order_by("-number").first()
    if found is None:
        raise Http404
    return found
