"""Bản đang soạn của một tờ khai: what officers write on before it becomes a version. No citizen sees it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id


class FormDraft(models.Model):
    """The one working copy of a form. `edition` counts its changes, so that who writes over another's is told."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(_("mã tờ khai"), max_length=60, unique=True)
    name = models.JSONField(_("tên tờ khai"), default=dict)
    base = models.ForeignKey("catalogue.Form", models.PROTECT, verbose_name=_("soạn từ phiên bản"), null=True, related_name="+")
    data = models.JSONField()
    edition = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(_("người sửa cuối"), max_length=200)
    changed_at = models.DateTimeField(_("sửa cuối lúc"))

    class Meta:
        verbose_name = _("bản đang soạn")

    def __str__(self) -> str:
        return f"{self.key} ({self.edition})"
