"""Chi phí tuân thủ: what a procedure costs those who follow it, by the state's own sum; before and after a simplification. Whole VND."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_


class CostRefused(Refusal):
    """An assessment with a negative number, without a work, or without a name for it."""


class Task(StrEnum):
    """The works a person does for a procedure, as the forms of assessment list them."""

    PREPARE = "prepare"
    FILE = "file"
    PAY = "pay"
    INSPECTION = "inspection"
    OTHER = "other"


TASK_NAMES = {
    Task.PREPARE: N_("Chuẩn bị hồ sơ"),
    Task.FILE: N_("Nộp hồ sơ và nhận kết quả"),
    Task.PAY: N_("Nộp phí, lệ phí"),
    Task.INSPECTION: N_("Chuẩn bị, phục vụ kiểm tra, đánh giá"),
    Task.OTHER: N_("Công việc khác"),
}


@dataclass(frozen=True)
class Income:
    """The average income of an hour: income of a head and year (VND) over the working hours of a year."""

    year: int
    hours: int

    def __post_init__(self) -> None:
        if self.year < 0 or self.hours < 1:
            raise CostRefused(N_("Thu nhập bình quân không âm, số giờ làm việc một năm từ 1 trở lên."))

    @property
    def hourly(self) -> Decimal:
        """VND an hour, not rounded: only sums are."""
        return Decimal(self.year) / self.hours


@dataclass(frozen=True)
class Work:
    """One work: hours of the applicant's time, and VND for travel and post, hired services, fees and charges, anything else."""

    task: Task
    name: str
    hours: Decimal = Decimal(0)
    travel: int = 0
    services: int = 0
    fees: int = 0
    other: int = 0

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise CostRefused(N_("Mỗi công việc phải có tên."))
        if not self.hours.is_finite() or self.hours < 0 or min(self.travel, self.services, self.fees, self.other) < 0:
            raise CostRefused(N_("Số giờ, số tiền của “%(work)s” không thể âm."), work=self.name)


@dataclass(frozen=True)
class Burden:
    """A procedure as followed: its works, how often a year one applicant does it, how many applicants there are."""

    works: tuple[Work, ...]
    times: int
    applicants: int

    def __post_init__(self) -> None:
        if self.times < 0 or self.applicants < 0:
            raise CostRefused(N_("Số lần, số đối tượng một năm không thể âm."))

    @property
    def volume(self) -> int:
        """How often a year it is done in all."""
        return self.times * self.applicants


@dataclass(frozen=True)
class Saving:
    """What a simplification spares a year, in VND and in per cent of what it was (None when it was nothing); negative: it costs more."""

    before: int
    after: int

    @property
    def amount(self) -> int:
        """VND a year."""
        return self.before - self.after

    @property
    def percent(self) -> Decimal | None:
        """Of the cost before, to one decimal place."""
        if not self.before:
            return None
        return (Decimal(self.amount) * 100 / self.before).quantize(Decimal("0.1"), ROUND_HALF_UP)


@cites("02/2017/TT-VPCP", "Phụ lục, tính chi phí tuân thủ", "u")
def once(works: Iterable[Work], income: Income) -> int:
    """Return what following the procedure once costs: for each work time × hourly income + travel + services + fees + other."""
    return sum(work_cost(work, income) for work in works)


def work_cost(work: Work, income: Income) -> int:
    """Return what one work costs once, rounded half up to the đồng."""
    time = (work.hours * income.hourly).quantize(Decimal(1), ROUND_HALF_UP)
    return int(time) + work.travel + work.services + work.fees + work.other


@cites("02/2017/TT-VPCP", "Phụ lục, tính chi phí tuân thủ", "u")
def yearly(burden: Burden, income: Income) -> int:
    """Return the cost of a year: once × times a year × applicants."""
    return once(burden.works, income) * burden.volume


def saving(before: Burden, after: Burden, income: Income) -> Saving:
    """Return what a simplification spares, both sides at the same income and each with its own volume."""
    return Saving(yearly(before, income), yearly(after, income))
