"""Which acts the officer may do now; those they may not stay visible, with the law's reason."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.models import Dossier
from motcua.law import lifecycle
from motcua.law.lifecycle import Act, Status
from motcua.people import rights
from motcua.people.actor import Actor

ACTS = {
    Act.RECEIVE: gettext_lazy("Tiếp nhận"),
    Act.REQUEST_SUPPLEMENT: gettext_lazy("Yêu cầu bổ sung, một lần, đủ mục"),
    Act.DECLINE: gettext_lazy("Từ chối tiếp nhận"),
    Act.FORWARD: gettext_lazy("Chuyển xử lý"),
    Act.HAND_OVER: gettext_lazy("Trả kết quả"),
    Act.CHECK_IDENTITY: gettext_lazy("Tra cứu dữ liệu dân cư"),
    Act.DIGITISE: gettext_lazy("Số hóa giấy tờ"),
}
BESIDE = (Act.CHECK_IDENTITY, Act.DIGITISE)  # offered beside what they are about, not in the list of acts
STATES = {
    Status.NEW: gettext_lazy("Mới đăng ký"),
    Status.RECEIVED: gettext_lazy("Được tiếp nhận"),
    Status.DECLINED: gettext_lazy("Không được tiếp nhận"),
    Status.PROCESSING: gettext_lazy("Đang xử lý"),
    Status.SUPPLEMENT: gettext_lazy("Yêu cầu bổ sung giấy tờ"),
    Status.FINANCIAL_DUTY: gettext_lazy("Yêu cầu thực hiện nghĩa vụ tài chính"),
    Status.WITHDRAWAL: gettext_lazy("Công dân yêu cầu rút hồ sơ"),
    Status.STOPPED: gettext_lazy("Dừng xử lý"),
    Status.DONE: gettext_lazy("Đã xử lý xong"),
    Status.RETURNED: gettext_lazy("Đã trả kết quả"),
}


@dataclass(frozen=True)
class Offer:
    """One act: whether it may be done now, else why not and by which article."""

    act: Act
    label: object
    open: bool
    reason: str
    law: str


def offers(actor: Actor, dossier: Dossier) -> dict[str, Offer]:
    """Return the counter's acts on a dossier, by name, in the order of the work."""
    held = rights.of(actor, dossier)
    allowed = lifecycle.allowed(dossier.state, held, correcting=dossier.correcting, mirrored=dossier.mirrored)
    return {act.value: _offer(act, act in allowed, lifecycle.may(act, held), dossier) for act in ACTS}


def _offer(act: Act, is_open: bool, may: bool, dossier: Dossier) -> Offer:
    state = _("Hồ sơ đang ở trạng thái “%(state)s”.") % {"state": STATES[dossier.state]}
    if dossier.mirrored:
        state = _("Hồ sơ do hệ thống của Bộ giải quyết: ở đây chỉ xem và theo dõi.")
    reason = state if may else _("Bạn không giữ vị trí được làm việc này với hồ sơ này.")
    return Offer(act, ACTS[act], is_open, "" if is_open else reason, "; ".join(lifecycle.RULES[act].cites))
