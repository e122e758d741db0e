"""Thẩm quyền và nơi nộp: who receives and decides, on whose system, where one applies. Dated rows by the code of a procedure or service."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.law.routing import FILING_NAMES, LEVEL_NAMES, SYSTEM_NAMES, Filing, Level, System
from motcua.lib.ids import new_id
from motcua.lib.remembering import for_a_moment
from motcua.ui.forms.conditions import holds


class Routing(models.Model):
    """One case of a procedure from a day on. `condition` (as in forms) and `when` say which case; without, every other.

    `marks` are {field: certainty} where a field is less, or more, sure than `certainty`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("mã thủ tục hoặc dịch vụ"), max_length=40, db_index=True)
    case = models.CharField(_("trường hợp"), max_length=40, blank=True)
    condition = models.JSONField(null=True)
    when = models.JSONField(default=dict)
    decides = models.JSONField(_("cơ quan giải quyết"))
    receives = models.JSONField(_("nơi tiếp nhận"), default=dict)
    system = models.CharField(_("hệ thống giải quyết"), max_length=8, choices=[(s.value, _(n)) for s, n in SYSTEM_NAMES.items()])
    filing = models.CharField(_("nơi nộp trực tuyến"), max_length=8, choices=[(f.value, _(n)) for f, n in FILING_NAMES.items()])
    address = models.URLField(_("địa chỉ cổng ngoài"), max_length=300, blank=True)
    level = models.CharField(_("mức dịch vụ công trực tuyến"), max_length=7, choices=[(v.value, _(n)) for v, n in LEVEL_NAMES.items()])
    reason = models.JSONField(_("lý do một phần"), default=dict)
    boundless = models.BooleanField(_("phi địa giới"), default=False)
    interlinked = models.BooleanField(_("liên thông"), default=False)
    basis = models.CharField(_("căn cứ"), max_length=200)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)
    certainty = models.CharField(_("độ chắc"), max_length=1)
    marks = models.JSONField(default=dict)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True)

    class Meta:
        verbose_name = _("thẩm quyền, nơi nộp")
        ordering = ("code", "case", "valid_from")
        constraints = [models.UniqueConstraint(fields=["code", "case", "valid_from"], name="routing_once_a_day")]

    def __str__(self) -> str:
        return f"{self.code} {self.case}"

    def mirrored(self) -> bool:
        """Tell whether a ministry's system settles it and the city only follows."""
        return System(self.system) is System.MINISTRY

    def where(self) -> Filing:
        """Return where one applies online."""
        return Filing(self.filing)

    def how_far(self) -> Level:
        """Return how much of it is online."""
        return Level(self.level)

    def unsure(self, field: str) -> bool:
        """Tell whether nobody has checked `field` against a text."""
        return bool(self.marks.get(field, self.certainty) == "u")


def routing_of(code: str, day: date, answers: dict[str, Any] | None = None) -> Routing | None:
    """Return the row in force on `day` whose case the answers show, else the one without a case; None: settled by the city, filed here."""
    rows = routings(day).get(code, ())
    cases = [row for row in rows if row.condition and answers is not None and holds(row.condition, answers)]
    return next(iter([*cases, *(row for row in rows if not row.case)]), None)


@for_a_moment
def routings(day: date) -> dict[str, tuple[Routing, ...]]:
    """Return every row in force on `day` by code. One query, remembered for a moment; read, never change."""
    found: dict[str, tuple[Routing, ...]] = {}
    for row in Routing.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day):
        found[row.code] = (*found.get(row.code, ()), row)
    return found


class EssentialService(models.Model):
    """Dịch vụ công thiết yếu (QĐ 06/QĐ-TTg): one line of the list, with the procedure behind it where its code is known.

    Fees and routing stand under `key`. `term` as law/terms.py reads it, '' where it is none that can be counted (`term_note` says why).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField(_("số thứ tự"))
    name = models.JSONField(_("tên"))
    ministry = models.CharField(_("bộ, ngành"), max_length=100)
    procedure = models.CharField(_("mã thủ tục"), max_length=40, blank=True)
    term = models.CharField(_("thời hạn giải quyết"), max_length=12, blank=True)
    term_note = models.JSONField(_("ghi chú thời hạn"), default=dict)
    result = models.JSONField(_("kết quả"), default=dict)
    source = models.CharField(_("nguồn"), max_length=300)
    certainty = models.CharField(_("độ chắc"), max_length=1)
    marks = models.JSONField(default=dict)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True)

    class Meta:
        verbose_name = _("dịch vụ công thiết yếu")
        ordering = ("number", "valid_from")
        constraints = [models.UniqueConstraint(fields=["key", "valid_from"], name="essential_once_a_day")]

    def __str__(self) -> str:
        return f"{self.number} {self.name.get('vi', '')}"

    def unsure(self, field: str) -> bool:
        """Tell whether nobody has checked `field` against a text."""
        return bool(self.marks.get(field, self.certainty) == "u")


def essential_services(day: date) -> list[EssentialService]:
    """Return the list in force on `day`, in its order. One query."""
    in_force = Q(valid_to=None) | Q(valid_to__gte=day)
    return list(EssentialService.objects.filter(in_force, valid_from__lte=day).order_by("number"))
