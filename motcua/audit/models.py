"""Append-only evidence. Entry, EntryWords and AccessRead are cut by month on their UUIDv7 key (migration 0001)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id
from motcua.people.fields import EncryptedJSON


class Entry(models.Model):
    """Nhật ký: one act, sealed. `hash` covers ids, times and `words_hash`; the words themselves stand in EntryWords."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_kind = models.CharField(max_length=24)
    subject = models.UUIDField()
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=32)
    at = models.DateTimeField(_("lúc"))
    actor_kind = models.CharField(max_length=12)
    actor_id = models.CharField(max_length=64)
    key = models.CharField(max_length=100)
    before = models.PositiveSmallIntegerField(null=True)
    after = models.PositiveSmallIntegerField(null=True)
    previous = models.BinaryField(max_length=32)
    words_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("nhật ký")
        indexes = [models.Index(fields=["subject", "seq"], name="entry_chain")]

    def __str__(self) -> str:
        return f"{self.subject}#{self.seq} {self.act}"


class EntryWords(models.Model):
    """The words of an entry (names, reasons), encrypted; lawful erasure empties `words` and the chain still verifies."""

    id = models.UUIDField(primary_key=True)
    salt = models.BinaryField(max_length=16)
    words = EncryptedJSON()

    def __str__(self) -> str:
        return str(self.id)


class Chain(models.Model):
    """The head of a subject's chain; its row lock orders the entries."""

    subject = models.UUIDField(primary_key=True)
    subject_kind = models.CharField(max_length=24)
    seq = models.PositiveIntegerField(default=0)
    head = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.subject}@{self.seq}"


class ActKey(models.Model):
    """An idempotency key already used: the same key changes nothing a second time."""

    key = models.CharField(primary_key=True, max_length=100)
    subject = models.UUIDField()
    entry = models.UUIDField()

    def __str__(self) -> str:
        return self.key


class AccessRead(models.Model):
    """One read of a person's data: by whom, in which role and agency, in which dossier, what for. The person can see it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.UUIDField()
    party = models.UUIDField()
    reader = models.UUIDField()
    role = models.CharField(max_length=120)
    agency = models.UUIDField(null=True)
    agency_name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("lượt xem dữ liệu")
        indexes = [models.Index(fields=["party", "id"], name="read_of_party")]

    def __str__(self) -> str:
        return f"{self.reader} {self.purpose}"


class Throttle(models.Model):
    """How often a stranger (a keyed fingerprint, no address) tried something in the present window."""

    key = models.CharField(primary_key=True, max_length=100)
    window = models.DateTimeField()
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.key


class Root(models.Model):
    """The root of a day: a hash over the root before and the heads of the chains that grew since, with an outside time stamp."""

    number = models.PositiveIntegerField(primary_key=True)
    day = models.DateField(_("ngày"), unique=True)
    made_at = models.DateTimeField()
    heads = models.PositiveIntegerField(default=0)
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32, default=b"")
    stamp = models.BinaryField(_("dấu thời gian"), null=True)
    stamped_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("gốc nhật ký trong ngày")

    def __str__(self) -> str:
        return f"{self.number} {self.day}"


class RootHead(models.Model):
    """The head of one chain as a day's root saw it."""

    root = models.ForeignKey(Root, models.PROTECT, related_name="+")
    subject = models.UUIDField()
    seq = models.PositiveIntegerField()
    head = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["root", "subject"], name="root_head_once"),
        ]
        indexes = [models.Index(fields=["subject", "seq"], name="root_head_of_chain")]

    def __str__(self) -> str:
        return f"{self.subject}@{self.seq}"
