"""Dossiers that an older system began: where each came from, and what that system says happened before. Its word, not acts of ours."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier


class TakenOver(models.Model):
    """One dossier taken over: source, what it was like (fingerprint of the record), its old register number."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.OneToOneField("dossiers.Dossier", models.CASCADE, related_name="taken_over")
    source = models.CharField(_("hệ thống cũ"), max_length=60)
    identity = models.CharField(max_length=60)  # the code it has there
    fingerprint = models.CharField(max_length=64)
    register_number = models.PositiveIntegerField(_("số trong sổ cũ"), null=True)
    at = models.DateTimeField(_("tiếp nối lúc"))

    class Meta:
        verbose_name = _("hồ sơ tiếp nối")
        constraints = [models.UniqueConstraint(fields=["source", "identity"], name="taken_over_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.identity}"


class PastEvent(models.Model):
    """What the older system says happened to a dossier, in its words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="past")
    at = models.DateTimeField(_("lúc"))
    what = models.CharField(_("việc"), max_length=500)
    who = models.CharField(_("người làm"), max_length=200, blank=True)
    unit = models.CharField(_("đơn vị"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("việc ở hệ thống cũ")
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.at} {self.what}"


def past(dossier: "Dossier") -> list[PastEvent]:
    """Return what an older system says happened to a dossier, oldest first. No query for one that began here and was read with it."""
    return list(dossier.past.all()) if getattr(dossier, "taken_over", None) else []
