"""Questions to databases about a person or firm, each with its purpose, who agreed, its answer and how it ended."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id
from motcua.people.fields import EncryptedJSON, EncryptedText
from motcua.people.models import Party, User

_WHO = ("person_index", "system")


class Consent(models.Model):
    """Ý kiến của người nộp: whether they let a database be asked for this application, and the very words they read. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey("dossiers.Draft", models.SET_NULL, null=True, related_name="consents")
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, null=True, related_name="consents")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    system = models.CharField(max_length=40)
    agreed = models.BooleanField(_("đồng ý"))
    text_version = models.CharField(_("bản lời hỏi"), max_length=40)
    told = models.JSONField(default=dict)  # what was to be fetched, from where, what for, on which basis
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # the officer who read it out at the counter
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.system} {self.agreed}"


class Lookup(models.Model):
    """Một lần tra cứu: one question to a database in this application; the answer is kept encrypted until the dossier closes."""

    class State(models.TextChoices):
        """How it ended."""

        ASKED = "asked", _("Đang lấy dữ liệu")
        MATCHED = "matched", _("Danh tính khớp")
        NO_MATCH = "no_match", _("Không khớp")
        FAILED = "failed", _("Chưa tra cứu được")

    class Purpose(models.TextChoices):
        """What it is for."""

        PREFILL = "prefill", _("Điền sẵn tờ khai")
        IDENTITY = "identity", _("Đối chiếu người nộp")
        HOLDER = "holder", _("Đối chiếu chủ hồ sơ khi nộp thay")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, null=True, related_name="lookups")
    draft = models.ForeignKey("dossiers.Draft", models.CASCADE, null=True, related_name="lookups")
    person_index = models.CharField(max_length=64, db_index=True)
    system = models.CharField(max_length=40)
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.IDENTITY, db_default=Purpose.IDENTITY)
    procedure = models.CharField(max_length=40, blank=True, default="", db_default="")
    number = EncryptedText(null=True)  # what was asked for, where the applicant's row does not say it: a tax code
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, related_name="+")
    asked_by = models.CharField(max_length=64)
    asker = models.CharField(max_length=300, blank=True, default="", db_default="")  # unit and role of an officer, '' the person
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=1, db_default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    answer = EncryptedJSON(null=True)
    answered_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True, default="", db_default="")
    evidence = EncryptedText(null=True)  # of an answer that made no sense
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", *_WHO], condition=Q(state="matched"), name="matched_once_a_dossier"),
            models.UniqueConstraint(fields=["draft", *_WHO], condition=Q(state="matched"), name="matched_once_a_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.state}"

    def waits_for(self, by: str, at: datetime) -> bool:
        """Tell whether this is the question that actor `by` just put down at `at`: the door that did asks the database."""
        return self.state == self.State.ASKED and self.asked_by == by and self.asked_at == at


class PaperInstead(models.Model):
    """Giấy thay: a paper asked although a database should spare it, while that database does not answer or does not have it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="papers_instead")
    requirement = models.CharField(max_length=40)
    system = models.CharField(max_length=40)
    ground = models.CharField(max_length=10)
    reason = models.TextField(_("lý do"))
    asked_by = models.ForeignKey(User, models.PROTECT)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "requirement"], name="paper_instead_once")]

    def __str__(self) -> str:
        return self.requirement


class Reasked(models.Model):
    """Điều hỏi lại: counted when a dossier was submitted, of what the state holds, what was asked again and why.

    `rows` are {name, cause, source, held}: `held` the earlier dossier of ours that had the answer, '' none.
    """

    dossier = models.OneToOneField("dossiers.Dossier", models.CASCADE, primary_key=True, related_name="reasked")
    procedure = models.CharField(max_length=40, db_index=True)
    at = models.DateTimeField(db_index=True)
    held = models.PositiveSmallIntegerField(default=0)
    rows = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.procedure} {self.held}"
