"""Bản ghi quốc gia: a procedure as the national catalogue publishes it, read and kept version by version."""

from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id


class NationalRecord(models.Model):
    """One version of the national record of a procedure. The present one has no `superseded_at`; a change makes a new version.

    `facts` is what `motcua catalogue show` prints (shape: motcua/catalogue/national/facts.py), in the words of the portal;
    `warnings` is [{field, why}]: what could not be read for certain, what the page lacks, what it plainly has wrong.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    procedure = models.ForeignKey("catalogue.Procedure", models.PROTECT, related_name="national_records")
    version = models.PositiveIntegerField(_("lần"))
    facts = models.JSONField(_("nội dung"))
    warnings = models.JSONField(_("điều chưa chắc"), default=list)
    raw_hash = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    source = models.CharField(_("nguồn"), max_length=120)
    imported_at = models.DateTimeField(_("nhập lúc"))
    superseded_at = models.DateTimeField(_("thay lúc"), null=True)

    class Meta:
        verbose_name = _("bản ghi quốc gia")
        constraints = [
            models.UniqueConstraint(fields=["procedure", "version"], name="national_version_once"),
            models.UniqueConstraint(fields=["procedure"], condition=Q(superseded_at=None), name="national_present_once"),
        ]

    def __str__(self) -> str:
        return f"{self.facts.get('code', '')} #{self.version}"


def present() -> QuerySet[NationalRecord]:
    """Return the present version of every national record."""
    return NationalRecord.objects.filter(superseded_at=None)


def national_facts(code: str) -> dict[str, Any] | None:
    """Return the facts of procedure `code` as the nation publishes them now; None where it has no record here."""
    return present().filter(procedure__code=code).values_list("facts", flat=True).first()
