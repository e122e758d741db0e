"""The working copy of a result template: what the office is writing before it is kept as a version."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id


class TemplateWork(models.Model):
    """Bản đang soạn of one template, shared by all who write it. `state` (as catalogue/results/editing.py says) is None while nobody does.

    `base` is the version it began from (0: none) and `origin` that version's data; `serial` grows with each keeping, so that the later
    of two writers is told. `procedure` is the code whose form the places are read from. Its id is the lasting identity of the template.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=60, unique=True)
    procedure = models.CharField(max_length=40, blank=True)
    base = models.PositiveIntegerField(default=0)
    origin: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    state: "models.JSONField[dict[str, Any] | None, dict[str, Any] | None]" = models.JSONField(null=True)
    serial = models.PositiveIntegerField(default=0)
    edited_by = models.CharField(_("người soạn"), max_length=200, blank=True)
    edited_at = models.DateTimeField(_("soạn lúc"), null=True)

    class Meta:
        verbose_name = _("bản đang soạn của mẫu kết quả")

    def __str__(self) -> str:
        return self.key
