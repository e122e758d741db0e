"""Keep an assessment of what a procedure costs those who follow it."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.acts.base import recording
from motcua.catalogue.compliance import kept_of
from motcua.catalogue.models import ComplianceCost, Procedure
from motcua.law.calendar import HANOI
from motcua.law.compliance import Burden, CostRefused, Income, saving
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.rights import Deed
from motcua.policy.values import setting

INCOME = "compliance_income"


@dataclass(frozen=True)
class NewAssessment:
    """What was simplified, on what basis, from where the figures are, whether they are estimates; both sides."""

    simplification: str
    source: str
    before: Burden
    after: Burden
    basis: str = ""
    unsure: bool = True


def income_on(day: date) -> Income:
    """Return the average income in force on `day`, as the city's settings have it. Raises SettingMissing."""
    kept = setting(INCOME, day).value
    return Income(kept["year"], kept["hours"])


def assess(procedure: Procedure, new: NewAssessment, *, by: Actor, at: datetime, key: str) -> ComplianceCost:
    """Keep an assessment made at the income of its day. Raises CostRefused without works, what was simplified, or a source."""
    if not (new.simplification.strip() and new.source.strip()):
        raise CostRefused(N_("Ghi nội dung đơn giản hóa và nguồn số liệu."))
    if not (new.before.works and new.after.works):
        raise CostRefused(N_("Ghi ít nhất một công việc trước và sau đơn giản hóa."))
    day = at.astimezone(HANOI).date()
    income = income_on(day)
    spared = saving(new.before, new.after, income)
    made = ComplianceCost(
        procedure=procedure,
        simplification=new.simplification.strip()[:500],
        basis=new.basis.strip()[:300],
        source=new.source.strip()[:300],
        unsure=new.unsure,
        income_year=income.year,
        income_hours=income.hours,
        income_certainty=setting(INCOME, day).certainty,
        before=kept_of(new.before),
        after=kept_of(new.after),
        cost_before=spared.before,
        cost_after=spared.after,
        assessed_at=at,
    )
    words = {"code": procedure.code, "before": spared.before, "after": spared.after}
    with recording(Deed.SET_COST, "procedure", procedure.pk, by=by, at=at, key=key, words=words):
        made.save(force_insert=True)
    return made
