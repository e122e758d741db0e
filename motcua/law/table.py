"""The table of acts, row by row: from where, to where, by whom and how near. Asked through `law/lifecycle.py`.

Transitions are of NĐ 61/2018 Điều 17-21 and NĐ 118/2025 chương III.
"""

from dataclasses import dataclass

from motcua.law.acts import Act, Status
from motcua.law.roles import Role, Scope


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
_OPEN = _ANY - {_S.DECLINED, _S.RETURNED}
RULES: dict[Act, Rule] = {
    Act.SUBMIT: _rule(
        set(), {_S.NEW}, {Role.APPLICANT: Scope.OWN, Role.RECEIVER: Scope.RECEIVING, Role.PARTNER: Scope.CITY}, "118/2025/NĐ-CP chương III"
    ),
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
    # A paper that a database spares, asked while that database does not answer or does not have it (law/once_only.py).
    Act.ASK_PAPER: _rule(
        {_S.NEW, _S.RECEIVED, _S.PROCESSING},
        set(),
        {Role.RECEIVER: Scope.RECEIVING, Role.CASE_OFFICER: Scope.HOLDING},
        "309/2026/NĐ-CP Điều 2",
        "66.7/2025/NQ-CP",
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
        {Role.APPLICANT: Scope.OWN, Role.RECEIVER: Scope.RECEIVING, Role.PARTNER: Scope.CITY},
        "61/2018/NĐ-CP Điều 19 khoản 4",
    ),
    Act.FORWARD: _rule({_S.RECEIVED}, {_S.PROCESSING}, {Role.RECEIVER: Scope.RECEIVING}, "118/2025/NĐ-CP Điều 18", "309/2026/NĐ-CP Điều 9"),
    Act.ASSIGN: _rule(
        {_S.PROCESSING}, set(), {Role.UNIT_HEAD: Scope.COMPETENT, Role.CASE_OFFICER: Scope.HOLDING}, "61/2018/NĐ-CP Điều 19 khoản 1"
    ),
    Act.DRAFT_RESULT: _rule({_S.PROCESSING}, set(), {Role.CASE_OFFICER: Scope.HOLDING}, "61/2018/NĐ-CP Điều 19"),
    Act.REWORD: _rule({_S.PROCESSING}, set(), {Role.CASE_OFFICER: Scope.HOLDING}, "61/2018/NĐ-CP Điều 19", "30/2020/NĐ-CP Điều 11"),
    Act.PROPOSE: _rule({_S.PROCESSING}, set(), {Role.CASE_OFFICER: Scope.HOLDING}, "61/2018/NĐ-CP Điều 19"),
    Act.SEND_BACK: _rule(
        {_S.PROCESSING},
        set(),
        dict.fromkeys((Role.CASE_OFFICER, Role.UNIT_HEAD, Role.SIGNER, Role.RECORDS_CLERK), Scope.HOLDING),
        "61/2018/NĐ-CP Điều 19",
    ),
    Act.COMPLETE_STEP: _rule(
        {_S.PROCESSING},
        set(),
        dict.fromkeys((Role.CASE_OFFICER, Role.UNIT_HEAD, Role.SIGNER, Role.RECORDS_CLERK), Scope.HOLDING),
        "61/2018/NĐ-CP Điều 19",
    ),
    # The clock's job ends automatic and waiting steps, each of one outcome only: it checks and warns, it never decides.
    Act.RUN_STEP: _rule({_S.PROCESSING}, set(), {Role.JOB: Scope.CITY}, "309/2026/NĐ-CP Điều 12 khoản 3"),
    Act.SIGN: _rule({_S.PROCESSING}, set(), {Role.SIGNER: Scope.HOLDING}, "30/2020/NĐ-CP Điều 13"),
    Act.NUMBER: _rule({_S.PROCESSING}, set(), {Role.RECORDS_CLERK: Scope.HOLDING}, "30/2020/NĐ-CP Điều 15"),
    Act.ISSUE: _rule({_S.PROCESSING}, {_S.DONE}, {Role.RECORDS_CLERK: Scope.HOLDING}, "30/2020/NĐ-CP Điều 14"),
    Act.HAND_OVER: _rule({_S.DONE}, {_S.RETURNED}, {Role.RECEIVER: Scope.RECEIVING}, "61/2018/NĐ-CP Điều 20"),
    Act.ATTACH_PAPER: _rule(_ANY, set(), {Role.JOB: Scope.CITY}, "01/2018/TT-VPCP Điều 10"),
    # Withdrawal: asked by the applicant before a result is signed; granted or refused by who decides on the dossier.
    Act.ASK_TO_WITHDRAW: _rule(
        {_S.NEW, _S.RECEIVED, _S.PROCESSING, _S.SUPPLEMENT, _S.FINANCIAL_DUTY},
        {_S.WITHDRAWAL},
        {Role.APPLICANT: Scope.OWN, Role.RECEIVER: Scope.RECEIVING, Role.PARTNER: Scope.CITY},
        "118/2025/NĐ-CP chương III",
    ),
    Act.GRANT_WITHDRAWAL: _rule(
        {_S.WITHDRAWAL},
        {_S.STOPPED},
        {Role.UNIT_HEAD: Scope.COMPETENT, Role.RECEIVER: Scope.RECEIVING},
        "118/2025/NĐ-CP chương III",
        "03/2025/TT-VPCP Mẫu 05",
    ),
    Act.REFUSE_WITHDRAWAL: _rule(
        {_S.WITHDRAWAL},
        {_S.NEW, _S.RECEIVED, _S.PROCESSING, _S.SUPPLEMENT, _S.FINANCIAL_DUTY},
        {Role.UNIT_HEAD: Scope.COMPETENT, Role.RECEIVER: Scope.RECEIVING},
        "118/2025/NĐ-CP chương III",
    ),
    Act.STOP: _rule(
        {_S.PROCESSING, _S.SUPPLEMENT, _S.FINANCIAL_DUTY},
        {_S.STOPPED},
        {Role.UNIT_HEAD: Scope.COMPETENT, Role.SIGNER: Scope.COMPETENT},
        "118/2025/NĐ-CP chương III",
        "03/2025/TT-VPCP Mẫu 05",
    ),
    # What was never accepted is declined when its supplement never comes; what was accepted is stopped.
    Act.LAPSE: _rule({_S.SUPPLEMENT}, {_S.STOPPED, _S.DECLINED}, {Role.JOB: Scope.CITY}, "301/2026/NĐ-CP Điều 6"),
    Act.RETURN_PAPERS: _rule({_S.STOPPED}, {_S.RETURNED}, {Role.RECEIVER: Scope.RECEIVING}, "118/2025/NĐ-CP chương III"),
    # The clock: extended once with an apology; stopped while the applicant pays what the law asks.
    Act.EXTEND: _rule(
        {_S.RECEIVED, _S.PROCESSING},
        set(),
        {Role.UNIT_HEAD: Scope.COMPETENT, Role.SIGNER: Scope.COMPETENT},
        "61/2018/NĐ-CP Điều 19 khoản 9",
        "03/2025/TT-VPCP Mẫu 04",
    ),
    Act.SUSPEND: _rule({_S.PROCESSING}, {_S.FINANCIAL_DUTY}, {Role.CASE_OFFICER: Scope.HOLDING}, "118/2025/NĐ-CP chương III"),
    Act.RESUME: _rule(
        {_S.FINANCIAL_DUTY},
        {_S.PROCESSING, _S.NEW},
        {Role.CASE_OFFICER: Scope.HOLDING, Role.RECEIVER: Scope.RECEIVING},
        "118/2025/NĐ-CP chương III",
    ),
    Act.ASK_PREPAYMENT: _rule(
        {_S.NEW}, {_S.FINANCIAL_DUTY}, {Role.RECEIVER: Scope.RECEIVING}, "118/2025/NĐ-CP chương III", "216/2026/NĐ-CP Điều 23"
    ),
    # Received and settled in the same moment, the applicant standing at the counter.
    Act.SETTLE_AT_ONCE: _rule({_S.RECEIVED}, {_S.DONE}, {Role.RECEIVER: Scope.RECEIVING}, "61/2018/NĐ-CP Điều 17 khoản 4"),
    # The agency mends its own error, at its own cost: the one way back out of 9 and 10.
    Act.CORRECT: _rule({_S.DONE, _S.RETURNED}, {_S.PROCESSING}, {Role.SIGNER: Scope.COMPETENT}, "61/2018/NĐ-CP Điều 21 khoản 1"),
    # Who works on it, and who is asked.
    Act.GIVE_PART: _rule(
        {_S.PROCESSING},
        set(),
        dict.fromkeys((Role.CASE_OFFICER, Role.UNIT_HEAD), Scope.COOPERATING),
        "61/2018/NĐ-CP Điều 19 khoản 1",
    ),
    Act.REASSIGN: _rule(
        {_S.PROCESSING, _S.SUPPLEMENT, _S.FINANCIAL_DUTY}, set(), {Role.UNIT_HEAD: Scope.COMPETENT}, "61/2018/NĐ-CP Điều 19 khoản 1"
    ),
    Act.CONSULT: _rule(
        {_S.PROCESSING}, set(), {Role.CASE_OFFICER: Scope.HOLDING, Role.UNIT_HEAD: Scope.COMPETENT}, "61/2018/NĐ-CP Điều 19 khoản 5"
    ),
    Act.ANSWER_CONSULTATION: _rule(
        {_S.PROCESSING, _S.SUPPLEMENT, _S.FINANCIAL_DUTY, _S.WITHDRAWAL},
        set(),
        {Role.CASE_OFFICER: Scope.CONSULTED, Role.UNIT_HEAD: Scope.CONSULTED},
        "61/2018/NĐ-CP Điều 19 khoản 5",
    ),
    Act.VERIFY: _rule({_S.PROCESSING}, set(), {Role.CASE_OFFICER: Scope.HOLDING}, "61/2018/NĐ-CP Điều 19"),
    Act.GO_TO_STEP: _rule({_S.PROCESSING}, set(), {Role.ADMINISTRATOR: Scope.CITY}, "61/2018/NĐ-CP Điều 19"),
    Act.PRE_RECEIVE: _rule({_S.NEW}, set(), {Role.RECEIVER: Scope.RECEIVING}, "118/2025/NĐ-CP Điều 14", "309/2026/NĐ-CP Điều 7"),
    # A calendar announced late: promises are counted again, only when asked.
    Act.RECOUNT: _rule(
        {_S.RECEIVED, _S.PROCESSING}, set(), {Role.ADMINISTRATOR: Scope.CITY, Role.JOB: Scope.CITY}, "45/2019/QH14 Điều 112"
    ),
    # An older system hands over its running dossiers: as SUBMIT, this one only brings a dossier into being, where it stood there.
    Act.TAKE_OVER: _rule(set(), _ANY - {_S.WITHDRAWAL}, {Role.JOB: Scope.CITY}, "331/2026/NĐ-CP Điều 5 khoản 3"),
    # Heard from another system, on its own record: what was paid there.
    Act.HEAR_PAYMENT: _rule(_ANY, set(), {Role.PARTNER: Scope.CITY}, "118/2025/NĐ-CP Điều 24"),
    # A dossier that a ministry's system decides: its status is what that system says, whatever it was before (see lifecycle.TRACKING).
    Act.MIRROR: _rule(_OPEN, _ANY, {Role.PARTNER: Scope.CITY}, "224/2026/NĐ-CP Điều 15 khoản 1 điểm h"),
}

# While an issued result is mended: what would burden the applicant, or move a clock that has ended (NĐ 61/2018 Điều 21 khoản 1).
BARRED = frozenset({Act.REQUEST_SUPPLEMENT, Act.ASK_PAPER, Act.SUSPEND, Act.EXTEND, Act.STOP, Act.ASK_TO_WITHDRAW, Act.RECOUNT})
