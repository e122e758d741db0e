"""Our state of a dossier beside a partner's: what the difference is, and whether a machine may heal it. Plain values, no Django."""

from collections.abc import Collection
from enum import StrEnum

from motcua.law.cites import cites
from motcua.lib.saying import N_


class Found(StrEnum):
    """How a dossier stands at the partner beside ours."""

    SAME = "same"
    ON_THE_WAY = "on_the_way"
    PARKED = "parked"
    MISSING = "missing"
    BEHIND = "behind"
    AHEAD = "ahead"


class Remedy(StrEnum):
    """What is done about it."""

    NOTHING = "nothing"
    WAIT = "wait"  # the outbox carries it
    SEND_AGAIN = "send_again"  # every message, from the first
    SEND_MISSING = "send_missing"  # those after the status the partner stands at
    OFFICER = "officer"


FOUND_NAMES = {
    Found.SAME: N_("Khớp"),
    Found.ON_THE_WAY: N_("Đang trên đường gửi"),
    Found.PARKED: N_("Đối tác từ chối thông điệp"),
    Found.MISSING: N_("Đối tác không có hồ sơ"),
    Found.BEHIND: N_("Đối tác chậm hơn"),
    Found.AHEAD: N_("Đối tác có trạng thái ta chưa từng có"),
}
REMEDIES = {
    Found.SAME: Remedy.NOTHING,
    Found.ON_THE_WAY: Remedy.WAIT,
    Found.PARKED: Remedy.OFFICER,
    Found.MISSING: Remedy.SEND_AGAIN,
    Found.BEHIND: Remedy.SEND_MISSING,
    Found.AHEAD: Remedy.OFFICER,
}
MOST_TRIES = 3


def compare(ours: int, theirs: int | None, before: Collection[int], *, waiting: bool, parked: bool) -> Found:
    """Say how a dossier stands: `ours` and `theirs` are statuses 1 to 10 (None: not there), `before` every status it has had with us.

    `parked`, `waiting`: a message about it was refused, or is still to go.
    """
    if ours == theirs:
        return Found.SAME
    if parked:
        return Found.PARKED
    if waiting:
        return Found.ON_THE_WAY
    if theirs is None:
        return Found.MISSING
    return Found.BEHIND if theirs in before else Found.AHEAD


@cites("309/2026/NĐ-CP", "Điều 12 khoản 3", "S")
def remedy(found: Found, tries: int) -> Remedy:
    """Return what is done: a machine may tell the partner again what we told before, never change a dossier, and not for ever."""
    wanted = REMEDIES[found]
    sends = wanted in (Remedy.SEND_AGAIN, Remedy.SEND_MISSING)
    return Remedy.OFFICER if sends and tries >= MOST_TRIES else wanted
