"""Rules of a result given in the same moment: when the counter may settle at once, and what it must keep of a paper signed by hand."""

from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_


class NotImmediate(Refusal):
    """The result of this dossier is not one that is given in the same moment."""


@cites("61/2018/NĐ-CP", "Điều 17 khoản 4")
def may_settle_at_once(immediate: bool, own: bool, present: bool) -> bool:
    """Tell whether the counter may settle in the same moment: the procedure is one of those, the agency's own, the applicant present."""
    return immediate and own and present


def check_at_once(allowed: bool) -> None:
    """Raise NotImmediate unless `may_settle_at_once`."""
    if not allowed:
        raise NotImmediate(
            N_("Chỉ trả kết quả ngay với thủ tục giải quyết ngay, nộp tại quầy của chính cơ quan giải quyết. Chuyển hồ sơ cho người xử lý.")
        )


@cites("61/2018/NĐ-CP", "Điều 17 khoản 4")
def needs_slip(asked: bool, at_once: bool) -> bool:
    """Tell whether Mẫu 01 is due: always, but for a result given in the same moment only when the applicant asks."""
    return asked or not at_once
