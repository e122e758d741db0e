"""Days off, Saturdays worked instead, and sessions, each with its source and how sure it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.law.calendar import DayEnd
from motcua.lib.ids import new_id
from motcua.people.models import Agency


class SpecialDay(models.Model):
    """A weekday off (`works` false) or a Saturday worked instead (`works` true), for the whole city.

    A change closes the row and writes another, so that a promise is explained by the calendar it was made with. `known_from` null:
    shipped with the city; `known_to` null: in force.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField(_("ngày"))
    works = models.BooleanField(_("làm việc"))
    name = models.CharField(_("tên"), max_length=120)
    source = models.CharField(_("nguồn"), max_length=200)
    certainty = models.CharField(_("độ chắc"), max_length=1)
    provisional = models.BooleanField(_("tạm tính"), default=False)
    known_from = models.DateTimeField(_("biết từ lúc"), null=True)
    known_to = models.DateTimeField(_("đến lúc"), null=True)

    class Meta:
        verbose_name = _("ngày đặc biệt")
        ordering = ("day",)
        constraints = [models.UniqueConstraint(fields=["day"], condition=models.Q(known_to=None), name="special_day_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class WorkSession(models.Model):
    """One session of a working day, for an agency or (agency null) the whole city, from a day on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="sessions")
    opens = models.TimeField(_("mở"))
    closes = models.TimeField(_("đóng"))
    day_end = models.CharField(
        _("ngày cuối của thời hạn hết lúc"), max_length=8, choices=[(e.value, e.value) for e in DayEnd], default=DayEnd.CLOCK
    )
    source = models.CharField(_("nguồn"), max_length=200, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True)

    class Meta:
        verbose_name = _("ca làm việc")
        ordering = ("opens",)

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


class Outage(models.Model):
    """Sự cố đã thông báo: an interval left out of the clock of the dossiers of the agencies named (NĐ 301/2026 Điều 3 khoản 4)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agencies = models.ManyToManyField(Agency, related_name="outages", verbose_name=_("cơ quan"))
    system = models.CharField(_("hệ thống"), max_length=120)
    notice = models.CharField(_("số, ký hiệu thông báo"), max_length=120)
    start = models.DateTimeField(_("từ lúc"))
    end = models.DateTimeField(_("đến lúc"), null=True)

    class Meta:
        verbose_name = _("sự cố đã thông báo")
        ordering = ("start",)

    def __str__(self) -> str:
        return f"{self.notice} {self.start}"
