"""Cảnh báo hạn: that a dossier's clock called for somebody, once for the moment it counts to."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.law.watching import ALARM_NAMES, Alarm
from motcua.lib.ids import new_id
from motcua.people.fields import EncryptedJSON


class Alert(models.Model):
    """One alarm of a dossier. A new promise is a new `due`, with alarms of its own; `draft` is the apology prepared, not sent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="alerts")
    kind = models.CharField(max_length=12, choices=[(a.value, _(n)) for a, n in ALARM_NAMES.items()])
    due = models.DateTimeField(_("hạn"))
    raised_at = models.DateTimeField(_("báo lúc"))
    told_on = models.DateField(_("đưa vào thư ngày"), null=True)
    draft = EncryptedJSON(null=True)

    class Meta:
        verbose_name = _("cảnh báo hạn")
        constraints = [models.UniqueConstraint(fields=["dossier", "kind", "due"], name="alert_once")]
        indexes = [models.Index(fields=["kind"], name="alert_untold", condition=models.Q(told_on=None))]

    def __str__(self) -> str:
        return f"{self.kind} {self.due}"


def apology_draft(dossier: Any) -> dict[str, str]:
    """Return the apology prepared for the promise in force of a dossier, {reason, until}; empty when there is none."""
    found = Alert.objects.filter(dossier=dossier, kind=Alarm.APOLOGY, due=dossier.promised_at).first()
    return found.draft or {} if found else {}
