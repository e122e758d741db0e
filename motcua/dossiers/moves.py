"""What a merger did to a dossier, and codes given up: rows beside the dossier, never edits of its past."""

from datetime import date
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id


class Move(models.Model):
    """An open dossier that went over to a successor: its agencies and officer before. Undone, the row stays."""

    pk = models.CompositePrimaryKey("succession_id", "dossier_id")
    succession = models.ForeignKey("people.Succession", models.PROTECT, related_name="moves")
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="moves")
    receiver_before = models.ForeignKey("people.Agency", models.PROTECT, related_name="+", db_index=False)
    competent_before = models.ForeignKey("people.Agency", models.PROTECT, related_name="+", db_index=False)
    officer_before = models.UUIDField(null=True)
    moved_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("chuyển cơ quan")

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.succession_id}"


class VoidedCode(models.Model):
    """A code that was given up: a serial of its day that no dossier bears, with the reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("people.Agency", models.PROTECT, related_name="+")
    code = models.CharField(_("mã hồ sơ"), max_length=60, unique=True)
    reason = models.CharField(_("lý do"), max_length=500)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("mã hồ sơ bỏ")

    def __str__(self) -> str:
        return self.code


def agencies_at(dossier: UUID, day: date, *, receiver: UUID, competent: UUID) -> tuple[UUID, UUID]:
    """Return (receiver, competent) of a dossier as they were on `day`; those of now are given and hold unless it moved after that day."""
    later = Move.objects.filter(dossier=dossier, undone_at=None, succession__from_day__gt=day).order_by("moved_at").first()
    return (later.receiver_before_id, later.competent_before_id) if later else (receiver, competent)
