"""Who takes part in a step beside the one who leads it."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.law.parts import PART_NAMES, Part
from motcua.lib.ids import new_id
from motcua.people.models import User


class Participation(models.Model):
    """Phối hợp, theo dõi: an officer's part in a step led by another; `words` are what one who cooperates gave in writing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    step = models.ForeignKey("dossiers.Step", models.CASCADE, related_name="parts")
    officer = models.ForeignKey(User, models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=[(p.value, p.value) for p in Part])
    asked_by = models.CharField(gettext_lazy("người phân công"), max_length=200)
    asked_at = models.DateTimeField()
    words = models.TextField(gettext_lazy("phần phối hợp"), blank=True)
    given_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = gettext_lazy("phối hợp, theo dõi")
        ordering = ("asked_at", "id")
        constraints = [models.UniqueConstraint(fields=["step", "officer"], name="part_once")]

    def __str__(self) -> str:
        return f"{self.part} {self.officer_id}"

    @property
    def name(self) -> str:
        """The part in the reader's language."""
        return _(PART_NAMES[Part(self.part)])
