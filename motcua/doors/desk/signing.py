"""The leader signs what was opened; the records clerk numbers and issues it. The authority signs between two acts."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import decision
from motcua.acts.base import done_before
from motcua.doors.desk import comparing, sheet
from motcua.doors.desk.opening import desk, opened, page
from motcua.dossiers.models import Dossier, Result
from motcua.law import lifecycle
from motcua.law.lifecycle import Act
from motcua.law.signatures import NotSigned, check_issuer
from motcua.lib.saying import N_
from motcua.papers.authority import FAILURES, agency_signed, person_signed
from motcua.people import rights
from motcua.people.requests import SignedInRequest
from motcua.ui.forms import FieldError


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show the draft, and sign exactly that one: its hash travels with the form."""
    dossier = opened(request, key)
    if request.method != "POST":
        return _page(request, dossier, "sign.html", Act.SIGN)
    if not done_before(request.key):
        try:
            _sign(request, dossier)
        except FAILURES as failure:
            return _page(request, dossier, "sign.html", Act.SIGN, str(failure))
    messages.success(request, _("Đã ký %(code)s.") % {"code": dossier.code})
    return redirect("desk:list")


def _sign(request: SignedInRequest, dossier: Dossier) -> None:
    _check(request, dossier, Act.SIGN)
    over = request.POST.get("over", "")
    pdf = person_signed(dossier, _result(dossier), over, user=request.user, actor=request.actor, at=request.now)
    decision.sign(dossier, over=over, signed_pdf=pdf, by=request.actor, at=request.now, key=request.key)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: SignedInRequest, key: UUID) -> HttpResponse:
    """One press, two acts: number, then issue under the agency's signature. A number given is kept for the next try."""
    dossier = opened(request, key)
    if request.method != "POST":
        return _page(request, dossier, "issue.html", Act.ISSUE)
    if not done_before(f"{request.key}:issue"):
        try:
            _issue(request, dossier)
        except FAILURES as failure:
            return _page(request, dossier, "issue.html", Act.ISSUE, _kept(dossier, str(failure)))
    number = _result(dossier).number
    messages.success(request, _("Đã ban hành %(code)s, số %(number)s.") % {"code": dossier.code, "number": number})
    return redirect("desk:list")


def _issue(request: SignedInRequest, dossier: Dossier) -> None:
    _check(request, dossier, Act.NUMBER)
    check_issuer(str(_result(dossier).signer_id), request.actor.id)
    decision.number(dossier, by=request.actor, at=request.now, key=f"{request.key}:number")
    pdf = agency_signed(dossier, _result(dossier), at=request.now)
    decision.issue(dossier, issued_pdf=pdf, by=request.actor, at=request.now, key=f"{request.key}:issue")


def _check(request: SignedInRequest, dossier: Dossier, act: Act) -> None:
    """Ask the table before the authority is asked: nothing is signed that the act would refuse."""
    lifecycle.check(act, dossier.state, rights.of(request.actor, dossier))


def _result(dossier: Dossier) -> Result:
    result = sheet.result_of(dossier)
    if result is None:
        raise NotSigned(N_("Hồ sơ chưa có kết quả."))
    return result


def _kept(dossier: Dossier, why: str) -> str:
    result = sheet.result_of(dossier)
    if result is None or not result.number:
        return why
    return _("%(why)s Số %(number)s đã cấp được giữ cho lần thử sau.") % {"why": why, "number": result.number}


def _page(request: SignedInRequest, dossier: Dossier, template: str, act: Act, failure: str = "") -> HttpResponse:
    here = sheet.of(dossier, request.actor, request.now)
    errors = [FieldError("", failure)] if failure else []
    allowed = lifecycle.may(act, rights.of(request.actor, dossier)) and dossier.state in lifecycle.RULES[act].from_
    beside = {"signed": comparing.signed(here.result)} if act is Act.ISSUE else comparing.changed(dossier, here.result)
    values = {"dossier": dossier, "sheet": here, "errors": errors, "allowed": allowed, **beside}
    return page(request, template, values, refused=bool(errors))
