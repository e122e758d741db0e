"""Sổ theo dõi hồ sơ: each received dossier has one number in its counter's book of the year; a year is closed once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id
from motcua.people.models import Agency


class RegisterEntry(models.Model):
    """Số thứ tự trong sổ: given at reception, continuous within agency and year, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.OneToOneField("dossiers.Dossier", models.PROTECT, related_name="register")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.PositiveIntegerField(_("số thứ tự"))

    class Meta:
        verbose_name = _("số trong sổ theo dõi")
        constraints = [models.UniqueConstraint(fields=["agency", "year", "number"], name="register_number_once")]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"


class RegisterClosing(models.Model):
    """Khóa sổ năm: how many dossiers the book held and a hash over its lines. After it nothing enters that year."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("năm"))
    count = models.PositiveIntegerField(_("số hồ sơ"))
    hash = models.CharField(_("mã băm"), max_length=64)
    closed_by = models.CharField(_("người khóa sổ"), max_length=200)
    closed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("khóa sổ theo dõi")
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="register_closed_once")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.year}"
