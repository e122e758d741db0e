"""The life of a dossier as one table: from where, to where, by whom and how near, on what evidence.

Statuses are those of the national portal (TrangThaiHoSo 1-10); transitions are of NĐ 61/2018 Điều 17-20 and NĐ 118/2025
chapter III. Acts of later matters (suspension, extension, withdrawal, correction) join this table when they come.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from motcua.law.cites import cites
from motcua.law.roles import Role, Scope
from motcua.lib.saying import N_, Said, Sentence, Several, say


class Status(IntEnum):
    """TrangThaiHoSo, the codes every agency of the nation shares."""

    NEW = 1
    RECEIVED = 2
    DECLINED = 3
    PROCESSING = 4
    SUPPLEMENT = 5
    FINANCIAL_DUTY = 6
    WITHDRAWAL = 7
    STOPPED = 8
    DONE = 9
    RETURNED = 10


STATUS_NAMES = {
    Status.NEW: N_("Mới đăng ký"),
    Status.RECEIVED: N_("Được tiếp nhận"),
    Status.DECLINED: N_("Không được tiếp nhận"),
    Status.PROCESSING: N_("Đang xử lý"),
    Status.SUPPLEMENT: N_("Yêu cầu bổ sung giấy tờ"),
    Status.FINANCIAL_DUTY: N_("Yêu cầu thực hiện nghĩa vụ tài chính"),
    Status.WITHDRAWAL: N_("Công dân yêu cầu rút hồ sơ"),
    Status.STOPPED: N_("Dừng xử lý"),
    Status.DONE: N_("Đã xử lý xong"),
    Status.RETURNED: N_("Đã trả kết quả"),
}
FINAL = frozenset({Status.DECLINED, Status.RETURNED})
RUNNING = frozenset({Status.RECEIVED, Status.PROCESSING})


class Act(StrEnum):
    """What may happen to a dossier."""

    SUBMIT = "submit"
    VIEW = "view"
    CHECK_IDENTITY = "check_identity"
    DIGITISE = "digitise"
    RECEIVE = "receive"
    DECLINE = "decline"
    REQUEST_SUPPLEMENT = "request_supplement"
    SUPPLY = "supply"
    FORWARD = "forward"
    ASSIGN = "assign"
    DRAFT_RESULT = "draft_result"
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    SIGN = "sign"
    NUMBER = "number"
    ISSUE = "issue"
    HAND_OVER = "hand_over"
    ATTACH_PAPER = "attach_paper"


ACT_NAMES = {
    Act.SUBMIT: N_("Nộp hồ sơ"),
    Act.VIEW: N_("Xem hồ sơ"),
    Act.CHECK_IDENTITY: N_("Tra cứu dữ liệu dân cư"),
    Act.DIGITISE: N_("Số hóa giấy tờ"),
    Act.RECEIVE: N_("Tiếp nhận"),
    Act.DECLINE: N_("Từ chối tiếp nhận"),
    Act.REQUEST_SUPPLEMENT: N_("Yêu cầu bổ sung"),
    Act.SUPPLY: N_("Bổ sung hồ sơ"),
    Act.FORWARD: N_("Chuyển xử lý"),
    Act.ASSIGN: N_("Phân công"),
    Act.DRAFT_RESULT: N_("Dự thảo kết quả"),
    Act.PROPOSE: N_("Trình ký"),
    Act.SEND_BACK: N_("Trả lại bước trước"),
    Act.SIGN: N_("Ký số"),
    Act.NUMBER: N_("Cấp số"),
    Act.ISSUE: N_("Ban hành"),
    Act.HAND_OVER: N_("Trả kết quả"),
    Act.ATTACH_PAPER: N_("Lưu giấy tờ đã lập"),
}


class Refusal(Said):
    """An act the law or the table does not allow; `str()` is the sentence for the person who tried, in that person's language."""


class NotAllowed(Refusal):
    """The act is not allowed in this status, or not to this actor; `allowed` names the acts that are."""

    def __init__(self, text: str, allowed: Collection[Act] = (), /, **values: object) -> None:
        """Keep the sentence, its values and the acts that are allowed instead."""
        super().__init__(text, **values)
        self.allowed = tuple(allowed)

    def __str__(self) -> str:
        names = Several(tuple(Sentence(ACT_NAMES[act]) for act in self.allowed))
        return f"{self.sentence} {say(N_('Được phép lúc này: %(acts)s.'), acts=names)}" if self.allowed else str(self.sentence)


class WrongTarget(Exception):
    """An act left the table: a defect of ours, never of the user's."""


@dataclass(frozen=True)
class Rule:
    """One row of the table. `to` empty means the status stays as it is."""

    from_: frozenset[Status]
    to: frozenset[Status]
    by: dict[Role, Scope]
    cites: tuple[str, ...]


def _rule(from_: set[Status], to: set[Status], by: dict[Role, Scope], *sources: str) -> Rule:
    return Rule(frozenset(from_), frozenset(to), by, sources)


_S = Status
_ANY = set(Status)
_OPEN = _ANY - FINAL
RULES: dict[Act, Rule] = {
    Act.SUBMIT: _rule(set(), {_S.NEW}, {Role.APPLICANT: Scope.OWN, Role.RECEIVER: Scope.RECEIVING}, "118/2025/NĐ-CP chương III"),
    Act.VIEW: _rule(
        _ANY,
        set(),
        {
            Role.APPLICANT: Scope.OWN,
            Role.RECEIVER: Scope.RECEIVING,
            Role.CASE_OFFICER: Scope.WORKED,
            Role.UNIT_HEAD: Scope.COMPETENT,
            Role.SIGNER: Scope.COMPETENT,
            Role.RECORDS_CLERK: Scope.COMPETENT,
            Role.CONTROLLER: Scope.CITY,
            Role.JOB: Scope.CITY,
        },
        "91/2025/QH15",
        "01/2018/TT-VPCP Điều 16",
    ),
    Act.CHECK_IDENTITY: _rule(
        _OPEN, set(), {Role.RECEIVER: Scope.RECEIVING, Role.CASE_OFFICER: Scope.HOLDING}, "309/2026/NĐ-CP Điều 2", "91/2025/QH15"
    ),
    Act.DIGITISE: _rule({_S.NEW}, set(), {Role.RECEIVER: Scope.RECEIVING}, "61/2018/NĐ-CP Điều 17 khoản 1"),
    Act.RECEIVE: _rule({_S.NEW}, {_S.RECEIVED}, {Role.RECEIVER: Scope.RECEIVING}, "118/2025/NĐ-CP Điều 17"),
    Act.DECLINE: _rule({_S.NEW}, {_S.DECLINED}, {Role.RECEIVER: Scope.RECEIVING}, "118/2025/NĐ-CP Điều 17"),
    Act.REQUEST_SUPPLEMENT: _rule(
        {_S.NEW, _S.RECEIVED, _S.PROCESSING},
        {_S.SUPPLEMENT},
        {Role.RECEIVER: Scope.RECEIVING, Role.CASE_OFFICER: Scope.HOLDING},
        "118/2025/NĐ-CP Điều 17 khoản 2 điểm a",
        "309/2026/NĐ-CP Điều 8",
        "61/2018/NĐ-CP Điều 19 khoản 4",
    ),
    Act.SUPPLY: _rule(
        {_S.SUPPLEMENT},
        {_S.NEW, _S.PROCESSING},
        {Role.APPLICANT: Scope.OWN, Role.RECEIVER: Scope.RECEIVING},
        "61/2018/NĐ-CP Điều 19 khoản 4",
    ),
    Act.FORWARD: _rule(
        {_S.RECEIVED}, {_S.PROCESSING}, {Role.RECEIVER: Scope.RECEIVING}, "118/2025/NĐ-CP Điều 18", "309/2026/NĐ-CP Điều 9"
    ),
    Act.ASSIGN: _rule(
        {_S.PROCESSING}, set(), {Role.UNIT_HEAD: Scope.COMPETENT, Role.CASE_OFFICER: Scope.HOLDING}, "61/2018/NĐ-CP Điều 19 khoản 1"
    ),
    Act.DRAFT_RESULT: _rule({_S.PROCESSING}, set(), {Role.CASE_OFFICER: Scope.HOLDING}, "61/2018/NĐ-CP Điều 19"),
    Act.PROPOSE: _rule({_S.PROCESSING}, set(), {Role.CASE_OFFICER: Scope.HOLDING}, "61/2018/NĐ-CP Điều 19"),
    Act.SEND_BACK: _rule({_S.PROCESSING}, set(), {Role.SIGNER: Scope.HOLDING}, "61/2018/NĐ-CP Điều 19"),
    Act.SIGN: _rule({_S.PROCESSING}, set(), {Role.SIGNER: Scope.HOLDING}, "30/2020/NĐ-CP Điều 13"),
    Act.NUMBER: _rule({_S.PROCESSING}, set(), {Role.RECORDS_CLERK: Scope.HOLDING}, "30/2020/NĐ-CP Điều 15"),
    Act.ISSUE: _rule({_S.PROCESSING}, {_S.DONE}, {Role.RECORDS_CLERK: Scope.HOLDING}, "30/2020/NĐ-CP Điều 14"),
    Act.HAND_OVER: _rule({_S.DONE}, {_S.RETURNED}, {Role.RECEIVER: Scope.RECEIVING}, "61/2018/NĐ-CP Điều 20"),
    Act.ATTACH_PAPER: _rule(_ANY, set(), {Role.JOB: Scope.CITY}, "01/2018/TT-VPCP Điều 10"),
}


def allowed(status: Status, rights: Collection[tuple[Role, Scope]]) -> list[Act]:
    """Return the acts that an actor holding `rights` towards a dossier may do while it is in `status`."""
    return [act for act, rule in RULES.items() if status in rule.from_ and may(act, rights)]


def may(act: Act, rights: Collection[tuple[Role, Scope]]) -> bool:
    """Tell whether one of `rights` (role, scope) is in the row of `act`, whatever the status."""
    return any(RULES[act].by.get(role) == scope for role, scope in rights)


@cites("118/2025/NĐ-CP", "chương III", "S")
@cites("61/2018/NĐ-CP", "Điều 17-20")
def check(act: Act, status: Status, rights: Collection[tuple[Role, Scope]]) -> Status:
    """Return `status` if `act` may be done in it by the holder of `rights`; raises NotAllowed naming the acts that may."""
    done = [a for a in allowed(status, rights) if a is not Act.VIEW]
    if not may(act, rights):
        raise NotAllowed(N_("Bạn không có quyền “%(act)s” với hồ sơ này."), done, act=Sentence(ACT_NAMES[act]))
    if status not in RULES[act].from_:
        words = N_("Không thể “%(act)s” khi hồ sơ ở trạng thái “%(status)s”.")
        raise NotAllowed(words, done, act=Sentence(ACT_NAMES[act]), status=Sentence(STATUS_NAMES[status]))
    return status


def check_target(act: Act, before: Status | None, after: Status) -> None:
    """Raise WrongTarget when `after` is not a status that `act` leads to."""
    targets = RULES[act].to or ({before} if before else set())
    if after not in targets:
        raise WrongTarget(f"{act}: {before} → {after} is not in the table")
