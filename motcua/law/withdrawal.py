"""Rules of withdrawing and stopping: until when it may be asked, who decides, when a supplement lapses, what the notice lists."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_


class ResultSigned(Refusal):
    """A result is signed already: the dossier can be neither withdrawn nor stopped."""


class DecidedElsewhere(Refusal):
    """The counter decides on what it has not yet accepted; after that the competent agency does."""


class NotLapsed(Refusal):
    """The time to supplement has not run out."""


class PapersUnlisted(Refusal):
    """A stop that does not say what becomes of the papers and fees given."""


class Cause(StrEnum):
    """Why a dossier was stopped."""

    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    CONDITIONS = "conditions"


@dataclass(frozen=True)
class GivenBack:
    """What the notice of stopping (Mẫu 05) lists: papers to return, and what is refunded or why nothing is."""

    papers: tuple[str, ...]
    fees: str


@cites("118/2025/NĐ-CP", "chương III", "S")
def check_unsigned(signed: bool) -> None:
    """Raise ResultSigned when a result decision is signed: withdrawal and stopping come only before it."""
    if signed:
        raise ResultSigned(N_("Kết quả đã được ký: không thể rút hay dừng hồ sơ nữa. Chờ nhận kết quả."))


@cites("118/2025/NĐ-CP", "chương III", "S")
def check_decider(accepted: bool, at_counter_only: bool) -> None:
    """Raise DecidedElsewhere when the counter alone would decide on a dossier that was accepted."""
    if accepted and at_counter_only:
        raise DecidedElsewhere(N_("Hồ sơ đã được tiếp nhận: cơ quan giải quyết xem xét yêu cầu rút, không phải quầy."))


@cites("118/2025/NĐ-CP", "chương III", "S")
def check_given_back(papers: list[str], fees: str, given: bool) -> GivenBack:
    """Return what is given back, tidied. Raises PapersUnlisted when papers were `given` and none is listed, or fees are not spoken of."""
    listed = tuple(paper.strip() for paper in papers if paper.strip())
    if given and not listed:
        raise PapersUnlisted(N_("Ghi từng giấy tờ trả lại cho người nộp."))
    if not fees.strip():
        raise PapersUnlisted(N_("Ghi khoản phí, lệ phí hoàn lại; không có thì ghi “không có”."))
    return GivenBack(listed, fees.strip())


@cites("301/2026/NĐ-CP", "Điều 6")
def check_lapsed(until: datetime, at: datetime) -> None:
    """Raise NotLapsed unless the limit to supplement (`until`, still good itself) has passed at `at`."""
    if at <= until:
        raise NotLapsed(N_("Chưa hết hạn bổ sung."))
