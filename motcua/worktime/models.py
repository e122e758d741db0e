"""Days off, Saturdays worked instead, and sessions, each with its source and how sure it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id
from motcua.people.models import Agency


class SpecialDay(models.Model):
    """A weekday off (`works` false) or a Saturday worked instead (`works` true), for the whole city."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField(_("ngày"), unique=True)
    works = models.BooleanField(_("làm việc"))
    name = models.CharField(_("tên"), max_length=120)
    source = models.CharField(_("nguồn"), max_length=200)
    certainty = models.CharField(_("độ chắc"), max_length=1)
    provisional = models.BooleanField(_("tạm tính"), default=False)

    class Meta:
        verbose_name = _("ngày đặc biệt")
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class WorkSession(models.Model):
    """One session of a working day, for an agency or (agency null) the whole city, from a day on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="sessions")
    opens = models.TimeField(_("mở"))
    closes = models.TimeField(_("đóng"))
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True)

    class Meta:
        verbose_name = _("ca làm việc")
        ordering = ("opens",)

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"
