"""Xét thủ tục trùng: what a procedure controller decided of two procedures that looked like one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id


class DuplicateVerdict(models.Model):
    """One verdict on a pair; the last one counts, earlier ones are kept. `pair` is both codes in order, a space between."""

    class Verdict(models.TextChoices):
        """What was decided."""

        DIFFERENT = "different", _("Không trùng")
        DUPLICATE = "duplicate", _("Trùng, cần xử lý")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pair = models.CharField(_("hai thủ tục"), max_length=81, db_index=True)
    verdict = models.CharField(_("kết luận"), max_length=10, choices=Verdict)
    note = models.TextField(_("việc cần làm"), blank=True)
    decided_at = models.DateTimeField(_("lúc"))
    decided_by = models.CharField(_("người kết luận"), max_length=200)

    class Meta:
        verbose_name = _("kết luận về thủ tục trùng")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.pair}: {self.get_verdict_display()}"


def verdicts() -> dict[str, DuplicateVerdict]:
    """Return the last verdict on each pair."""
    return {verdict.pair: verdict for verdict in DuplicateVerdict.objects.order_by("id")}
