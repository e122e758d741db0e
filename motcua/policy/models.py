"""A figure that a decision sets, or that is not certain in law: a dated row, never a constant."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id


class Setting(models.Model):
    """One value from a day on. `certainty`: T text read, S secondary, C seen in code, u unverified (shown to administrators)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("tên"), max_length=60)
    value = models.JSONField(_("giá trị"))
    says = models.CharField(_("ý nghĩa"), max_length=300)
    source = models.CharField(_("nguồn"), max_length=300)
    certainty = models.CharField(_("độ chắc"), max_length=1)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True)

    class Meta:
        verbose_name = _("thiết lập")
        constraints = [models.UniqueConstraint(fields=["name", "valid_from"], name="setting_once_a_day")]

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"
