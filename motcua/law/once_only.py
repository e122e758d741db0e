"""Rules of asking once: what the state has is not asked of a person again, and what is fetched is fetched for one purpose, once.

Which articles say so is marked as domain/integrations.md and process.md are sure of it: NĐ 309/2026 Điều 2 and NQ 66.7/2025 spare papers
that a connected database holds; NĐ 278/2025 makes sharing compulsory; Luật 91/2025 asks for purpose and consent.
"""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_


class ConsentMissing(Refusal):
    """Nothing is fetched for a form before the person agreed."""


class PaperSpared(Refusal):
    """A paper is asked although a database has it, or has not been asked."""


class NotSpared(Refusal):
    """No database spares this paper, or it was asked instead already."""


class Ground(StrEnum):
    """Why an officer may ask for a paper that a database should spare."""

    OUTAGE = "outage"
    ABSENT = "absent"


class Cause(StrEnum):
    """Why something the state has was asked of the person again."""

    REFUSED = "refused"
    OUTAGE = "outage"
    ABSENT = "absent"
    CORRECTED = "corrected"
    TYPED = "typed"
    PAPER = "paper"


GROUND_NAMES = {
    Ground.OUTAGE: N_("cơ sở dữ liệu không trả lời"),
    Ground.ABSENT: N_("cơ sở dữ liệu không có dữ liệu khớp"),
}
CAUSE_NAMES = {
    Cause.REFUSED: N_("Người nộp không đồng ý cho lấy"),
    Cause.OUTAGE: N_("Cơ sở dữ liệu không trả lời"),
    Cause.ABSENT: N_("Cơ sở dữ liệu không có"),
    Cause.CORRECTED: N_("Người nộp ghi lại cho đúng"),
    Cause.TYPED: N_("Hỏi mà chưa tra cứu"),
    Cause.PAPER: N_("Yêu cầu giấy thay"),
}


@cites("91/2025/QH15", "chương II", "u")
def check_consent(agreed: bool | None) -> None:
    """Raise ConsentMissing unless the person agreed to this fetching; None is nobody asked them, False they said no."""
    if not agreed:
        raise ConsentMissing(N_("Người nộp chưa đồng ý cho lấy dữ liệu này: để họ tự khai."))


@cites("278/2025/NĐ-CP", "", "u")
def same_person(asked: tuple[str, str, date], told: tuple[Collection[str], str, date]) -> bool:
    """Tell whether an answer is about who was asked: number (one of those told), name and day of birth, all three.

    A near miss is no match and says nothing of the person. Names are compared in upper case, composed, spaces single.
    """
    return asked[0] in told[0] and _key(asked[1]) == _key(told[1]) and asked[2] == told[2]


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).upper().split())


@cites("309/2026/NĐ-CP", "Điều 2")
@cites("66.7/2025/NQ-CP", "", "S")
def ground_for_paper(answers: Collection[str]) -> Ground:
    """Return why a paper may be asked although a database should spare it, from how its look-ups in this dossier ended.

    `answers`: matched, no_match, failed, asked. Raises PaperSpared where the database answered, or was not asked at all.
    """
    if "matched" in answers:
        raise PaperSpared(N_("Cơ sở dữ liệu đã có dữ liệu này: không được yêu cầu người nộp nộp giấy."))
    if "failed" in answers:
        return Ground.OUTAGE
    if "no_match" in answers:
        return Ground.ABSENT
    raise PaperSpared(N_("Tra cứu cơ sở dữ liệu trước: chỉ yêu cầu giấy khi nó không trả lời hoặc không có."))


@dataclass(frozen=True)
class Asked:
    """One thing asked in a dossier whose answer a state database should hold.

    `state` is how its look-up ended ('' never asked), `agreed` the person's decision (None never asked), `told` whether the database's
    answer was filled in, `corrected` whether the person wrote over it.
    """

    name: str
    state: str = ""
    agreed: bool | None = None
    told: bool = False
    corrected: bool = False


def cause_of(asked: Asked) -> Cause | None:
    """Return why this was asked of the person again; None where it was not: the database answered it."""
    if asked.corrected:
        return Cause.CORRECTED
    if asked.told:
        return None
    if asked.agreed is False:
        return Cause.REFUSED
    return {"failed": Cause.OUTAGE, "asked": Cause.OUTAGE, "no_match": Cause.ABSENT, "matched": Cause.ABSENT}.get(asked.state, Cause.TYPED)


@dataclass(frozen=True)
class Tally:
    """What could have been spared, and what was asked again in spite of it, by cause."""

    held: int = 0
    again: Mapping[Cause, int] = field(default_factory=dict)

    @property
    def asked_again(self) -> int:
        """How many were asked again, whatever the cause."""
        return sum(self.again.values())

    @property
    def rate(self) -> float | None:
        """The re-ask rate in percent, one decimal; None where the state held nothing that was asked."""
        return round(100 * self.asked_again / self.held, 1) if self.held else None

    def __add__(self, other: "Tally") -> "Tally":
        both = Counter(self.again)
        both.update(other.again)
        return Tally(self.held + other.held, dict(both))


def tally(rows: Iterable[Asked]) -> Tally:
    """Return what of `rows` was asked again and why."""
    every = list(rows)
    causes = Counter(cause for row in every if (cause := cause_of(row)) is not None)
    return Tally(len(every), dict(causes))
