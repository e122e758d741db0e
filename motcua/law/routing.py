"""Where a procedure is filed and who settles it: the city's system, or a ministry's that the city only follows."""

from collections.abc import Collection
from enum import StrEnum

from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_


class System(StrEnum):
    """Whose system settles it (NĐ 224/2026 Điều 15 khoản 1 điểm h, i)."""

    CITY = "city"
    MINISTRY = "ministry"


class Filing(StrEnum):
    """Where one applies online."""

    NATIONAL = "national"
    CITY = "city"
    BOTH = "both"


class Level(StrEnum):
    """How much of it is online."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


SYSTEM_NAMES = {System.CITY: N_("Hệ thống của thành phố"), System.MINISTRY: N_("Hệ thống của bộ, ngành")}
FILING_NAMES = {Filing.NATIONAL: N_("Cổng Dịch vụ công quốc gia"), Filing.CITY: N_("Cổng của thành phố"), Filing.BOTH: N_("Cả hai cổng")}
LEVEL_NAMES = {Level.FULL: N_("Toàn trình"), Level.PARTIAL: N_("Một phần"), Level.NONE: N_("Không trực tuyến")}


class FiledElsewhere(Refusal):
    """The procedure is applied for on the national portal alone: nothing is begun here."""


class RoutingRefused(Refusal):
    """Routing without who decides, a partial service without its reason, or an outside portal without its address."""


@cites("224/2026/NĐ-CP", "Điều 15 khoản 1 điểm i")
def check_filed_here(filing: Filing) -> None:
    """Raise FiledElsewhere when one applies on the national portal alone."""
    if filing is Filing.NATIONAL:
        raise FiledElsewhere(N_("Thủ tục này nộp trên Cổng Dịch vụ công quốc gia: mở liên kết ở trang thủ tục."))


@cites("224/2026/NĐ-CP", "Điều 14, Điều 15")
def check_routing(decides: str, filing: Filing, address: str, level: Level, reason: str) -> None:
    """Raise RoutingRefused unless the routing says who decides, why a service is only partial, and where the outside portal is."""
    if not decides.strip():
        raise RoutingRefused(N_("Ghi cơ quan giải quyết."))
    if level is Level.PARTIAL and not reason.strip():
        raise RoutingRefused(N_("Dịch vụ công một phần phải công bố lý do chưa làm toàn trình."))
    if filing is not Filing.CITY and not address.startswith("https://"):
        raise RoutingRefused(N_("Ghi địa chỉ https của cổng nơi nộp."))


def marks_known(marks: Collection[str]) -> bool:
    """Tell whether every mark of certainty is one of those in use: T, S, P, C, K, u."""
    return all(mark in ("T", "S", "P", "C", "K", "u") for mark in marks)
