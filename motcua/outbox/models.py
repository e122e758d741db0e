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
    """One message from a partner as it came, kept as evidence and never changed. Cut by month."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    partner = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)
    reference = models.CharField(max_length=160)
    payload = EncryptedJSON()
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("thông điệp đến")
        indexes = [models.Index(fields=["partner", "reference"], name="inbox_reference")]

    def __str__(self) -> str:
        return f"{self.partner} {self.reference}"


class ArrivalState(models.TextChoices):
    """Where a message in stands. `set_aside`: cannot be handled as it is; it and what follows it about the same subject wait."""

    WAITING = "waiting", _("Chờ xử lý")
    HANDLED = "handled", _("Đã xử lý")
    SET_ASIDE = "set_aside", _("Để riêng")
    DISMISSED = "dismissed", _("Đã bỏ qua")


class Arrival(models.Model):
    """How the message of the Inbox with the same id is handled. One per (partner, reference): a repeat is only counted.

    `cause` is {text, values} of a sentence, said in the reader's language; `digest` a keyed fingerprint of what came. One that
    `gives_way` came before what it is about, and lets later ones of its subject pass.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    partner = models.CharField(_("đối tác"), max_length=40)
    kind = models.CharField(_("loại"), max_length=60)
    reference = models.CharField(_("tham chiếu"), max_length=160)
    subject = models.CharField(_("hồ sơ"), max_length=160)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=ArrivalState.choices, default=ArrivalState.WAITING)
    cause = models.JSONField(default=dict)
    attempts = models.PositiveIntegerField(default=0)
    repeats = models.PositiveIntegerField(default=0)
    gives_way = models.BooleanField(default=False)
    next_at = models.DateTimeField()
    received_at = models.DateTimeField(_("nhận lúc"))
    handled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("việc từ thông điệp đến")
        constraints = [models.UniqueConstraint(fields=["partner", "reference"], name="arrival_once")]
        indexes = [
            models.Index(fields=["next_at"], name="arrival_due", condition=models.Q(state="waiting")),
            models.Index(fields=["partner", "subject", "id"], name="arrival_order", condition=models.Q(state__in=("waiting", "set_aside"))),
            models.Index(fields=["id"], name="arrival_aside", condition=models.Q(state="set_aside")),
        ]

    def __str__(self) -> str:
        return f"{self.partner} {self.reference} {self.state}"


class Cursor(models.Model):
    """How far a feed of a partner has been pulled: the partner's time of the latest thing stored."""

    feed = models.CharField(primary_key=True, max_length=80)
    position = models.DateTimeField(_("đã lấy đến"))
    asked_at = models.DateTimeField(_("hỏi lúc"), null=True)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True)
    failure = models.CharField(_("lỗi"), max_length=300, blank=True)
    held_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("vị trí lấy tin")

    def __str__(self) -> str:
        return f"{self.feed} {self.position}"
