"""Rules of taking in: what a refusal or a request for supplement must say."""

from dataclasses import dataclass

from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_, Several


class ReasonMissing(Refusal):
    """A refusal or request that does not say why."""


class ItemsMissing(Refusal):
    """A request for supplement that names nothing to supply."""


class ComponentsMissing(Refusal):
    """A required paper is neither given nor found in a database; `names` lists them."""

    def __init__(self, names: list[str]) -> None:
        """Keep the names of what is missing."""
        super().__init__(N_("Hồ sơ còn thiếu: %(names)s."), names=Several(tuple(names), "; "))
        self.names = names


class AlreadyAsked(Refusal):
    """The counter has asked once already: a second time needs a reason (asked once, fully)."""


@dataclass(frozen=True)
class Item:
    """One thing asked of the applicant: what is wrong or missing, what to do, and the article it rests on."""

    name: str
    instruction: str
    basis: str = ""
    requirement: str = ""


@cites("61/2018/NĐ-CP", "Điều 17")
def check_reason(reason: str) -> str:
    """Return the reason, trimmed; raises ReasonMissing when there is none."""
    if len(reason.strip()) < 5:
        raise ReasonMissing(N_("Ghi rõ lý do: người dân phải biết vì sao."))
    return reason.strip()


@cites("309/2026/NĐ-CP", "Điều 8")
@cites("118/2025/NĐ-CP", "Điều 17 khoản 2 điểm a", "S")
def check_supplement(items: list[Item], reason: str, *, asked_before: bool, why_again: str) -> None:
    """Check that a request for supplement names content, reason and guidance, fully, once.

    Raises ItemsMissing, ReasonMissing, or AlreadyAsked when it was asked before and `why_again` is empty.
    """
    if not items or any(not item.name.strip() or not item.instruction.strip() for item in items):
        raise ItemsMissing(N_("Phiếu yêu cầu bổ sung phải nêu ít nhất một mục, mỗi mục nói rõ cần làm gì."))
    check_reason(reason)
    if asked_before and not why_again.strip():
        raise AlreadyAsked(N_("Bộ phận Một cửa đã yêu cầu bổ sung một lần. Yêu cầu lại phải ghi lý do của người phụ trách."))


@cites("61/2018/NĐ-CP", "Điều 17 khoản 1")
def check_complete(required: list[str], given: set[str], names: dict[str, str]) -> None:
    """Raise ComponentsMissing unless every required component (by key) is among those given, reused or found."""
    missing = [names.get(key, key) for key in required if key not in given]
    if missing:
        raise ComponentsMissing(missing)
