"""Issued results that were corrected: what they said stays readable, and says by what it was replaced."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.documents.models import Document
from motcua.lib.ids import new_id
from motcua.people.models import User


class Correction(models.Model):
    """Đính chính: an order to mend an issued result, and the result as it was. `token` still opens its verification page."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="corrections")
    wrong = models.TextField(_("chỗ sai"))
    reason = models.TextField(_("lý do"))
    step = models.CharField(max_length=40)
    ordered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    title = models.CharField(_("tên kết quả"), max_length=200)
    number = models.CharField(_("số, ký hiệu"), max_length=60)
    signer_name = models.CharField(_("người ký"), max_length=200, blank=True)
    issued = models.ForeignKey(Document, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    receiver_name = models.CharField(_("người nhận"), max_length=200, blank=True)
    token = models.CharField(max_length=43, unique=True)
    replaced_by = models.CharField(_("số kết quả thay thế"), max_length=60, blank=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("đính chính kết quả")
        ordering = ("ordered_at",)
        constraints = [models.UniqueConstraint(fields=["dossier"], condition=models.Q(replaced_at=None), name="correction_open_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.wrong}"
