"""What step comes next: pure, from the table of steps copied into the dossier."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from motcua.law.lifecycle import Refusal
from motcua.law.roles import Role
from motcua.lib.saying import N_, Several


class FlowError(Refusal):
    """An outcome that the step does not have, or a step that the table does not name."""


class WrongPerson(Refusal):
    """The process asks that a step be done by the one who did another step, or by somebody else than that."""


@dataclass(frozen=True)
class Outcome:
    """One way a step can end: where it leads, and the result template it drafts, if it drafts one."""

    key: str
    label: str
    to: str
    template: str = ""
    label_en: str = ""


@dataclass(frozen=True)
class PlannedStep:
    """One row of the process table: who works how long (working minutes) at what, and how it can end."""

    key: str
    name: str
    role: Role
    kind: str
    minutes: int
    outcomes: tuple[Outcome, ...] = field(default=())
    name_en: str = ""
    same_as: str = ""  # the step whose officer must do this one too
    not_same_as: str = ""  # the step whose officer must not do this one (four eyes)

    @property
    def asks_who_did(self) -> tuple[str, ...]:
        """The steps whose officers `Plan.check_person` must be told of before somebody does this one."""
        return tuple(key for key in (self.same_as, self.not_same_as) if key)


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
        """Return where `outcome` of the step `key` leads. Raises FlowError for an outcome the step does not have."""
        step = self.step(key)
        for each in step.outcomes:
            if each.key == outcome:
                return self.step(each.to)
        words = N_("Bước “%(step)s” không có kết quả “%(outcome)s”; có: %(known)s.")
        raise FlowError(words, step=step.name, outcome=outcome, known=Several(tuple(o.label for o in step.outcomes)))

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
        return [step for step in self.steps[:place] if step.key in done and step.kind not in ("receive", "hand_over")]
