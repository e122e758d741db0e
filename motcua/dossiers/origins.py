"""Where a dossier was filed when it was not here: which system, under which code, what was paid there, what that system last said."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

NATIONAL_PORTAL, MINISTRY = "national_portal", "ministry"
PLACES = {NATIONAL_PORTAL: _("Cổng Dịch vụ công quốc gia"), MINISTRY: _("Hệ thống tập trung của Bộ")}


class Origin(models.Model):
    """Nơi nộp: one row for each dossier from outside.

    `fees` are lines {name, code, amount (VND), when (1 at reception, 2 at supplement, 4 at the result), paid, paid_at} as that system
    tells them. `word` is its own name of the status, `version` grows with each change it tells; both matter for mirrored dossiers.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.OneToOneField("dossiers.Dossier", models.CASCADE, related_name="filed_at")
    system = models.CharField(_("hệ thống"), max_length=40)
    url = models.CharField(_("địa chỉ ở đó"), max_length=300, blank=True)
    fees = models.JSONField(_("phí, lệ phí"), default=list)
    word = models.CharField(_("trạng thái ở đó"), max_length=60, blank=True)
    version = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(_("báo lúc"))

    class Meta:
        verbose_name = _("nơi nộp")

    def __str__(self) -> str:
        return self.system

    @property
    def paid(self) -> bool:
        """Every fee told is paid there, and there was one."""
        return bool(self.fees) and all(fee["paid"] for fee in self.fees)


def place(system: str) -> str:
    """Return the name of the system a dossier was filed on, in the reader's language; '' for our own."""
    return str(PLACES.get(system, system))


@dataclass(frozen=True)
class FiledElsewhere:
    """What an officer is told of a filing elsewhere: the system's name, its number there, its address, whether its fees are paid there."""

    system: str
    code: str
    url: str
    paid: bool


def filed_elsewhere(dossier: "Dossier") -> FiledElsewhere | None:
    """Return where a dossier from outside was filed, None for one filed here; one query, none for those."""
    if not dossier.origin:
        return None
    found = Origin.objects.filter(dossier=dossier).first()
    return FiledElsewhere(place(dossier.origin), dossier.external_code, found.url if found else "", bool(found and found.paid))
