"""Where officers changed the words of a drafted result: what the template said, what they wrote instead, who, when, why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id
from motcua.people.fields import EncryptedText
from motcua.people.models import User


class Rewording(models.Model):
    """Sửa câu chữ: one text of the filled template said otherwise. `place` is where it stands in the template (as body.2.facts.0.1).

    Rows are never changed: going back to the template, or writing anew, sets `ended_at` and makes another.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="rewordings")
    outcome = models.CharField(max_length=40)
    place = models.CharField(max_length=80)
    label = models.CharField(max_length=200, blank=True)
    printed = EncryptedText(_("câu của mẫu"))
    text = EncryptedText(_("câu đã sửa"))
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("lúc"))
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sửa câu chữ dự thảo")
        ordering = ("at", "place")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "outcome", "place"], condition=models.Q(ended_at=None), name="rewording_open_once")
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.at:%d/%m/%Y}"


@dataclass(frozen=True)
class Worded:
    """One text of the filled template that officers may change: where it stands, what it is called, what the template says there."""

    place: str
    label: str
    text: str


@dataclass(frozen=True)
class Conflict:
    """A rewording whose template text is another now (`now`), or is not printed any more (None)."""

    rewording: Rewording
    now: str | None


@dataclass(frozen=True)
class Standing:
    """Rewordings against the template as it is filled now: those that hold, and those that do not any more."""

    held: list[Rewording] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def over(self) -> dict[str, str]:
        """What is printed instead of the template's text, by place."""
        return {each.place: each.text for each in self.held}


def standing(rewordings: Iterable[Rewording], lines: Sequence[Worded]) -> Standing:
    """Return how open rewordings stand to the lines of the template as it is filled now.

    One holds while the template says what it said when it was reworded; else what changed beneath it is printed until an officer decides.
    """
    now = {line.place: line.text for line in lines}
    found = Standing()
    for each in rewordings:
        if now.get(each.place) == each.printed:
            found.held.append(each)
        else:
            found.conflicts.append(Conflict(each, now.get(each.place)))
    return found
