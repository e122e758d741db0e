"""Rules of who may apply: kinds of accounts a procedure takes, and another who applies by authority of the holder."""

from collections.abc import Collection

from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_

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
