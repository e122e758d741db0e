"""Who may sign, number and issue: four separate evidenced acts, never one hand for both signature and seal."""

from motcua.law.cites import cites
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_


class SamePerson(Refusal):
    """One person would do two acts that must be done by two."""


class StaleHash(Refusal):
    """What was signed is not what the dossier now holds."""


class WrongSigner(Refusal):
    """The paper names another signer than the one who would sign."""


class NotSigned(Refusal):
    """A dossier cannot be finished without a signed result or a written refusal."""


@cites("30/2020/NĐ-CP", "Điều 13-15")
def check_issuer(signer: str, issuer: str) -> None:
    """Raise SamePerson when the one who signed would also number and issue."""
    if signer == issuer:
        raise SamePerson(N_("Người đã ký không được tự cấp số, ban hành: văn thư làm việc đó."))


def check_current(signed_over: str, present: str) -> None:
    """Raise StaleHash when the signature was made over another draft (SHA-256, hex) than the present one."""
    if not present or signed_over != present:
        raise StaleHash(N_("Bản dự thảo đã thay đổi từ lúc bạn mở. Xem lại bản mới rồi ký."))


@cites("30/2020/NĐ-CP", "Phụ lục I")
def check_named(printed: str, signer: str) -> None:
    """Raise WrongSigner when the name printed under the paper is not the signer's."""
    if printed != signer:
        raise WrongSigner(N_("Bản dự thảo ghi tên người ký khác. Trả lại người soạn để trình đúng người."))


@cites("61/2018/NĐ-CP", "Điều 19")
def check_signed(signed: bool, numbered: bool) -> None:
    """Raise NotSigned unless the result is signed and numbered."""
    if not signed:
        raise NotSigned(N_("Chưa có kết quả đã ký: chưa thể kết thúc hồ sơ."))
    if not numbered:
        raise NotSigned(N_("Kết quả đã ký nhưng chưa cấp số: văn thư cấp số trước khi ban hành."))
