"""The acts of the desk that ask a few questions: each a page with its words, its questions and what it does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.acts import administration, consultation, correction, extension, instead, parts, stopping, suspension, withdrawal
from motcua.doors.desk.drafting import holders
from motcua.dossiers.alerts import apology_draft
from motcua.dossiers.applying import spared
from motcua.dossiers.models import Dossier
from motcua.law.lifecycle import ACT_NAMES, Act
from motcua.law.roles import Role
from motcua.people.models import Agency, User
from motcua.ui.questions import Question
from motcua.ui.words import Words

Asked = Callable[[Dossier, datetime], Sequence[Question]]
Does = Callable[..., Dossier]


@dataclass(frozen=True)
class Way:
    """One act: what it asks, what it calls with the answers, in which order its refusals find their question."""

    act: Act
    asks: Asked
    does: Does

    @property
    def name(self) -> str:
        """The act's name in the reader's language."""
        return _(ACT_NAMES[self.act])


def _reason(_dossier: Dossier, _now: datetime) -> list[Question]:
    return [Question("reason", _("Vì sao?"), hint=_("Người nộp đọc nguyên văn câu này."))]


def _given_back(dossier: Dossier, _now: datetime) -> list[Question]:
    papers = "\n".join(stopping.listed(dossier))
    return [
        Question("papers", _("Giấy tờ trả lại, mỗi dòng một giấy tờ"), "lines", first=papers),
        Question("fees", _("Phí, lệ phí hoàn lại"), "text", hint=_("Không có thì ghi “không có”.")),
    ]


def _stopping(dossier: Dossier, now: datetime) -> list[Question]:
    return [*_reason(dossier, now), *_given_back(dossier, now)]


def _extending(dossier: Dossier, now: datetime) -> list[Question]:
    """What was prepared the day before stands there already; the officer answers for it."""
    hint = _("Mỗi hồ sơ chỉ hẹn lại một lần. Hết giờ làm việc của ngày này là hạn mới.")
    ready = apology_draft(dossier)
    why = [replace(each, first=ready.get("reason", "")) for each in _reason(dossier, now)]
    return [Question("until", _("Hẹn lại ngày nào?"), "date", hint, first=ready.get("until", "")), *why]


def _duty(_dossier: Dossier, _now: datetime) -> list[Question]:
    return [
        Question("what", _("Người nộp phải nộp khoản gì, cho ai?")),
        Question("amount", _("Số tiền, đồng"), "money", _("Chưa biết thì để trống.")),
    ]


def _proof(_dossier: Dossier, _now: datetime) -> list[Question]:
    return [
        Question("proof", _("Chứng từ chứng minh đã nộp"), "text", _("Số giấy nộp tiền hoặc biên lai.")),
        Question("file", _("Bản chụp chứng từ, nếu có"), "file"),
    ]


def _officer(dossier: Dossier, now: datetime) -> list[Question]:
    steps = [step for step in dossier.steps.filter(finished_at=None).order_by("due_at", "seq") if step.role != Role.JOB]
    posts = [p for step in steps for p in holders(step.role, dossier.competent_id, now, step.unit)]
    names = tuple({str(p.user_id): f"{p.user.name}, {p.title}" for p in posts}.items())
    which = tuple((step.key, str(Words.of(step.name))) for step in steps)
    several = [Question("step", _("Bước nào?"), "choice", choices=which)] if len(steps) > 1 else []
    return [*several, Question("officer", _("Giao cho ai?"), "choice", choices=names), Question("reason", _("Vì sao?"))]


def _opinion(dossier: Dossier, _now: datetime) -> list[Question]:
    found = Agency.objects.filter(valid_to=None).exclude(pk=dossier.competent_id).values_list("pk", "name")
    return [
        Question("agency", _("Hỏi cơ quan nào?"), "choice", choices=tuple((str(key), name) for key, name in found)),
        Question("question", _("Hỏi điều gì?"), hint=_("Cơ quan được hỏi chỉ thấy câu hỏi này, không thấy dữ liệu của người nộp.")),
        Question("until", _("Trả lời trước khi hết giờ làm việc ngày nào?"), "date"),
    ]


def _verifying(_dossier: Dossier, _now: datetime) -> list[Question]:
    return [
        Question("matter", _("Xác minh điều gì?"), "text"),
        Question("method", _("Xác minh bằng cách nào?"), "text"),
        Question("found", _("Kết quả xác minh")),
    ]


def _paper_instead(dossier: Dossier, _now: datetime) -> list[Question]:
    papers = tuple((r.key, r.title) for r in spared(dossier))
    return [
        Question("requirement", _("Giấy nào?"), "choice", choices=papers, first=papers[0][0] if len(papers) == 1 else ""),
        Question(
            "reason", _("Vì sao phải có giấy?"), hint=_("Người nộp đọc nguyên văn câu này. Mỗi lần yêu cầu được đếm vào tỷ lệ hỏi lại.")
        ),
    ]


def _part(_dossier: Dossier, _now: datetime) -> list[Question]:
    return [Question("words", _("Phần phối hợp của bạn"), hint=_("Việc đã làm, ý kiến, số liệu. Người chủ trì đọc và kết thúc bước."))]


def _correcting(dossier: Dossier, _now: datetime) -> list[Question]:
    names = tuple((s.key, str(Words(s.name, s.name_en or s.name))) for s in correction.steps_to_correct_from(dossier))
    return [
        Question("wrong", _("Kết quả sai chỗ nào?"), hint=_("Ghi thế nào, đúng ra phải thế nào. Người dân đọc nguyên văn câu này.")),
        Question("reason", _("Vì sao sai, ai phát hiện?")),
        Question("step", _("Làm lại từ bước nào?"), "choice", choices=names, first=names[0][0] if names else ""),
    ]


def _reassign(dossier: Dossier, *, officer: str, reason: str, **how: Any) -> Dossier:
    return administration.reassign(dossier, officer=User.objects.get(pk=UUID(officer)), reason=reason, **how)


def _consult(dossier: Dossier, *, agency: str, **how: Any) -> Dossier:
    return consultation.consult(dossier, agency=Agency.objects.get(pk=UUID(agency)), **how)


WAYS = {
    way.act: way
    for way in (
        Way(Act.GRANT_WITHDRAWAL, _given_back, withdrawal.grant),
        Way(Act.REFUSE_WITHDRAWAL, _reason, withdrawal.refuse),
        Way(Act.RESUME, _proof, suspension.resume),
        Way(Act.CONSULT, _opinion, _consult),
        Way(Act.VERIFY, _verifying, consultation.verify),
        Way(Act.ASK_PAPER, _paper_instead, instead.ask_paper),
        Way(Act.SUSPEND, _duty, suspension.suspend),
        Way(Act.EXTEND, _extending, extension.extend),
        Way(Act.REASSIGN, _officer, _reassign),
        Way(Act.STOP, _stopping, stopping.stop),
        Way(Act.GIVE_PART, _part, parts.give_part),
        Way(Act.CORRECT, _correcting, correction.correct),
    )
}
