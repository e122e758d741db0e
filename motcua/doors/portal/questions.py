"""One page of questions at a time; whatever was typed is kept, right or wrong."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.acts import drafts
from motcua.doors.portal import known
from motcua.doors.portal.known import Looked
from motcua.doors.portal.requests import drafting, today_of
from motcua.dossiers.access import NotYours
from motcua.dossiers.models import Draft, Lookup
from motcua.people.requests import SignedInRequest
from motcua.policy.limiting import limited
from motcua.ui.forms import FieldError, Form, Page
from motcua.ui.forms.paths import BUSINESS, DATABASES
from motcua.ui.forms.sources import Filled, edited, fixed_fields, locked

CHECK, CHANGE = "kiem-tra", "sua"


@require_safe
@drafting
def resume(request: SignedInRequest, draft: Draft) -> HttpResponse:
    """Open the page one left, else the first; before all, ask whether databases may fill in the form."""
    form, filled, _ = known.form_and_filled(draft, request.now)
    if known.undecided(draft, form):
        return redirect("portal:consent", draft.pk)
    if draft.page and form.page(draft.page, filled.answers):
        return redirect("portal:apply", draft.pk, draft.page)
    return redirect("portal:apply", draft.pk, form.pages(filled.answers)[0].id)


@require_http_methods(["GET", "HEAD", "POST"])
@drafting
@limited("saves")
def apply(request: SignedInRequest, draft: Draft, page: str) -> HttpResponse:
    """Show or read one page. The draft is saved at every post; `sua` returns to the review, `kiem-tra` shows what is wrong at once."""
    form, filled, looked = known.form_and_filled(draft, request.now)
    if not any(each.id == page for each in form.layout):
        raise NotYours
    if request.method == "POST":
        return _post(request, draft, form, page, filled, looked)
    if form.page(page, filled.answers) is None:
        return redirect("portal:resume", draft.pk)
    errors = _errors_on(form, page, filled.answers, request) if CHECK in request.GET else []
    return _show(request, draft, form, page, filled, looked, errors, None)


def _post(request: SignedInRequest, draft: Draft, form: Form, page: str, filled: Filled, looked: Looked) -> HttpResponse:
    posted = {name: [str(value) for value in values] for name, values in request.POST.lists()}
    held, fixed = locked(filled.sources), fixed_fields(filled.sources)
    read = form.read(page, posted, filled.answers, locked=held, today=today_of(request), fixed=fixed)
    sources = edited(filled.sources, read.edit, request.now)
    drafts.save_page(draft, answers=read.answers, sources=sources, page=page, by=request.actor, at=request.now)
    if known.ask_firm(draft, form, read.answers, by=request.actor, now=request.now) and _tells_here(form, page):
        return redirect("portal:apply", draft.pk, page)  # shown again, with what the registry says of the firm just named
    if read.complete:
        return onward(draft, form, page, read.answers, change=CHANGE in request.GET)
    if form.page(page, read.answers) is None:
        return redirect("portal:resume", draft.pk)
    return _show(request, draft, form, page, Filled(read.answers, sources), looked, read.errors, read.raw)


def _tells_here(form: Form, page: str) -> bool:
    """Tell whether the registry of firms fills in a question of this very page."""
    here = next((each for each in form.layout if each.id == page), None)
    told = {each.field for each in form.prefills() if DATABASES[each.source] == BUSINESS}
    return here is not None and any(item.field in told for item in here.questions())


def onward(draft: Draft, form: Form, page: str, answers: dict[str, Any], *, change: bool) -> HttpResponseRedirectBase:
    """Go to the next page, to the papers after the last; when only changing one, back to the review unless something is now missing."""
    if change:
        return to_review(draft, form, answers)
    following = form.next_page(page, answers)
    return redirect("portal:apply", draft.pk, following.id) if following else redirect("portal:files", draft.pk)


def to_review(draft: Draft, form: Form, answers: dict[str, Any]) -> HttpResponseRedirectBase:
    """Go to the review, or to the first page that still lacks an answer, its errors shown."""
    wrong = form.check(answers)
    page = form.page_of(wrong[0].field) if wrong else None
    if page is None:
        return redirect("portal:review", draft.pk)
    return redirect(f"{reverse('portal:apply', args=[draft.pk, page.id])}?{CHANGE}=1&{CHECK}=1")


def _errors_on(form: Form, page: str, answers: dict[str, Any], request: SignedInRequest) -> list[FieldError]:
    return [e for e in form.check(answers, today_of(request)) if (at := form.page_of(e.field)) is not None and at.id == page]


def _show(
    request: SignedInRequest,
    draft: Draft,
    form: Form,
    page: str,
    filled: Filled,
    looked: Looked,
    errors: list[FieldError],
    raw: dict[str, list[str]] | None,
) -> HttpResponse:
    shown = form.page(page, filled.answers)
    values = {
        "draft": draft,
        "procedure": draft.revision.procedure,
        "page": shown,
        "answers": filled.answers,
        "sources": filled.sources,
        "errors": errors,
        "raw": raw,
        "lookup": _lacking(form, shown, filled, looked) if shown else None,
        "refused": _refused(draft, form, shown, filled) if shown else False,
        "back": _back(request, draft, form, page, filled.answers),
        "saved_at": request.now if request.method == "POST" else draft.saved_at,
        "change": CHANGE in request.GET,
    }
    return render(request, "portal/apply.html", values, status=422 if errors and request.method == "POST" else 200)


def _lacks(form: Form, page: Page, filled: Filled) -> set[str]:
    """The databases that would have filled in a question of this page, which nothing has."""
    asked = {item.field for item in page.visible(filled.answers)} - set(filled.sources)
    asked = {field for field in asked if not filled.answers.get(field)}
    return {DATABASES[each.source] for each in form.prefills(filled.answers) if each.field in asked} - {""}


def _lacking(form: Form, page: Page, filled: Filled, looked: Looked) -> Lookup | None:
    """Return the look-up that did not fill in what this page asks: it failed, found nobody, or is under way."""
    lacks = _lacks(form, page, filled)
    return next((each for system, each in looked.items() if system in lacks and each.state != Lookup.State.MATCHED), None)


def _refused(draft: Draft, form: Form, page: Page, filled: Filled) -> bool:
    """Tell whether the person said no to a database that knows what this page asks, so that they may change their mind."""
    lacks = _lacks(form, page, filled)
    return bool(lacks) and any(not yes for system, yes in known.decided(draft).items() if system in lacks)


def _back(request: SignedInRequest, draft: Draft, form: Form, page: str, answers: dict[str, Any]) -> str:
    if CHANGE in request.GET:
        return reverse("portal:review", args=[draft.pk])
    before = form.previous_page(page, answers)
    if before is None:
        return reverse("portal:procedure", args=[draft.revision.procedure.code])
    return reverse("portal:apply", args=[draft.pk, before.id])
