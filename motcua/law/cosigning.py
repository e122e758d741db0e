"""Rules of confirming with another: who must, by which identity, and what waits until they have."""

from collections.abc import Collection

from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_, Several

LEVEL = 2


class NotConfirmed(Refusal):
    """Somebody whose confirmation the procedure asks has not given it, or refused."""


class CannotConfirm(Refusal):
    """A confirmation by an identity too weak, of what has changed since it was asked, or already decided."""


@cites("301/2026/NĐ-CP", "Điều 3 khoản 4")
def check_confirmed(waiting: Collection[str]) -> None:
    """Raise NotConfirmed, naming those `waiting`, unless everybody asked has confirmed. No clock runs while they have not."""
    if waiting:
        raise NotConfirmed(N_("Chưa đủ xác nhận của: %(names)s."), names=Several(tuple(waiting)))


@cites("69/2024/NĐ-CP", "Điều 7", "u")
def check_may_confirm(level: int, current: bool, decided: bool) -> None:
    """Raise CannotConfirm unless the identity is of level 2, what is shown is what was asked, and it is not decided yet."""
    if level < LEVEL:
        raise CannotConfirm(N_("Xác nhận cần tài khoản định danh điện tử mức 2."))
    if decided:
        raise CannotConfirm(N_("Việc này đã được trả lời."))
    if not current:
        raise CannotConfirm(N_("Đơn đã thay đổi sau khi gửi yêu cầu. Chờ người nộp gửi yêu cầu mới."))
