"""What step comes next: pure, from the table of steps copied into the dossier."""

from dataclasses import dataclass, field

from motcua.law.lifecycle import Refusal
from motcua.law.roles import Role
from motcua.lib.saying import N_, Several


class FlowError(Refusal):
    """An outcome that the step does not have, or a step that the table does not name."""


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


@dataclass(frozen=True)
class Plan:
    """The process table of a procedure, in order."""

    steps: tuple[PlannedStep, ...]

    def step(self, key: str) -> PlannedStep:
        """Return the step named `key`; raises FlowError."""
        for step in self.steps:
            if step.key == key:
                return step
        raise FlowError(N_("Quy trình không có bước “%(step)s”."), step=key)

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
