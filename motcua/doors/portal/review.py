"""Everything on one page before it is sent: answers, papers, cost, date, the declaration; then submit."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import confirming, drafts, submission
from motcua.catalogue.requirements import applies
from motcua.doors.portal import known
from motcua.doors.portal.procedure import cost_of
from motcua.doors.portal.questions import to_review
from motcua.doors.portal.requests import outdated, own_draft, today_of
from motcua.doors.portal.words import Problem, two
from motcua.dossiers import cosigning
from motcua.dossiers.applying import papers_asked, papers_of
from motcua.dossiers.known import sections_of
from motcua.dossiers.models import Channel, Draft, DraftFile
from motcua.dossiers.reasons import if_filed
from motcua.law.intake import ComponentsMissing
from motcua.law.lifecycle import Refusal
from motcua.people.models import Agency
from motcua.people.requests import SignedInRequest, citizen_required
from motcua.ui.forms import Form
from motcua.ui.forms.sources import Filled


@require_http_methods(["GET", "HEAD", "POST"])
@citizen_required
def review(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show all that will be sent; a post sends it, once for each draft however often it is pressed."""
    draft = own_draft(request, key)
    if not draft.submitted_at and outdated(draft, request):
        return redirect("portal:carry", draft.pk)
    if request.method == "POST":
        return _submit(request, draft)
    if draft.submitted_at:
        return redirect("portal:mine")
    form, filled, _lookup = known.form_and_filled(draft, request.now)
    if form.check(filled.answers):
        return to_review(draft, form, filled.answers)
    return _show(request, draft, form, filled, [])


def _submit(request: SignedInRequest, draft: Draft) -> HttpResponse:
    form, filled, _lookup = known.form_and_filled(draft, request.now)
    if not draft.submitted_at and (filled.answers, filled.sources) != (draft.answers, draft.sources):
        draft = drafts.save_page(draft, answers=filled.answers, sources=filled.sources, page=draft.page, by=request.actor, at=request.now)
    if not draft.submitted_at and any(held is None for _who, held in cosigning.standing(draft, form.visible_answers(filled.answers))):
        return _ask_others(request, draft, form, filled)
    try:
        dossier = submission.submit(draft, by=request.actor, at=request.now, key=f"submit:{draft.pk.hex}")
    except submission.AnswersRefused:
        return to_review(draft, form, filled.answers)
    except ComponentsMissing as missing:
        return _show(request, draft, form, filled, [Problem(str(missing), "papers")])
    except Refusal as refusal:
        return _show(request, draft, form, filled, [Problem(str(refusal))])
    return redirect("portal:submitted", dossier.pk)


def _ask_others(request: SignedInRequest, draft: Draft, form: Form, filled: Filled) -> HttpResponse:
    """Ask those who must confirm first; what may be filed before they answer is filed at the next press."""
    if form.check(filled.answers):
        return to_review(draft, form, filled.answers)
    confirming.ask(draft, by=request.actor, at=request.now)
    messages.success(request, _("Đã gửi yêu cầu xác nhận. Đủ xác nhận thì bạn nộp được đơn."))
    return redirect("portal:review", draft.pk)


def _show(request: SignedInRequest, draft: Draft, form: Form, filled: Filled, errors: list[Problem]) -> HttpResponse:
    revision = draft.revision
    agency = Agency.objects.filter(code=filled.answers.get(revision.facts["agency_field"])).first()
    asked = papers_asked(draft, form.visible_answers(filled.answers))
    names = {each.key: each.title for each in papers_of(draft)}
    given = DraftFile.objects.filter(draft=draft).select_related("document").order_by("pk")
    values = {
        "draft": draft,
        "procedure": revision.procedure,
        "sections": sections_of(draft, form, filled.answers, filled.sources, told=False),
        "asked": bool(asked),
        "spared": [r for r in papers_of(draft) if r.found_in and applies(r, form.visible_answers(filled.answers))],
        "files": [(names.get(f.requirement, ""), f) for f in given],
        "cost": cost_of(revision, Channel.ONLINE, today_of(request), filled.answers),
        "cost_note": two(revision.facts.get("fee_note")),
        "promise": if_filed(revision, request.now, agency),
        "agency": agency,
        "last": form.pages(filled.answers)[-1].id,
        "errors": errors,
        "city_url": settings.PUBLIC_URL,
        "cosigners": cosigning.standing(draft, form.visible_answers(filled.answers)),
        "declaration": _("Tôi cam đoan những điều đã khai là đúng sự thật và chịu trách nhiệm trước pháp luật."),
    }
    return render(request, "portal/review.html", values, status=422 if errors else 200)
