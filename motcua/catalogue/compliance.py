"""Đánh giá chi phí tuân thủ: one assessment of a procedure before and after a simplification, with the inputs it was made from."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.models import Procedure
from motcua.law.compliance import Burden, Income, Saving, Task, Work
from motcua.lib.ids import new_id


class ComplianceCost(models.Model):
    """One assessment, never rewritten: another is made. `before` and `after` are {works, times, applicants}; works as law/compliance.py.

    The income is kept as it was that day, with how sure it was; `unsure` names inputs that nobody measured.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="compliance_costs", verbose_name=_("thủ tục"))
    simplification = models.CharField(_("nội dung đơn giản hóa"), max_length=500)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    source = models.CharField(_("nguồn số liệu"), max_length=300)
    unsure = models.BooleanField(_("số liệu ước tính"), default=True)
    income_year = models.PositiveBigIntegerField(_("thu nhập bình quân một người một năm"))
    income_hours = models.PositiveIntegerField(_("số giờ làm việc một năm"))
    income_certainty = models.CharField(max_length=1)
    before = models.JSONField(_("trước"))
    after = models.JSONField(_("sau"))
    cost_before = models.PositiveBigIntegerField(_("chi phí trước, một năm"))
    cost_after = models.PositiveBigIntegerField(_("chi phí sau, một năm"))
    assessed_at = models.DateTimeField(_("đánh giá lúc"))

    class Meta:
        verbose_name = _("chi phí tuân thủ")
        ordering = ("-assessed_at", "-id")

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.simplification}"

    @property
    def saving(self) -> Saving:
        """What the simplification spares a year."""
        return Saving(self.cost_before, self.cost_after)

    def income(self) -> Income:
        """Return the income that the sums were made with."""
        return Income(self.income_year, self.income_hours)

    def burdens(self) -> tuple[Burden, Burden]:
        """Return both sides as law computes them."""
        return burden_of(self.before), burden_of(self.after)


def burden_of(kept: dict[str, Any]) -> Burden:
    """Return one side from its row."""
    works = tuple(
        Work(Task(w["task"]), w["name"], Decimal(w["hours"]), w["travel"], w["services"], w["fees"], w["other"]) for w in kept["works"]
    )
    return Burden(works, kept["times"], kept["applicants"])


def kept_of(burden: Burden) -> dict[str, Any]:
    """Return one side as a row; hours as written."""
    works = [{**vars(work), "task": work.task.value, "hours": str(work.hours)} for work in burden.works]
    return {"works": works, "times": burden.times, "applicants": burden.applicants}


def latest_costs() -> QuerySet[ComplianceCost]:
    """Return the last assessment of each procedure."""
    last = ComplianceCost.objects.order_by("procedure", "-assessed_at", "-id").distinct("procedure").values("pk")
    return ComplianceCost.objects.filter(pk__in=last).select_related("procedure").order_by("procedure__code")
