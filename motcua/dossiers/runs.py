"""Việc chạy dài: what an officer asked for and need not wait for: many dossiers one after another, promises counted again, a book to print.

The rows are how far it is and how each dossier fared; what was done is sealed by the acts themselves.
"""

from uuid import UUID

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from motcua.documents.models import Document
from motcua.lib.ids import new_id
from motcua.people.fields import EncryptedJSON
from motcua.people.models import User

SHOWN = 30


class Run(models.Model):
    """One piece of long work. `given` is what was asked (may name a person: encrypted); `changed` counts promises moved by a recount."""

    class Kind(models.TextChoices):
        """What is done."""

        RECEIVE = "receive", _("Tiếp nhận nhiều hồ sơ")
        FORWARD = "forward", _("Chuyển xử lý nhiều hồ sơ")
        SIGN = "sign", _("Ký số nhiều dự thảo")
        HAND_OVER = "hand_over", _("Trả nhiều kết quả")
        PREVIEW = "preview", _("Xem trước thay đổi lịch")
        RECOUNT = "recount", _("Tính lại ngày hẹn trả")
        REGISTER = "register", _("Lập sổ theo dõi hồ sơ")
        BUNDLE = "bundle", _("Xuất bộ bàn giao cấu hình")
        JUDGE = "judge", _("Soát bộ bàn giao cấu hình")
        TAKE_IN = "take_in", _("Nhập bộ bàn giao cấu hình")
        TWINS = "twins", _("Tìm thủ tục có thể trùng")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("việc"), max_length=12, choices=Kind.choices)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="runs", verbose_name=_("người yêu cầu"))
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    given = EncryptedJSON()
    total = models.PositiveIntegerField(_("tổng số"), default=0)
    done = models.PositiveIntegerField(_("đã xong"), default=0)
    changed = models.PositiveIntegerField(_("đã đổi"), default=0)
    answer = models.JSONField(_("kết quả"), default=dict)
    document = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="+")
    failure = models.CharField(_("vì sao không xong"), max_length=500, blank=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True)

    class Meta:
        verbose_name = _("việc chạy dài")
        indexes = [models.Index(fields=["asked_by", "-asked_at"], name="run_of_officer")]

    def __str__(self) -> str:
        return f"{self.kind} {self.done}/{self.total}"

    @property
    def goes_on(self) -> bool:
        """Whether it is still being done."""
        return self.finished_at is None


class RunLine(models.Model):
    """One dossier of a run, in order: `over` is the hash of the draft chosen to be signed; `refused` says why it was not done."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run = models.ForeignKey(Run, models.CASCADE, related_name="lines")
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")
    seq = models.PositiveIntegerField()
    over = models.CharField(max_length=64, blank=True)
    refused = models.CharField(_("vì sao không làm"), max_length=500, blank=True)
    done_at = models.DateTimeField(_("lúc"), null=True)

    class Meta:
        verbose_name = _("hồ sơ trong việc chạy dài")
        constraints = [models.UniqueConstraint(fields=["run", "dossier"], name="run_dossier_once")]
        ordering = ("seq",)

    def __str__(self) -> str:
        return f"{self.run_id} {self.seq}"


def run_of(user: User, key: UUID) -> Run:
    """Return a run that this officer asked for. Raises Http404."""
    found = Run.objects.filter(pk=key, asked_by=user).select_related("document").first()
    if found is None:
        raise Http404
    return found


def latest(kind: Run.Kind) -> Run | None:
    """Return the last run of a kind that came to its end, whoever asked for it."""
    return Run.objects.filter(kind=kind, failure="").exclude(finished_at=None).order_by("-finished_at", "-id").first()


def going(kind: Run.Kind) -> Run | None:
    """Return a run of a kind that is still being done, whoever asked for it."""
    return Run.objects.filter(kind=kind, finished_at=None).order_by("-asked_at").first()


def lines_of(run: Run) -> list[RunLine]:
    """Return the dossiers of a run with what names them, in order. One query."""
    hidden = ("dossier__answers", "dossier__sources", "dossier__revision__facts")
    return list(run.lines.select_related("dossier__revision__procedure").defer(*hidden))


def recent(user: User, *kinds: Run.Kind) -> list[Run]:
    """Return the last runs of these kinds that this officer asked for, newest first."""
    return list(Run.objects.filter(asked_by=user, kind__in=kinds).order_by("-asked_at")[:SHOWN])
