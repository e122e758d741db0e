"""Rules of lending a post's rights for dates (ủy quyền xử lý): to whom, how long, never on from hand to hand."""

from datetime import date

from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_


class DelegationRefused(Refusal):
    """A delegation to oneself, of a post one does not hold, of a lent post, outside the agency, or with dates that cannot be."""


@cites("77/2015/QH13", "Điều 14", "u")
def check_dates(begins: date, ends: date, today: date, post_ends: date | None) -> None:
    """Raise DelegationRefused unless it begins today or later, ends not before it begins, and not after the post itself."""
    if begins < today:
        raise DelegationRefused(N_("Ủy quyền không thể bắt đầu trước hôm nay."))
    if ends < begins:
        raise DelegationRefused(N_("Ngày kết thúc phải từ ngày bắt đầu trở đi."))
    if post_ends and ends > post_ends:
        raise DelegationRefused(N_("Ủy quyền không thể dài hơn vị trí được giữ."))


@cites("77/2015/QH13", "Điều 14", "u")
def check_person(giver: str, taker: str, taker_is_here: bool) -> None:
    """Raise DelegationRefused when one would lend to oneself, or to somebody without a post at the same agency."""
    if giver == taker:
        raise DelegationRefused(N_("Không thể ủy quyền cho chính mình."))
    if not taker_is_here:
        raise DelegationRefused(N_("Người nhận ủy quyền phải đang giữ một vị trí ở cùng cơ quan."))


@cites("30/2020/NĐ-CP", "Điều 13", "u")
def check_length(begins: date, ends: date, longest: int) -> None:
    """Raise DelegationRefused when it runs for more than `longest` calendar days, both ends counted: lending is limited in time."""
    if (ends - begins).days + 1 > longest:
        raise DelegationRefused(N_("Ủy quyền dài nhất %(days)d ngày. Hết hạn thì ủy quyền lại."), days=longest)
