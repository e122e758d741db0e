"""Messages out in strict order per subject and partner; every attempt kept; messages in stored before they are handled."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Q, Value
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id
from motcua.people.fields import EncryptedJSON


class State(models.TextChoices):
    """Where a message stands. `parked`: refused by the partner, blocks its subject and partner until somebody decides."""

    WAITING = "waiting", _("Chờ gửi")
    DELIVERED = "delivered", _("Đã gửi")
    PARKED = "parked", _("Bị từ chối")
    GIVEN_UP = "given_up", _("Thôi không gửi")
    CORRECTED = "corrected", _("Đã thay bằng thông điệp sửa")


class Message(models.Model):
    """One event for one partner. The payload is encrypted: it carries names and addresses.

    `place` orders the messages of a subject: a sequence, for an act holds the dossier's lock when it takes its number, and clocks of
    several machines may run apart. A correction takes the place of what it `replaces`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.BigIntegerField(db_default=Func(Value("outbox_message_place"), function="nextval"))
    partner = models.CharField(_("đối tác"), max_length=40)
    kind = models.CharField(_("loại"), max_length=60)
    subject = models.UUIDField(_("hồ sơ"))
    payload = EncryptedJSON()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    replaces = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("thông điệp")
        indexes = [
            models.Index(fields=["partner", "subject", "place"], name="message_order", condition=Q(state__in=("waiting", "parked"))),
            models.Index(fields=["subject", "place"], name="message_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.partner} {self.kind}"


class Lane(models.Model):
    """The queue of one subject to one partner: there while something is undelivered. Whoever holds its lease delivers, nobody else.

    `pending` messages wait, the oldest since `since`. `next_at`: when it may be claimed (again); null while parked. `lease` names the
    claim in force. `outcome`: how the last try ended.
    """

    id = models.BigAutoField(primary_key=True)
    partner = models.CharField(_("đối tác"), max_length=40)
    subject = models.UUIDField(_("hồ sơ"))
    pending = models.PositiveIntegerField()
    attempts = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)
    outcome = models.CharField(max_length=12, blank=True)

    class Meta:
        verbose_name = _("hàng đợi của hồ sơ")
        constraints = [models.UniqueConstraint(fields=["partner", "subject"], name="lane_once")]
        indexes = [models.Index(fields=["partner", "next_at"], name="lane_due", condition=Q(next_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.partner} {self.subject}"


class Line(models.Model):
    """How a partner answers, as all workers see it: away since when, when to try again; and what has gone out so far.

    `away_from`: when its latest outage began, kept when it is over. `reconciled_at`: when what the outage touched was compared.
    `reconciliation`: how the latest whole one goes or went, {began, ended, checked, drifted, healed, left}.

    `lags[i]`: how many messages took up to LAGS[i] seconds from their act to the partner (the last: longer).
    """

    LAGS = (0.5, 1, 2, 5, 10, 60, 600)

    partner = models.CharField(_("đối tác"), max_length=40, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    away_since = models.DateTimeField(_("vắng từ"), null=True)
    probe_at = models.DateTimeField(null=True)
    away_from = models.DateTimeField(null=True)
    back_at = models.DateTimeField(_("trở lại lúc"), null=True)
    reconciled_at = models.DateTimeField(_("đối soát lúc"), null=True)
    reconciliation = models.JSONField(default=dict)
    answered_at = models.DateTimeField(_("trả lời lúc"), null=True)
    lags = ArrayField(models.BigIntegerField(), default=list)
    lag_sum = models.FloatField(default=0)

    class Meta:
        verbose_name = _("đường tới đối tác")

    def __str__(self) -> str:
        return self.partner


class AnswerRule(models.Model):
    """What a partner's words mean, from a day to a day: `pattern` is looked for in the answer, whatever its case. See answers.py."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    partner = models.CharField(_("đối tác"), max_length=40)
    pattern = models.CharField(_("câu chữ"), max_length=200)
    outcome = models.CharField(_("nghĩa là"), max_length=6)
    source = models.CharField(_("nguồn"), max_length=300)
    certainty = models.CharField(_("độ chắc"), max_length=1)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True)

    class Meta:
        verbose_name = _("nghĩa của câu trả lời")
        constraints = [models.UniqueConstraint(fields=["partner", "pattern", "valid_from"], name="answer_once_a_day")]

    def __str__(self) -> str:
        return f"{self.partner} {self.pattern}: {self.outcome}"


class Correction(models.Model):
    """A refused message written anew: one officer proposes, another approves or rejects. `changes` is {path: new value}, encrypted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message = models.UUIDField()
    changes = EncryptedJSON()
    reason = models.CharField(_("lý do"), max_length=1000)
    proposed_by = models.CharField(max_length=64)
    proposed_name = models.CharField(_("người đề nghị"), max_length=200)
    proposed_at = models.DateTimeField(_("đề nghị lúc"))
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)

    class Meta:
        verbose_name = _("thông điệp sửa")
        constraints = [models.UniqueConstraint(fields=["message"], condition=Q(decided_at=None), name="message_correction_open_once")]

    def __str__(self) -> str:
        return str(self.message)


class Difference(models.Model):
    """A dossier that stands otherwise at a partner than with us: seen since when, healed when and how. `found` is of law/reconciliation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    partner = models.CharField(_("đối tác"), max_length=40)
    subject = models.UUIDField(_("hồ sơ"))
    code = models.CharField(_("mã hồ sơ"), max_length=40)
    found = models.CharField(_("sai lệch"), max_length=12)
    ours = models.PositiveSmallIntegerField(_("ở ta"))
    theirs = models.PositiveSmallIntegerField(_("ở đối tác"), null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField(_("thấy từ"))
    seen_at = models.DateTimeField()
    healed_at = models.DateTimeField(_("hết lúc"), null=True)
    how = models.CharField(max_length=12, blank=True)
    reason = models.CharField(_("lý do"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("sai lệch")
        constraints = [models.UniqueConstraint(fields=["partner", "subject"], condition=Q(healed_at=None), name="difference_open_once")]

    def __str__(self) -> str:
        return f"{self.partner} {self.code} {self.found}"


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
