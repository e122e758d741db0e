"""An example application tried against a procedure: what came out beside what must, and the way through the process."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.law.calendar import HANOI
from motcua.law.flow import FlowError, Plan, Token
from motcua.lib.saying import N_, Sentence, Several

MOST_STEPS = 200
PARTS = {
    "questions": N_("Câu hỏi"),
    "requirements": N_("Giấy tờ phải nộp"),
    "payable": N_("Số tiền phải nộp"),
    "due": N_("Ngày hẹn trả"),
    "path": N_("Các bước"),
}


@dataclass(frozen=True)
class Found:
    """What comes out of an application: fields asked in order, papers asked, VND to pay (None: not known), when due, steps in order."""

    questions: tuple[str, ...]
    requirements: tuple[str, ...]
    payable: int | None
    due: datetime | None
    path: tuple[str, ...]
    wrong: tuple[str, ...] = ()

    def value(self) -> dict[str, Any]:
        """Return it as an example's `expected` keeps it."""
        due = self.due.isoformat() if self.due else None
        kept = {"questions": list(self.questions), "requirements": list(self.requirements), "payable": self.payable, "due": due}
        return {**kept, "path": list(self.path)}


@dataclass(frozen=True)
class Difference:
    """One part that came out otherwise: its name, what was expected, what came."""

    part: str
    expected: str
    found: str

    @property
    def says(self) -> Sentence:
        """The difference in a sentence."""
        values = {"part": Sentence(PARTS[self.part]), "expected": self.expected or "–", "found": self.found or "–"}
        return Sentence(N_("%(part)s: mong đợi %(expected)s; ra %(found)s"), values)


def differences(expected: Mapping[str, Any], found: Found) -> list[Difference]:
    """Return where `found` is not what was expected; parts that nothing is expected of are not compared."""
    came = found.value()
    pairs = [(part, _normal(part, expected[part]), _normal(part, came[part])) for part in PARTS if part in expected]
    return [Difference(part, _told(wanted), _told(got)) for part, wanted, got in pairs if wanted != got]


def path_of(plan: Plan, outcomes: Mapping[str, str]) -> tuple[str, ...]:
    """Return the steps an application goes through when each ends as `outcomes` says, else with its first outcome.

    Branches go on in turn. Raises FlowError for an outcome a step does not have, or when it goes round without end.
    """
    found, open_ = [], plan.begun()
    while open_:
        here, *others = open_
        found.append(here.step)
        if len(found) > MOST_STEPS:
            raise FlowError(N_("Quy trình đi vòng mãi không tới bước cuối."))
        open_ = others + _next(plan, here, outcomes, others, len(found))
    return tuple(found)


def _next(plan: Plan, here: Token, outcomes: Mapping[str, str], others: list[Token], number: int) -> list[Token]:
    known = plan.step(here.step).outcomes
    if not known:
        return []
    return plan.moved(here, outcomes.get(here.step, known[0].key), others, number)


def _normal(part: str, value: Any) -> Any:
    if part == "due":
        return datetime.fromisoformat(value).astimezone(HANOI) if value else None
    return sorted(value) if part == "requirements" else value


def _told(value: Any) -> str:
    if isinstance(value, list | tuple):
        return str(Several(tuple(value)))
    if isinstance(value, datetime):
        return f"{value:%H:%M %d/%m/%Y}"
    return "" if value is None else str(value)
