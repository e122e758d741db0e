"""What another person is asked to confirm, and what they answered. The number is encrypted; its index finds the person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id
from motcua.people.fields import EncryptedText


class Confirmation(models.Model):
    """Xác nhận của người khác: asked of one person for one state of the answers (`fingerprint`); `confirmed` None while awaited."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey("dossiers.Draft", models.CASCADE, related_name="confirmations")
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, null=True, related_name="confirmations")
    key = models.CharField(max_length=40)
    name = models.CharField(_("họ và tên"), max_length=200)
    number = EncryptedText(_("số định danh"))
    number_index = models.CharField(max_length=64, db_index=True)
    fingerprint = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(null=True)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("xác nhận của người khác")
        ordering = ("asked_at", "id")
        constraints = [models.UniqueConstraint(fields=["draft", "key", "fingerprint"], name="confirmation_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.confirmed}"
