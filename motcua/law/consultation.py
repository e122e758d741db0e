"""Rules of asking another agency's opinion: content and limit are stated; a late opinion is reported; no citizen's clock stops."""

from dataclasses import dataclass
from datetime import datetime

from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_


class QuestionMissing(Refusal):
    """A consultation that does not say what is asked, or an answer that says nothing."""


class LimitPassed(Refusal):
    """A limit for an opinion that has passed before it is asked."""


class AskedAlready(Refusal):
    """The same agency is being asked in this dossier and has not answered."""


class OwnAgency(Refusal):
    """The agency that settles the dossier asks itself."""


class AnsweredAlready(Refusal):
    """The opinion was given before."""


@dataclass(frozen=True)
class Opinion:
    """When an opinion was due and when it came, None while it has not."""

    due_at: datetime
    answered_at: datetime | None

    def late(self, now: datetime) -> bool:
        """Tell whether it came, or is still to come, after its limit: the consulted unit's own indicator, not the citizen's clock."""
        return (self.answered_at or now) > self.due_at


@cites("61/2018/NĐ-CP", "Điều 19 khoản 5")
def check_question(question: str, due_at: datetime, at: datetime) -> str:
    """Return the question, trimmed. Raises QuestionMissing, or LimitPassed for a limit that is not after `at`."""
    if len(question.strip()) < 10:
        raise QuestionMissing(N_("Ghi rõ nội dung lấy ý kiến: cơ quan được hỏi phải biết cần trả lời điều gì."))
    if due_at <= at:
        raise LimitPassed(N_("Hạn trả lời phải sau lúc hỏi."))
    return question.strip()


@cites("61/2018/NĐ-CP", "Điều 19 khoản 5")
def check_answer(answer: str) -> str:
    """Return the opinion, trimmed. Raises QuestionMissing when it says nothing."""
    if len(answer.strip()) < 5:
        raise QuestionMissing(N_("Ghi ý kiến: đồng ý hay không, vì sao."))
    return answer.strip()
