"""The life of a dossier as one table: from where, to where, by whom and how near, on what evidence.

Names stand in `law/acts.py`, the rows in `law/table.py`; here they are asked. Nothing else says what may happen in which status.
"""

from collections.abc import Collection

from motcua.law.acts import ACT_NAMES, STATUS_NAMES, Act, Status
from motcua.law.cites import cites
from motcua.law.roles import OFFICER_ROLES, Role, Scope
from motcua.law.table import BARRED, RULES, Rule
from motcua.lib.saying import N_, Said, Sentence, Several, say

__all__ = ["ACT_NAMES", "FINAL", "RULES", "RUNNING", "STATUS_NAMES", "Act", "NotAllowed", "Refusal", "Rule", "Status", "WrongTarget"]
FINAL = frozenset({Status.DECLINED, Status.RETURNED})
RUNNING = frozenset({Status.RECEIVED, Status.PROCESSING})
_ELSEWHERE = N_("Hồ sơ này do hệ thống của Bộ giải quyết: ở đây chỉ xem và theo dõi.")
_HERE = N_("Hồ sơ này do thành phố giải quyết, không nhận trạng thái từ hệ thống khác.")
TRACKING = frozenset({Act.VIEW, Act.MIRROR})  # all that may happen here to what a ministry decides


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


@cites("224/2026/NĐ-CP", "Điều 15 khoản 1")
def settled_here(act: Act, mirrored: bool) -> bool:
    """Tell whether `act` is done here: what a ministry decides (`mirrored`) is viewed and tracked, no more; the rest never tracked."""
    return act in TRACKING if mirrored else act is not Act.MIRROR


def allowed(status: Status, rights: Collection[tuple[Role, Scope]], *, correcting: bool = False, mirrored: bool = False) -> list[Act]:
    """Return the acts that an actor holding `rights` towards a dossier may do while it is in `status`.

    `correcting`: its issued result is being mended, so nothing that burdens the applicant may be done. `mirrored`: as `settled_here`.
    """
    barred = BARRED if correcting else frozenset()
    open_acts = (act for act, rule in RULES.items() if status in rule.from_ and act not in barred and settled_here(act, mirrored))
    return [act for act in open_acts if may(act, rights)]


def may(act: Act, rights: Collection[tuple[Role, Scope]]) -> bool:
    """Tell whether one of `rights` (role, scope) is in the row of `act`, whatever the status."""
    return any(grants(act, role, scope) for role, scope in rights)


@cites("224/2026/NĐ-CP", "Điều 15 khoản 1 điểm h")
def grants(act: Act, role: Role, scope: Scope) -> bool:
    """Tell whether the row of `act` gives it to `role` at `scope`; who only follows what a ministry settles may see it, no more."""
    if scope is Scope.TRACKING:
        return act is Act.VIEW and role in OFFICER_ROLES and role in RULES[act].by
    return RULES[act].by.get(role) == scope


@cites("118/2025/NĐ-CP", "chương III", "S")
@cites("61/2018/NĐ-CP", "Điều 17-20")
@cites("61/2018/NĐ-CP", "Điều 21 khoản 1")
def check(act: Act, status: Status, rights: Collection[tuple[Role, Scope]], *, correcting: bool = False, mirrored: bool = False) -> Status:
    """Return `status` if `act` may be done in it by the holder of `rights`; raises NotAllowed naming the acts that may."""
    barred, here = correcting and act in BARRED, settled_here(act, mirrored)
    if may(act, rights) and status in RULES[act].from_ and not barred and here:
        return status
    done = [a for a in allowed(status, rights, correcting=correcting, mirrored=mirrored) if a is not Act.VIEW]
    if not here:
        raise NotAllowed(_ELSEWHERE if mirrored else _HERE, done)
    if not may(act, rights):
        if any(scope is Scope.TRACKING for _role, scope in rights):
            raise NotAllowed(N_("Bộ, ngành giải quyết hồ sơ này trên hệ thống của mình: ở đây chỉ xem và theo dõi."), done)
        raise NotAllowed(N_("Bạn không có quyền “%(act)s” với hồ sơ này."), done, act=Sentence(ACT_NAMES[act]))
    if barred:
        words = N_("Không thể “%(act)s”: hồ sơ đang đính chính kết quả, cơ quan tự sửa sai sót của mình.")
        raise NotAllowed(words, done, act=Sentence(ACT_NAMES[act]))
    words = N_("Không thể “%(act)s” khi hồ sơ ở trạng thái “%(status)s”.")
    raise NotAllowed(words, done, act=Sentence(ACT_NAMES[act]), status=Sentence(STATUS_NAMES[status]))


def check_target(act: Act, before: Status | None, after: Status) -> None:
    """Raise WrongTarget when `after` is not a status that `act` leads to."""
    targets = RULES[act].to or ({before} if before else set())
    if after not in targets:
        raise WrongTarget(f"{act}: {before} → {after} is not in the table")
