"""Rules of working together on a step: one leads and may end it, others cooperate in writing, others only follow."""

from collections.abc import Collection
from enum import StrEnum

from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_


class Part(StrEnum):
    """How an officer takes part in a step that another leads."""

    COOPERATE = "cooperate"
    FOLLOW = "follow"


PART_NAMES = {Part.COOPERATE: N_("Phối hợp"), Part.FOLLOW: N_("Theo dõi")}


class PartRefused(Refusal):
    """Somebody named twice for a step, or who does not work at the agency that settles."""


class PartUnsaid(Refusal):
    """A part in the work given without words, or by somebody not asked for it."""


@cites("61/2018/NĐ-CP", "Điều 19 khoản 1")
def check_parts(lead: str, cooperate: Collection[str], follow: Collection[str], here: Collection[str]) -> None:
    """Raise PartRefused when one person is named for two parts, or one who is not among those `here`, at the agency."""
    named = [lead, *cooperate, *follow]
    if len(set(named)) < len(named):
        raise PartRefused(N_("Mỗi người chỉ nhận một vai ở một bước: chủ trì, phối hợp hoặc theo dõi."))
    if not {*cooperate, *follow} <= set(here):
        raise PartRefused(N_("Người phối hợp, theo dõi phải đang giữ một vị trí ở cơ quan giải quyết; nơi khác thì lấy ý kiến."))


@cites("61/2018/NĐ-CP", "Điều 19 khoản 1")
def check_part(words: str) -> str:
    """Return what somebody who cooperates wrote, trimmed. Raises PartUnsaid when that is nothing."""
    if len(words.strip()) < 2:
        raise PartUnsaid(N_("Viết phần việc bạn đã làm hoặc ý kiến của bạn."))
    return words.strip()
