"""Rules of who may apply: kinds of accounts a procedure takes, and another who applies by authority of the holder."""

from collections.abc import Collection

from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_


class ProxyForbidden(Refusal):
    """A procedure that everybody must apply for themselves."""


class HolderUnmatched(Refusal):
    """No person has this number, name and day of birth together; which of them is wrong is not told."""


# Đối tượng thực hiện as procedures publish them, by how each begins.
PERSONS = ("Công dân", "Người", "Cán bộ")
ORGANISATIONS = ("Doanh nghiệp", "Hợp tác xã", "Tổ chức")


class ApplicantRefused(Refusal):
    """An account of a kind that the procedure does not take."""


@cites("63/2010/NĐ-CP", "Điều 8 khoản 2")
def accepts(published: Collection[str], organisation: bool) -> bool:
    """Tell whether a procedure that publishes these applicants takes a person, or an organisation; none published means all."""
    wanted = ORGANISATIONS if organisation else PERSONS
    return not published or any(each.startswith(wanted) for each in published)


@cites("63/2010/NĐ-CP", "Điều 8 khoản 2")
def check_account(published: Collection[str], organisation: bool) -> None:
    """Raise ApplicantRefused when the procedure does not take this kind of account."""
    if accepts(published, organisation):
        return
    if organisation:
        raise ApplicantRefused(N_("Thủ tục này chỉ cá nhân nộp được. Đăng nhập bằng tài khoản định danh của cá nhân."))
    raise ApplicantRefused(N_("Thủ tục này chỉ tổ chức nộp được. Đăng nhập bằng tài khoản định danh của tổ chức."))


@cites("91/2015/QH13", "Điều 138", "u")
def check_proxy(allowed: bool, holder: str, applicant: str) -> None:
    """Raise ProxyForbidden where the procedure lets nobody apply for another, or when one would apply for oneself (numbers)."""
    if not allowed:
        raise ProxyForbidden(N_("Thủ tục này phải tự mình nộp, không nộp thay được."))
    if holder == applicant:
        raise ProxyForbidden(N_("Đây là số định danh của chính bạn: nộp cho mình, không cần ủy quyền."))


@cites("91/2015/QH13", "Điều 138", "u")
def check_holder(matched: bool) -> None:
    """Raise HolderUnmatched unless the holder's number, name and day of birth were found to belong together, or could not be asked."""
    if not matched:
        raise HolderUnmatched(N_("Không có người nào khớp cả số định danh, họ tên và ngày sinh này. Xem lại giấy tờ của người ủy quyền."))
