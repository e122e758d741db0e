"""What a status says, in a citizen's words and in both languages."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalogue.models import words
from motcua.law.lifecycle import Status
from motcua.law.roles import Role

STATUS_WORDS = {
    Status.NEW: gettext_lazy("Chờ tiếp nhận"),
    Status.RECEIVED: gettext_lazy("Đã tiếp nhận"),
    Status.DECLINED: gettext_lazy("Không được tiếp nhận"),
    Status.PROCESSING: gettext_lazy("Đang giải quyết"),
    Status.SUPPLEMENT: gettext_lazy("Chờ người nộp bổ sung"),
    Status.FINANCIAL_DUTY: gettext_lazy("Chờ thực hiện nghĩa vụ tài chính"),
    Status.WITHDRAWAL: gettext_lazy("Đã yêu cầu rút hồ sơ"),
    Status.STOPPED: gettext_lazy("Dừng giải quyết"),
    Status.DONE: gettext_lazy("Có kết quả"),
    Status.RETURNED: gettext_lazy("Đã trả kết quả"),
}
STATUS_TONES = {
    Status.DECLINED: "bad",
    Status.SUPPLEMENT: "soon",
    Status.FINANCIAL_DUTY: "soon",
    Status.WITHDRAWAL: "still",
    Status.STOPPED: "still",
    Status.DONE: "good",
    Status.RETURNED: "good",
}
ROLE_WORDS = {
    Role.RECEIVER: gettext_lazy("Bộ phận Một cửa"),
    Role.CASE_OFFICER: gettext_lazy("Chuyên viên"),
    Role.UNIT_HEAD: gettext_lazy("Lãnh đạo phòng"),
    Role.SIGNER: gettext_lazy("Lãnh đạo cơ quan"),
    Role.RECORDS_CLERK: gettext_lazy("Văn thư"),
}


def status_words(status: Status, *, own: bool = True) -> str:
    """Return a status as its owner, or a stranger, reads it."""
    if own and status is Status.SUPPLEMENT:
        return _("Chờ bạn bổ sung")
    return str(STATUS_WORDS[status])


def status_tone(status: Status) -> str:
    """Return the tone of a status: good, soon, bad, info or still."""
    return STATUS_TONES.get(status, "info")


def role_words(role: str) -> str:
    """Return who holds a step, as a citizen calls it."""
    return str(ROLE_WORDS.get(Role(role), role))


@dataclass(frozen=True)
class Problem:
    """One line of the error summary. `anchor` is the id of what it speaks of, '' for nothing on the page."""

    message: str
    anchor: str = ""


def two(text: Any) -> str:
    """Return a bilingual text of the catalogue ({"vi": …, "en": …}) in the reader's language; '' for none."""
    return words(text) if isinstance(text, dict) else ""
