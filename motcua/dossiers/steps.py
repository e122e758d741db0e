"""Bước: the rows of the process table as they were worked in a dossier."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.law.flow import Token
from motcua.law.roles import ROLE_NAMES, Role
from motcua.lib.ids import new_id
from motcua.people.models import User
from motcua.people.rights import Waits


class Step(models.Model):
    """Bước: one row of the process table, as it was worked in this dossier."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="steps")
    seq = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    name = models.JSONField(_("tên"))
    role = models.CharField(max_length=24, choices=[(r.value, _(n)) for r, n in ROLE_NAMES.items()])
    kind = models.CharField(max_length=20)
    minutes = models.PositiveIntegerField(_("thời gian, phút làm việc"))
    officer = models.ForeignKey(User, models.PROTECT, null=True)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    unit = models.CharField(max_length=40, blank=True, default="", db_default="")
    branch = models.CharField(max_length=200, blank=True, default="", db_default="")  # as law/flow.py writes it
    given_by = models.PositiveSmallIntegerField(null=True)  # number of the step that led here; null is the one before
    warns = models.BooleanField(_("cảnh báo"), default=False, db_default=False)  # an automatic step found something to look at

    class Meta:
        verbose_name = _("bước")
        ordering = ("seq",)
        constraints = [models.UniqueConstraint(fields=["dossier", "seq"], name="step_once")]
        indexes = [
            models.Index(fields=["dossier"], name="step_present", condition=models.Q(finished_at=None)),
            models.Index(fields=["due_at"], name="step_of_jobs", condition=models.Q(finished_at=None, role="job")),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.key}"

    @property
    def token(self) -> Token:
        """The step as the token of law/flow.py."""
        return Token(self.key, self.branch)

    def waits(self) -> Waits:
        """Whose turn it is, for rights."""
        return Waits(Role(self.role), str(self.officer_id or ""), self.unit)
