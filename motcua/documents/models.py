"""Giấy tờ: a file that belongs to a dossier or draft. The bytes are stored encrypted under a name that says nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id


class Level(models.IntegerChoices):
    """Validity of an electronic paper (engineering classes over NĐ 45/2020, NĐ 30/2020, Luật Giao dịch điện tử 2023)."""

    SCAN = 1, _("Bản chụp, để tham khảo")
    DIGITISED = 2, _("Bản số hóa có ký số của cán bộ một cửa")
    CERTIFIED = 3, _("Bản sao chứng thực điện tử")
    ORIGINAL = 4, _("Bản gốc điện tử của cơ quan ban hành")


class Document(models.Model):
    """One file: what it is, its hash, and how far it counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("tên tệp"), max_length=200)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField(_("cỡ, byte"))
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField(null=True)
    level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.SCAN)
    place = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("giấy tờ")

    def __str__(self) -> str:
        return self.name
