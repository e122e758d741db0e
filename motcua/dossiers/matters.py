"""What may happen to a dossier on its way: withdrawal, stop, extension, financial duty, consultation, verification.

Each row is evidence of an act; the act's entry seals it.
"""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.documents.models import Document
from motcua.law.consultation import Opinion
from motcua.law.extension import Notice
from motcua.law.lifecycle import Status
from motcua.law.withdrawal import Cause
from motcua.lib.ids import new_id
from motcua.people.models import Agency, User

DOSSIER = "dossiers.Dossier"


class Withdrawal(models.Model):
    """Yêu cầu rút hồ sơ: asked, then granted or refused; `before` is the status it goes back to when refused."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(DOSSIER, models.CASCADE, related_name="withdrawals")
    reason = models.TextField(_("lý do"))
    before = models.PositiveSmallIntegerField()
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # None: asked on another system
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    answer = models.TextField(_("trả lời"), blank=True)

    class Meta:
        verbose_name = _("yêu cầu rút hồ sơ")
        ordering = ("asked_at",)
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=models.Q(decided_at=None), name="withdrawal_open_once"),
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def state_before(self) -> Status:
        """The status the dossier had when it was asked."""
        return Status(self.before)


class Stop(models.Model):
    """Dừng giải quyết (Mẫu 05): why, what is given back, and who took it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.OneToOneField(DOSSIER, models.CASCADE, related_name="stop")
    cause = models.CharField(max_length=12, choices=[(c.value, c.value) for c in Cause])
    reason = models.TextField(_("lý do"))
    papers = models.JSONField(_("giấy tờ trả lại"), default=list)
    fees = models.CharField(_("phí, lệ phí hoàn lại"), max_length=300)
    stopped_at = models.DateTimeField()
    receiver_name = models.CharField(_("người nhận"), max_length=200, blank=True)
    method = models.CharField(_("cách nhận"), max_length=12, blank=True)

    class Meta:
        verbose_name = _("dừng giải quyết")

    def __str__(self) -> str:
        return self.reason


class Extension(models.Model):
    """Xin lỗi và gia hạn (Mẫu 04): once for a dossier. The first promise stands in `Dossier.due_at`, untouched."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.OneToOneField(DOSSIER, models.CASCADE, related_name="extension")
    reason = models.TextField(_("lý do"))
    before = models.DateTimeField(_("hẹn trước đó"))
    until = models.DateTimeField(_("hẹn mới"))
    notice = models.CharField(max_length=8, choices=[(n.value, n.value) for n in Notice])
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("gia hạn")

    def __str__(self) -> str:
        return self.reason


class FinancialDuty(models.Model):
    """Nghĩa vụ tài chính the law asks of the applicant: asked, then met on proof. The clock stands still between."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(DOSSIER, models.CASCADE, related_name="duties")
    what = models.CharField(_("khoản phải nộp"), max_length=300)
    amount = models.PositiveBigIntegerField(_("số tiền, đồng"), null=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    proof = models.CharField(_("chứng từ"), max_length=300, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    met_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    met_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("nghĩa vụ tài chính")
        ordering = ("asked_at",)

    def __str__(self) -> str:
        return self.what


class Consultation(models.Model):
    """Lấy ý kiến: another agency is asked, with a limit of its own. The one who answers sees the question, not the dossier."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(DOSSIER, models.CASCADE, related_name="consultations")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="consulted")
    question = models.TextField(_("nội dung hỏi"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(_("hạn trả lời"))
    answer = models.TextField(_("ý kiến"), blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("lấy ý kiến")
        ordering = ("asked_at",)
        indexes = [models.Index(fields=["agency", "due_at"], name="opinion_waiting", condition=models.Q(answered_at=None))]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "agency"], condition=models.Q(answered_at=None), name="opinion_asked_once"),
        ]

    def __str__(self) -> str:
        return self.question

    def late(self, now: datetime) -> bool:
        """Tell whether the opinion came, or is still to come, after its limit."""
        return Opinion(self.due_at, self.answered_at).late(now)


class Verification(models.Model):
    """Xác minh: what was checked, how, and what was found."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(DOSSIER, models.CASCADE, related_name="verifications")
    matter = models.CharField(_("nội dung xác minh"), max_length=300)
    method = models.CharField(_("cách xác minh"), max_length=300)
    found = models.TextField(_("kết quả xác minh"))
    done_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    done_at = models.DateTimeField()

    class Meta:
        verbose_name = _("xác minh")
        ordering = ("done_at",)

    def __str__(self) -> str:
        return self.matter
