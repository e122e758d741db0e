"""When the words of a drafted document may differ from its template, and what must be decided before it goes to the signer."""

from collections.abc import Sequence

from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_

LONGEST = 4000  # characters of one line


class TextRefused(Refusal):
    """A line of a draft that is empty or far too long."""


class WordingOpen(Refusal):
    """A draft that is not fit to be proposed: the dossier changed beneath it, or beneath what the officer reworded."""


def check_text(text: str) -> str:
    """Return a reworded line without white space at its ends. Raises TextRefused."""
    text = text.strip()
    if not text:
        raise TextRefused(N_("Không để trống câu nào: muốn bỏ hẳn một đoạn thì sửa mẫu, hoặc ghi điều phải nói ở đó."))
    if len(text) > LONGEST:
        raise TextRefused(N_("Một câu dài nhất %(most)d ký tự."), most=LONGEST)
    return text


@cites("30/2020/NĐ-CP", "Điều 11")
def check_proposable(conflicts: Sequence[str], stale: bool) -> None:
    """Raise WordingOpen unless the draft before the signer is the one its writer stands for: the signer approves a whole text.

    `conflicts` name the lines whose template text changed beneath a rewording; `stale` says that the dossier changed since.
    """
    if conflicts:
        words = N_("Dữ liệu hồ sơ đã đổi ở những câu bạn từng sửa: %(lines)s. Mở sửa câu chữ, chọn giữ câu nào rồi trình.")
        raise WordingOpen(words, lines="; ".join(conflicts))
    if stale:
        raise WordingOpen(N_("Dữ liệu hồ sơ đã đổi từ khi lập dự thảo. Mở dự thảo, xem lại và lưu, rồi trình."))
