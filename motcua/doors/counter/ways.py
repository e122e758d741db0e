"""The acts of the counter that ask a few questions: each a page with its questions and what it does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import administration, instead, settling, stopping, suspension, withdrawal
from motcua.documents.checks import FileRefused
from motcua.doors.counter import officers, pages
from motcua.dossiers.applying import may_ask_paper, spared
from motcua.dossiers.immediate import at_once
from motcua.dossiers.models import Dossier
from motcua.law import lifecycle
from motcua.law.handover import Method
from motcua.law.lifecycle import ACT_NAMES, RULES, Act, Refusal
from motcua.law.roles import Role
from motcua.people import rights
from motcua.people.actor import Actor
from motcua.people.models import Agency, AgencyKind, User
from motcua.people.requests import SignedInRequest, officer_required
from motcua.policy.limiting import limited, sends_files
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question


@dataclass(frozen=True)
class Way:
    """One act: what it asks, and what it calls with the answers."""

    act: Act
    asks: Callable[[Dossier], Sequence[Question]]
    does: Callable[..., Dossier]

    @property
    def name(self) -> str:
        """The act's name in the reader's language."""
        return _(ACT_NAMES[self.act])


def _asking(_dossier: Dossier) -> list[Question]:
    return [Question("reason", _("Vì sao người nộp muốn rút?"), hint=_("Ghi theo văn bản yêu cầu của người nộp."))]


def _granting(dossier: Dossier) -> list[Question]:
    papers = "\n".join(stopping.listed(dossier))
    return [
        Question("papers", _("Giấy tờ trả lại, mỗi dòng một giấy tờ"), "lines", first=papers),
        Question("fees", _("Phí, lệ phí hoàn lại"), "text", hint=_("Không có thì ghi “không có”.")),
    ]


def _refusing(_dossier: Dossier) -> list[Question]:
    return [Question("reason", _("Vì sao?"), hint=_("Người nộp đọc nguyên văn câu này."))]


def _returning(dossier: Dossier) -> list[Question]:
    methods = ((Method.COUNTER.value, _("Tại quầy")), (Method.ELECTRONIC.value, _("Bản điện tử")), (Method.POST.value, _("Bưu chính")))
    return [
        Question("receiver_name", _("Người nhận lại giấy tờ"), "text", first=dossier.applicant.name),
        Question("method", _("Cách nhận"), "choice", choices=methods, first=Method.COUNTER.value),
    ]


def _proving(_dossier: Dossier) -> list[Question]:
    return [
        Question("proof", _("Chứng từ chứng minh đã nộp"), "text", _("Số giấy nộp tiền hoặc biên lai.")),
        Question("file", _("Bản chụp chứng từ, nếu có"), "file"),
    ]


def _paying_first(_dossier: Dossier) -> list[Question]:
    return [
        Question("what", _("Người nộp phải nộp khoản gì, cho ai?"), hint=_("Hồ sơ được xem xét tiếp nhận khi có chứng từ đã nộp.")),
        Question("amount", _("Số tiền, đồng"), "money", _("Chưa biết thì để trống.")),
    ]


def _at_once(dossier: Dossier) -> list[Question]:
    signers = officers.signers(dossier)
    names = tuple((str(p.user_id), f"{p.user.name}, {p.title}") for p in signers)
    first = names[0][0] if len(names) == 1 else ""
    return [
        Question("signer", _("Ai đã ký?"), "choice", _("Người ký khác người trả kết quả."), names, first),
        Question("number", _("Số của kết quả"), "text", _("Số ghi trên bản giấy, như 1024/2026/SCT-BS.")),
        Question("file", _("Bản quét có chữ ký, dấu"), "file", _("Ảnh hoặc PDF của bản giấy trả cho người nộp.")),
    ]


def _settle_at_once(dossier: Dossier, *, signer: str, **how: Any) -> Dossier:
    return settling.settle_at_once(dossier, signer=User.objects.get(pk=UUID(signer)), **how)


def _passing_on(dossier: Dossier) -> list[Question]:
    counters = [AgencyKind.COMMUNE, AgencyKind.BRANCH, AgencyKind.CENTRE]
    found = Agency.objects.filter(valid_to=None, kind__in=counters).exclude(pk=dossier.receiver_id).values_list("pk", "name")
    return [
        Question(
            "receiver",
            _("Nơi nào tiếp nhận chính thức?"),
            "choice",
            _("Quầy này được ghi là điểm tiếp nhận hộ; thời hạn tính từ khi cơ quan giải quyết nhận được."),
            tuple((str(key), name) for key, name in found),
            str(dossier.competent_id),
        )
    ]


def _pass_on(dossier: Dossier, *, receiver: str, **how: Any) -> Dossier:
    return administration.pre_receive(dossier, receiver=Agency.objects.get(pk=UUID(receiver)), **how)


def _paper_instead(dossier: Dossier) -> list[Question]:
    papers = tuple((r.key, r.title) for r in spared(dossier))
    return [
        Question("requirement", _("Giấy nào?"), "choice", choices=papers, first=papers[0][0] if len(papers) == 1 else ""),
        Question(
            "reason", _("Vì sao phải có giấy?"), hint=_("Người nộp đọc nguyên văn câu này. Mỗi lần yêu cầu được đếm vào tỷ lệ hỏi lại.")
        ),
    ]


WAYS = {
    way.act: way
    for way in (
        Way(Act.ASK_PAPER, _paper_instead, instead.ask_paper),
        Way(Act.GRANT_WITHDRAWAL, _granting, withdrawal.grant),
        Way(Act.REFUSE_WITHDRAWAL, _refusing, withdrawal.refuse),
        Way(Act.RETURN_PAPERS, _returning, stopping.return_papers),
        Way(Act.RESUME, _proving, suspension.resume),
        Way(Act.SETTLE_AT_ONCE, _at_once, _settle_at_once),
        Way(Act.ASK_PREPAYMENT, _paying_first, suspension.ask_prepayment),
        Way(Act.PRE_RECEIVE, _passing_on, _pass_on),
        Way(Act.ASK_TO_WITHDRAW, _asking, withdrawal.ask_to_withdraw),
    )
}
BEFORE_ACCEPTANCE = {Act.GRANT_WITHDRAWAL, Act.REFUSE_WITHDRAWAL}  # after it, the agency that settles decides


def ways(actor: Actor, dossier: Dossier) -> list[Way]:
    """Return the acts that ask a few questions and are allowed to this officer now."""
    held = rights.of(actor, dossier)
    can = set(lifecycle.allowed(dossier.state, held, correcting=dossier.correcting, mirrored=dossier.mirrored))
    can -= BEFORE_ACCEPTANCE if dossier.received_at else set()
    can -= set() if at_once(dossier) else {Act.SETTLE_AT_ONCE}
    can -= set() if may_ask_paper(dossier) else {Act.ASK_PAPER}
    return [way for act, way in WAYS.items() if act in can]


@officer_required(Role.RECEIVER)
@require_http_methods(["GET", "HEAD", "POST"])
@limited("uploads", sends_files)
def do(request: SignedInRequest, key: UUID, act: str) -> HttpResponse:
    """Ask what the act needs, do it; a refusal stands beside the first question and what was typed stands again."""
    way = WAYS.get(Act(act)) if act in list(Act) else None
    if way is None:
        raise Http404
    dossier = pages.opened(request, key)
    asked = way.asks(dossier)
    errors: list[FieldError] = []
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST, request.FILES)
        if not errors:
            try:
                way.does(dossier, **values, by=request.actor, at=request.now, key=request.key)
            except (FileRefused, Refusal) as refusal:
                errors = [FieldError(asked[0].name, str(refusal))]
            else:
                messages.success(request, _("Đã ghi: %(act)s.") % {"act": way.name})
                return redirect("counter:inbox") if way.act is Act.PRE_RECEIVE else redirect("counter:dossier", key)
    values = {"dossier": dossier, "way": way, "law": "; ".join(RULES[way.act].cites), "errors": errors}
    values["questions"] = questions.shown(asked, request.POST, errors)
    return pages.page(request, "counter/do.html", values, pages.REFUSED if errors else 200)
