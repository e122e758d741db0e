"""Every promise a dossier was given, in order: what it said, when and why it was made. None is ever overwritten."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id


class Promise(models.Model):
    """Một lần hẹn: the moment promised, when it was counted (and so by which calendar), and what called for it."""

    class Why(models.TextChoices):
        """What called for it."""

        START = "start", _("Bắt đầu tính thời hạn")
        RESUME = "resume", _("Tính tiếp sau khi dừng")
        EXTEND = "extend", _("Xin lỗi và gia hạn")
        RECOUNT = "recount", _("Lịch làm việc thay đổi")
        TAKEN = "taken", _("Lời hẹn của hệ thống cũ")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="promises")
    moment = models.DateTimeField(_("hẹn trả"))
    made_at = models.DateTimeField(_("hẹn lúc"))
    why = models.CharField(max_length=8, choices=Why.choices)

    class Meta:
        verbose_name = _("lần hẹn")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.moment} {self.why}"
