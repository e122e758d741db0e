"""What step comes next: pure, from the table of steps copied into the dossier. Several steps may be open at once.

A dossier carries tokens: one alone, or one for each branch of a parallel split. A branch is written as the forks it lies in, outermost
first: `consult:3.1/check:7.2` is the second branch opened by step number 7 (`check`) inside the first opened by step number 3.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from os.path import commonprefix

from motcua.law.lifecycle import Refusal
from motcua.law.roles import Role
from motcua.lib.saying import N_, Several

CLOSED = N_("Bước này không còn mở: có người đã làm xong hoặc hồ sơ đã chuyển bước.")


class FlowError(Refusal):
    """An outcome that the step does not have, or a step that the table does not name."""


class WrongPerson(Refusal):
    """The process asks that a step be done by the one who did another step, or by somebody else than that."""


class Kind(StrEnum):
    """What a step is. Automatic and waiting steps are ended by the clock's job, which checks and warns but never decides."""

    RECEIVE = "receive"
    WORK = "work"
    SIGN = "sign"
    ISSUE = "issue"
    HAND_OVER = "hand_over"
    AUTO = "auto"
    WAIT = "wait"


class Event(StrEnum):
    """What a waiting step waits for."""

    TIME = ""  # its own working time
    OPINIONS = "opinions"
    DUTY = "duty"


EVENT_NAMES = {
    Event.TIME: N_("Hết thời gian của bước"),
    Event.OPINIONS: N_("Đủ ý kiến phối hợp"),
    Event.DUTY: N_("Nộp xong nghĩa vụ tài chính"),
}
CHECK_NAMES = {
    "identity": N_("Danh tính người nộp khớp dữ liệu dân cư"),
    "components": N_("Đủ thành phần hồ sơ"),
    "time": N_("Đủ thời gian cho các bước còn lại"),
}
KIND_NAMES = {
    Kind.RECEIVE: N_("Tiếp nhận"),
    Kind.WORK: N_("Xử lý"),
    Kind.SIGN: N_("Ký"),
    Kind.ISSUE: N_("Ban hành"),
    Kind.HAND_OVER: N_("Trả kết quả"),
    Kind.AUTO: N_("Tự động"),
    Kind.WAIT: N_("Chờ"),
}


@dataclass(frozen=True)
class Outcome:
    """One way a step can end: where it leads (`beside`: to further steps at the same time), and the result template it drafts."""

    key: str
    label: str
    to: str
    template: str = ""
    label_en: str = ""
    beside: tuple[str, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        """Every step that begins with this outcome; more than one is a parallel split."""
        return (self.to, *self.beside)


@dataclass(frozen=True)
class PlannedStep:
    """One row of the process table: who works how long (working minutes) at what, and how it can end.

    `join` names the step that split: this one begins when all branches of that split have arrived. `event` is what a waiting step
    waits for ('' its own time), `check` what an automatic step looks at; `unit` keeps a step for one unit of the agency; `phase` 2
    counts against the second term of a procedure in two phases.
    """

    key: str
    name: str
    role: Role
    kind: str
    minutes: int
    outcomes: tuple[Outcome, ...] = field(default=())
    name_en: str = ""
    same_as: str = ""  # the step whose officer must do this one too
    not_same_as: str = ""  # the step whose officer must not do this one (four eyes)
    unit: str = ""
    join: str = ""
    event: str = ""
    check: str = ""
    work: str = ""  # what is done, in words
    output: str = ""  # form used or paper made, in words
    phase: int = 1

    @property
    def asks_who_did(self) -> tuple[str, ...]:
        """The steps whose officers `Plan.check_person` must be told of before somebody does this one."""
        return tuple(key for key in (self.same_as, self.not_same_as) if key)

    def outcome(self, key: str) -> Outcome:
        """Return the outcome named `key`. Raises FlowError naming those there are."""
        for each in self.outcomes:
            if each.key == key:
                return each
        words = N_("Bước “%(step)s” không có kết quả “%(outcome)s”; có: %(known)s.")
        raise FlowError(words, step=self.name, outcome=key, known=Several(tuple(o.label for o in self.outcomes)))


@dataclass(frozen=True)
class Token:
    """One open step, and the branch it lies in; '' outside every split."""

    step: str
    branch: str = ""


@dataclass(frozen=True)
class Plan:
    """The process table of a procedure, in order."""

    steps: tuple[PlannedStep, ...]

    @cached_property
    def _by_key(self) -> dict[str, PlannedStep]:
        return {step.key: step for step in reversed(self.steps)}

    def step(self, key: str) -> PlannedStep:
        """Return the step named `key`; raises FlowError."""
        if key not in self._by_key:
            raise FlowError(N_("Quy trình không có bước “%(step)s”."), step=key)
        return self._by_key[key]

    def first(self, kind: str) -> PlannedStep:
        """Return the first step of `kind`; raises FlowError."""
        for step in self.steps:
            if step.kind == kind:
                return step
        raise FlowError(N_("Quy trình không có bước loại “%(kind)s”."), kind=kind)

    def after(self, key: str, outcome: str) -> PlannedStep:
        """Return where `outcome` of the step `key` leads first. Raises FlowError for an outcome the step does not have."""
        return self.step(self.step(key).outcome(outcome).to)

    def moved(self, here: Token, outcome: str, others: Collection[Token], number: int) -> list[Token]:
        """Return the tokens that begin when `here` ends with `outcome` while `others` stay open; `number` names a fork made now.

        None begins while other branches are awaited at a join. Raises FlowError for an outcome the step does not have.
        """
        taken = self.step(here.step).outcome(outcome)
        if taken.beside:
            forks = [f"{here.branch}/{here.step}:{number}.{n}".lstrip("/") for n in range(1, len(taken.targets) + 1)]
            return [Token(key, branch) for key, branch in zip(taken.targets, forks, strict=True)]
        target, branch = self.step(taken.to), here.branch
        if target.join and _innermost(branch).partition(":")[0] == target.join:
            if any(in_fork(other.branch, branch.rpartition(".")[0]) for other in others):
                return []
            branch = branch.rpartition("/")[0]
        return [Token(target.key, branch)]

    def begun(self) -> list[Token]:
        """Return the tokens that begin once the dossier is received."""
        reception = self.first(Kind.RECEIVE)
        return self.moved(Token(reception.key), reception.outcomes[0].key, (), 1)

    def alone(self) -> frozenset[str]:
        """Return the steps that can be open with no other beside them: those outside every split."""
        found, queue = set[Token](), self.begun()
        while queue:
            here = queue.pop()
            shape = Token(here.step, here.branch and "branch")
            if shape not in found:
                found.add(shape)
                queue += [next_ for outcome in self.step(here.step).outcomes for next_ in self.moved(here, outcome.key, (), 1)]
        return frozenset(token.step for token in found if not token.branch)

    def ahead(self, *keys: str) -> list[PlannedStep]:
        """Return the steps on the usual way on from `keys`, in order of the table: the first outcome of each, every branch of a split."""
        found, queue = set(keys), list(keys)
        while queue:
            outcomes = self.step(queue.pop()).outcomes
            fresh = [key for key in (outcomes[0].targets if outcomes else ()) if key not in found]
            found.update(fresh)
            queue += fresh
        return [step for step in self.steps if step.key in found - set(keys)]

    def check_person(self, key: str, officer: str, worked: Mapping[str, str]) -> None:
        """Raise WrongPerson unless `officer` may do the step `key`, given who last did each step (`worked`: step → officer)."""
        step = self.step(key)
        if step.same_as and worked.get(step.same_as, officer) != officer:
            words = N_("Bước “%(step)s” phải do chính người đã làm bước “%(other)s” làm.")
            raise WrongPerson(words, step=step.name, other=self.step(step.same_as).name)
        if step.not_same_as and worked.get(step.not_same_as) == officer:
            words = N_("Bước “%(step)s” phải do người khác với người đã làm bước “%(other)s” làm.")
            raise WrongPerson(words, step=step.name, other=self.step(step.not_same_as).name)

    def before(self, key: str, worked: Iterable[str]) -> list[PlannedStep]:
        """Return the steps already `worked` that stand before `key` and may be gone back to: those of work, signature and issue."""
        done = set(worked)
        place = [step.key for step in self.steps].index(self.step(key).key)
        back = (Kind.WORK, Kind.SIGN, Kind.ISSUE)
        return [step for step in self.steps[:place] if step.key in done and step.kind in back]


def in_fork(branch: str, fork: str) -> bool:
    """Tell whether `branch` lies in `fork`: a branch without its last number, 'consult:3'."""
    return branch.startswith(f"{fork}.")


def back_to(here: str, worked_in: str, others: Collection[str]) -> tuple[str, tuple[str, ...]] | None:
    """Return the branch in which a step worked in branch `worked_in` begins again when `here` goes back, and the open branches it ends.

    Going back before a split ends what its other branches have open. None when that step lies in another branch of a split that
    is still open: it is not earlier, it is beside.
    """
    mine, theirs = (branch.split("/") if branch else [] for branch in (here, worked_in))
    common = commonprefix([mine, theirs])
    if len(theirs) > len(common):
        fork = "/".join([*common, theirs[len(common)]]).rpartition(".")[0]
        if any(in_fork(branch, fork) for branch in (here, *others)):
            return None
    if len(mine) == len(common):
        return "/".join(common), ()
    left = "/".join([*common, mine[len(common)]]).rpartition(".")[0]
    return "/".join(common), tuple(branch for branch in others if in_fork(branch, left))


def _innermost(branch: str) -> str:
    return branch.rpartition("/")[2]
