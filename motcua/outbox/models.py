"""Messages out in strict order per subject and partner; every attempt kept; messages in stored before they are handled."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id
from motcua.people.fields import EncryptedJSON


class State(models.TextChoices):
    """Where a message stands. `parked`: refused by the partner, blocks its subject and partner until somebody decides."""

    WAITING = "waiting", _("Chờ gửi")
    DELIVERED = "delivered", _("Đã gửi")
    PARKED = "parked", _("Bị từ chối")


class Message(models.Model):
    """One event for one partner. The payload is encrypted: it carries names and addresses."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    partner = models.CharField(_("đối tác"), max_length=40)
    kind = models.CharField(_("loại"), max_length=60)
    subject = models.UUIDField(_("hồ sơ"))
    payload = EncryptedJSON()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(_("gửi lại lúc"))
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("thông điệp")
        indexes = [
            models.Index(fields=["next_at"], name="message_due", condition=models.Q(state="waiting")),
            models.Index(fields=["subject", "partner", "id"], name="message_order", condition=~models.Q(state="delivered")),
        ]

    def __str__(self) -> str:
        return f"{self.partner} {self.kind}"


class Attempt(models.Model):
    """One try to deliver: when, how it ended, what the partner answered (no personal data). Cut by month."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message = models.UUIDField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12)
    detail = models.CharField(max_length=500)

    class Meta:
        verbose_name = _("lần gửi")
        indexes = [models.Index(fields=["message"], name="attempt_of_message")]

    def __str__(self) -> str:
        return f"{self.message} {self.outcome}"


class Inbox(models.Model):
    """One message from a partner, stored before it is handled. Cut by month."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    partner = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)
    reference = models.CharField(max_length=120)
    payload = EncryptedJSON()
    received_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("thông điệp đến")
        indexes = [models.Index(fields=["partner", "reference"], name="inbox_reference")]

    def __str__(self) -> str:
        return f"{self.partner} {self.reference}"
