"""Rules of correcting an issued result: the agency mends its own error, at its own cost, with no new dossier and no fee."""

from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_


class NothingToCorrect(Refusal):
    """A dossier without an issued result, or whose result is being corrected already."""


class ErrorUnsaid(Refusal):
    """A correction that does not say what in the result is wrong."""


@cites("61/2018/NĐ-CP", "Điều 21 khoản 1")
def check_wrong(wrong: str) -> str:
    """Return what is wrong in the result, trimmed. Raises ErrorUnsaid when it is not said."""
    if len(wrong.strip()) < 5:
        raise ErrorUnsaid(N_("Ghi rõ chỗ sai trong kết quả: ghi thế nào, đúng ra phải thế nào."))
    return wrong.strip()


@cites("61/2018/NĐ-CP", "Điều 21 khoản 1")
def check_issued(issued: bool) -> None:
    """Raise NothingToCorrect unless the dossier has an issued result."""
    if not issued:
        raise NothingToCorrect(N_("Hồ sơ này không có kết quả đã ban hành để đính chính."))
