"""Câu mẫu: words that Mẫu 02 is put together from, each with the article it rests on and the days it holds."""

from datetime import date

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id


class Phrase(models.Model):
    """One thing that is often asked. `procedure` empty holds for all; `certainty` as for settings (u: shown as not checked)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=60)
    procedure = models.CharField(_("mã thủ tục"), max_length=40, blank=True)
    name = models.CharField(_("mục"), max_length=300)
    instruction = models.TextField(_("cần làm gì"))
    basis = models.CharField(_("căn cứ"), max_length=200)
    certainty = models.CharField(_("độ chắc"), max_length=1)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True)

    class Meta:
        verbose_name = _("câu mẫu")
        ordering = ("procedure", "key")
        constraints = [models.UniqueConstraint(fields=["key", "valid_from"], name="phrase_once_a_day")]

    def __str__(self) -> str:
        return self.name


def phrases_for(procedure: str, day: date) -> QuerySet[Phrase]:
    """Return the phrases in force on `day` for a procedure (its code): those for all, then its own. One query."""
    holds = Q(valid_to=None) | Q(valid_to__gte=day)
    return Phrase.objects.filter(holds, valid_from__lte=day, procedure__in=["", procedure])
