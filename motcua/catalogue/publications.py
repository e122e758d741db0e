"""Quyết định công bố: one decision about several procedures, and what it does to each. A draft has no number and no day."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.models import Procedure, Revision
from motcua.law.calendar import Calendar
from motcua.law.publication import CHANGE_NAMES, Change, Issuer, Punctuality, punctuality
from motcua.lib.ids import new_id
from motcua.people.models import Agency


class Publication(models.Model):
    """A decision: drafted, then decided (`decided_at`), then made public on the national portal (`entered_on`).

    `issued_on_time` and `entered_on_time` are kept as facts when they become known; indicators 1.1 and 1.2 count them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(_("số quyết định"), max_length=120, blank=True)
    issuer = models.CharField(_("cấp ban hành"), max_length=10)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="publications", verbose_name=_("cơ quan ban hành"))
    agency_name = models.CharField(_("cơ quan ban hành"), max_length=200)
    legal_text = models.CharField(_("văn bản quy phạm pháp luật"), max_length=300, blank=True)
    text_effective = models.DateField(_("ngày văn bản có hiệu lực"), null=True)
    fast_track = models.BooleanField(_("trình tự, thủ tục rút gọn"), default=False, db_default=False)
    signed_on = models.DateField(_("ngày ký"), null=True)
    valid_from = models.DateField(_("áp dụng từ ngày"), null=True)
    decided_at = models.DateTimeField(_("ghi nhận quyết định lúc"), null=True)
    entered_on = models.DateField(_("ngày công khai trên cơ sở dữ liệu quốc gia"), null=True)
    issued_on_time = models.BooleanField(_("công bố đúng hạn"), null=True)
    entered_on_time = models.BooleanField(_("công khai đúng hạn"), null=True)
    source = models.CharField(_("nguồn"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("quyết định công bố")
        ordering = ("-decided_at", "-id")

    def __str__(self) -> str:
        return self.number or str(self.id)

    def punctuality(self, calendar: Calendar, today: date) -> Punctuality:
        """Return the last days and whether they were kept, as of `today`."""
        return punctuality(
            text_effective=self.text_effective,
            signed_on=self.signed_on,
            entered_on=self.entered_on,
            issuer=Issuer(self.issuer),
            fast_track=self.fast_track,
            calendar=calendar,
            today=today,
        )


class PublicationItem(models.Model):
    """What a decision does to one procedure: the revision it brings in (none when it abolishes)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="items")
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="published")
    kind = models.CharField(_("loại"), max_length=8, choices=[(c.value, _(n)) for c, n in CHANGE_NAMES.items()])
    revision = models.OneToOneField(Revision, models.PROTECT, null=True, related_name="published_by")

    class Meta:
        verbose_name = _("thủ tục được công bố")
        constraints = [models.UniqueConstraint(fields=["publication", "procedure"], name="published_once_in_a_decision")]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.kind}"

    @property
    def change(self) -> Change:
        """What is done, as law names it."""
        return Change(self.kind)
