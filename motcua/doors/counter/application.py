"""The declared form of a walk-in on one dense page: filled in from card and registry, saved even with errors, then submitted."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.acts import drafts, submission
from motcua.catalogue.forms import may_settle
from motcua.catalogue.models import Revision
from motcua.doors.counter import identity, pages
from motcua.dossiers import access
from motcua.dossiers.applying import form_for
from motcua.dossiers.known import Told, fixed_on, systems_of, tax_code_of, told_by
from motcua.dossiers.models import Draft
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.law.roles import Role
from motcua.people.actor import Actor
from motcua.people.models import Agency
from motcua.people.requests import SignedInRequest, officer_required
from motcua.policy.limiting import limited
from motcua.ui.forms import FieldError, Form, ReadPage, edited, fill_in
from motcua.ui.forms.paths import POPULATION

COUNTER = "counter"  # what the person showed at the counter; forms name it "identity", as what the e-identity told
_IDENTITY = "identity"


def begun(revision: Revision, agencies: list[Agency]) -> dict[str, Any]:
    """Return the answers a walk-in form begins with: the officer's own agency, when it is one that decides."""
    own = next((a for a in agencies if may_settle(a, revision)), None)
    return {revision.facts["agency_field"]: own.code} if own else {}


def fill(draft: Draft, answers: dict[str, Any], sources: dict[str, Any], *, by: Actor, at: datetime) -> set[str]:
    """Save the draft with what is known filled in; returns the fields that were."""
    form = form_for(draft, at.astimezone(HANOI).date())
    before = {field: {**mark, "source": _IDENTITY} if mark["source"] == COUNTER else mark for field, mark in sources.items()}
    filled = fill_in(form, answers, before, _known(draft, form, answers), fixed_on(at.astimezone(HANOI).date()))
    marks = {field: {**mark, "source": COUNTER} if mark["source"] == _IDENTITY else mark for field, mark in filled.sources.items()}
    drafts.save_page(draft, answers=filled.answers, sources=marks, page="", by=by, at=at)
    return {field for field, value in filled.answers.items() if answers.get(field) != value}


def _known(draft: Draft, form: Form, answers: dict[str, Any]) -> Told:
    party = draft.subject
    told = {"name": party.name, "number": party.personal_number, "birth_date": party.birth_date}
    code = tax_code_of(form, answers, party)
    return {_IDENTITY: (told, draft.saved_at)} | told_by(draft.lookups.order_by("asked_at", "pk"), party, code)


@officer_required(Role.RECEIVER)
@require_http_methods(["GET", "POST"])
@limited("saves")
def application(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show the form; a post is saved first, whatever is wrong with it, then submitted if that was asked."""
    draft = access.own_draft(request.user, key)
    if draft.submitted_at:
        messages.info(request, _("Đơn này đã nộp. Hồ sơ nằm trong danh sách chờ tiếp nhận."))
        return redirect("counter:inbox")
    form = form_for(draft, request.now.astimezone(HANOI).date())
    if request.method == "GET":
        return _show(request, draft, form)
    return _posted(request, draft, form)


@officer_required(Role.RECEIVER)
@require_POST
@limited("look_ups")
def ask_registry(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Ask the population registry (again) for the applicant of a draft, and fill in what it says; they may have agreed only now."""
    draft = access.own_draft(request.user, key)
    if request.POST.get("agreed") == "yes" and not draft.submitted_at:
        identity.keep_consent(draft, agreed=True, by=request.actor, at=request.now, key=request.key)
    lookup = identity.ask_for_draft(draft, by=request.actor, at=request.now)
    if lookup is None:
        messages.warning(request, _("Chưa tra cứu: người nộp chưa đồng ý, hoặc thiếu số định danh, ngày sinh."))
    elif not draft.submitted_at:
        identity.tell(request, lookup)
        fill(draft, draft.answers, draft.sources, by=request.actor, at=request.now)
    return redirect("counter:application", key)


def _posted(request: SignedInRequest, draft: Draft, form: Form) -> HttpResponse:
    read = form.read_all(dict(request.POST.lists()), draft.answers, today=request.now.astimezone(HANOI).date())
    changed = [field for field in draft.sources if read.answers.get(field) != draft.answers.get(field)]
    sources = edited(draft.sources, changed, request.now)
    identity.ask_firm(draft, form, read.answers, by=request.actor, at=request.now)
    read = _settled(read, fill(draft, read.answers, sources, by=request.actor, at=request.now))
    wants = request.POST.get("_do")
    if wants == "submit" and read.complete:
        return _submit(request, draft, form)
    return _show(request, draft, form, replace(read, errors=[]) if wants == "save" else read, saved=wants == "save")


def _settled(read: ReadPage, filled: set[str]) -> ReadPage:
    """`read` with what was just filled in taken as answered: shown once more, so that the officer sees it before submitting."""
    raw = {name: typed for name, typed in read.raw.items() if name.partition("-")[0] not in filled}
    errors = [each for each in read.errors if each.field not in filled]
    return replace(read, errors=errors, raw=raw, stay=read.stay or bool(filled))


def _submit(request: SignedInRequest, draft: Draft, form: Form) -> HttpResponse:
    try:
        receiver = _receiver(request, draft)
        dossier = submission.submit(draft, by=request.actor, at=request.now, key=request.key, receiver=receiver)
    except submission.AnswersRefused as refused:
        return _show(request, draft, form, errors=refused.errors)
    except Refusal as refusal:
        return _show(request, draft, form, errors=[FieldError("submit", str(refusal))])
    messages.success(request, _("Đã nộp. Kiểm tra giấy tờ rồi tiếp nhận."))
    return redirect("counter:dossier", dossier.pk)


def _receiver(request: SignedInRequest, draft: Draft) -> Agency:
    """The counter that receives: the competent agency's own if the officer sits there, else the officer's first."""
    agencies = pages.counters(request)
    competent = draft.answers.get(draft.revision.facts["agency_field"])
    return next((a for a in agencies if a.code == competent), agencies[0])


def _show(
    request: SignedInRequest,
    draft: Draft,
    form: Form,
    read: ReadPage | None = None,
    errors: list[FieldError] | None = None,
    saved: bool = False,
) -> HttpResponse:
    shown = errors if errors is not None else (read.errors if read else [])
    values = {
        "draft": draft,
        "form": form,
        "errors": shown,
        "raw": read.raw if read else {},
        "grew": bool(read and read.stay and not shown and not saved),
        "saved": saved,
        "lookup": draft.lookups.filter(system=POPULATION).order_by("asked_at").last(),
        "may_ask": POPULATION in systems_of(form, draft.subject),
    }
    return pages.page(request, "counter/application.html", values, pages.REFUSED if shown else 200)
