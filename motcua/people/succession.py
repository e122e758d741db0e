"""Who took over from whom, with dates. An ended agency keeps its row, its name and its codes; its heirs act for it (rule 63)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.law.succession import Share
from motcua.lib.ids import new_id


class Reorganisation(models.Model):
    """One decision that merges or divides agencies from a day on. `digest` knows the same table again; undone, it stays on record."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField(_("từ ngày"))
    decision = models.CharField(_("quyết định"), max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sắp xếp cơ quan")
        constraints = [models.UniqueConstraint(fields=["digest"], condition=models.Q(undone_at=None), name="reorganisation_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.decision}".strip()


class Succession(models.Model):
    """One agency takes over from another, whole or in part, from a day on; `kept` holds what an undo needs to give back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reorganisation = models.ForeignKey(Reorganisation, models.PROTECT, related_name="successions")
    predecessor = models.ForeignKey("people.Agency", models.PROTECT, related_name="successions")
    successor = models.ForeignKey("people.Agency", models.PROTECT, related_name="inheritances")
    share = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Share])
    archive = models.BooleanField(_("giữ hồ sơ đã xong"))
    from_day = models.DateField(_("từ ngày"))
    undone_at = models.DateTimeField(null=True)
    kept = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("kế thừa")
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], condition=models.Q(undone_at=None), name="succession_once")
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


def heirs(agency: UUID, day: date) -> set[UUID]:
    """Return the agencies that act for `agency` on `day`: itself while it stands, else the last of each line of successors."""
    after: dict[UUID, set[UUID]] = defaultdict(set)
    for old, new in _pairs(day):
        after[old].add(new)
    reached = _reach({agency}, after)
    return {each for each in reached if not after[each] or each in after[each]}


def forebears(agency: UUID, day: date) -> set[UUID]:
    """Return `agency` and every agency whose matters it had taken over by `day`, through however many mergers: for figures rolled up."""
    before: dict[UUID, set[UUID]] = defaultdict(set)
    for old, new in _pairs(day):
        before[new].add(old)
    return _reach({agency}, before)


def archive_of(agency: UUID) -> list[UUID]:
    """Return every agency whose closed dossiers `agency` answers for, itself left out, sorted."""
    before: dict[UUID, set[UUID]] = defaultdict(set)
    kept = Succession.objects.filter(undone_at=None, archive=True).values_list("predecessor", "successor")
    for old, new in kept:
        before[new].add(old)
    return sorted(_reach({agency}, before) - {agency})


def _pairs(day: date) -> Iterable[tuple[UUID, UUID]]:
    return Succession.objects.filter(undone_at=None, from_day__lte=day).values_list("predecessor", "successor")


def _reach(found: set[UUID], next_to: dict[UUID, set[UUID]]) -> set[UUID]:
    reached: set[UUID] = set()
    while found:
        reached |= found
        found = {other for each in found for other in next_to.get(each, ())} - reached
    return reached
