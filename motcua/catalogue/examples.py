"""Ví dụ kiểm thử: made-up applications that a procedure's keeper writes down with what must come out of them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id


class Example(models.Model):
    """One example application of a procedure and what is expected of it. Everybody in it is made up.

    `expected` holds any of questions, requirements, path (lists of keys), payable (VND), due (ISO moment); what is not there is not
    compared. `outcomes` says how each step ends, by the step's key; the first outcome where nothing is said.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    procedure = models.ForeignKey("catalogue.Procedure", models.CASCADE, related_name="examples")
    name = models.CharField(_("tên ví dụ"), max_length=120)
    channel = models.PositiveSmallIntegerField(_("kênh"))
    received_at = models.DateTimeField(_("tiếp nhận lúc"))
    payers = models.JSONField(_("diện người nộp"), default=list)
    answers = models.JSONField(_("câu trả lời"))
    outcomes = models.JSONField(_("kết quả từng bước"), default=dict)
    expected: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(_("mong đợi"))

    class Meta:
        verbose_name = _("ví dụ kiểm thử")
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["procedure", "name"], name="example_once")]

    def __str__(self) -> str:
        return self.name
