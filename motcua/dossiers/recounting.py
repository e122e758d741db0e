"""Read the open dossiers of the city by pages and count their promises in columns: what a calendar would promise them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from motcua.catalogue.finding import revision_of
from motcua.dossiers.access import with_revision
from motcua.dossiers.clocks import clock_of
from motcua.dossiers.matters import Extension
from motcua.dossiers.models import ClockPause, Dossier
from motcua.law.batch import datetimes, due_at_many, moments
from motcua.law.calendar import HANOI, Calendar
from motcua.law.calendar_rules import Edit
from motcua.law.clock import Clock, counting, promised_at
from motcua.law.lifecycle import RUNNING
from motcua.worktime.calendars import Calendars, outages_of

PAGE, READ = 1000, 20_000
EXAMPLES, MOVES = 10, 20


@dataclass(frozen=True)
class Open:
    """What counting needs of an open dossier whose clock runs; `moved`: it has stopped before, or was extended."""

    id: UUID
    revision: UUID
    competent: UUID
    clock_from: datetime
    promised_at: datetime
    moved: bool


@dataclass
class Preview:
    """What a calendar would change: open dossiers looked at, those promised later or earlier, from which day to which, some of them."""

    open: int = 0
    later: int = 0
    earlier: int = 0
    moves: Counter[tuple[date, date]] = field(default_factory=Counter)
    examples: list[tuple[str, datetime, datetime]] = field(default_factory=list)

    @property
    def changed(self) -> int:
        """How many promises would change."""
        return self.later + self.earlier

    def add(self, page: Sequence[Open], due: Mapping[UUID, datetime]) -> None:
        """Count a page of dossiers, `due` being what each would be promised. One query while examples are wanted."""
        moved = [o for o in page if due[o.id] != o.promised_at]
        later = sum(due[o.id] > o.promised_at for o in moved)
        self.open, self.later, self.earlier = self.open + len(page), self.later + later, self.earlier + len(moved) - later
        self.moves.update((o.promised_at.astimezone(HANOI).date(), due[o.id].astimezone(HANOI).date()) for o in moved)
        shown = moved[: EXAMPLES - len(self.examples)]
        if shown:
            codes = dict(Dossier.objects.filter(pk__in=[o.id for o in shown]).values_list("pk", "code"))
            self.examples += [(codes[o.id] or "", o.promised_at, due[o.id]) for o in shown]


def previewed(edit: Edit) -> Iterator[Preview]:
    """Count what the calendar after `edit` would promise every open dossier; yields after each page. Writes nothing."""
    calendars, preview = Calendars(edit), Preview()
    for page in open_pages():
        preview.add(page, counted(page, calendars))
        yield preview
    if not preview.open:
        yield preview


def open_count() -> int:
    """Return how many dossiers `open_pages` yields. One query."""
    return _open().count()


def _open() -> QuerySet[Dossier]:
    standing = ClockPause.objects.filter(dossier=OuterRef("pk"), end=None)
    return Dossier.objects.filter(~Exists(standing), status__in=[s.value for s in RUNNING], clock_from__isnull=False, finished_at=None)


def open_pages() -> Iterator[list[Open]]:
    """Yield every open dossier whose clock runs and does not stand still, in pages, by key."""
    stopped = Exists(ClockPause.objects.filter(dossier=OuterRef("pk"))) | Exists(Extension.objects.filter(dossier=OuterRef("pk")))
    found = _open().annotate(moved=stopped).order_by("pk")
    rows = found.values_list("pk", "revision_id", "competent_id", "clock_from", "promised_at", "moved")
    page = _page(rows[:READ])
    while page:
        yield page
        page = _page(rows.filter(pk__gt=page[-1].id)[:READ])


def _page(rows: Iterable[tuple[UUID, UUID, UUID, datetime | None, datetime | None, bool]]) -> list[Open]:
    return [Open(pk, revision, agency, begun, due, moved) for pk, revision, agency, begun, due, moved in rows if begun and due]


def as_open(dossier: Dossier) -> Open | None:
    """Return what counting needs of a dossier read with its pauses and extension; None while its clock stands still or has not begun."""
    pauses = dossier.pauses.all()
    if dossier.clock_from is None or dossier.promised_at is None or any(pause.end is None for pause in pauses):
        return None
    moved = bool(pauses) or getattr(dossier, "extension", None) is not None
    return Open(dossier.pk, dossier.revision_id, dossier.competent_id, dossier.clock_from, dossier.promised_at, moved)


def counted(page: Sequence[Open], calendars: Calendars) -> dict[UUID, datetime]:
    """Return the promise each dossier would have by `calendars`.

    Counted in columns; one by one where it stopped, was extended or met an outage.
    """
    clocks = _clocks(page)
    due = {o.id: promised_at(clocks[o.id], _calendar(o, clocks[o.id], calendars)) for o in page if o.id in clocks}
    groups: dict[tuple[UUID, int], list[Open]] = defaultdict(list)
    used: dict[int, Calendar] = {}
    for each in page:
        if each.id not in clocks:
            calendar = calendars.of(each.competent, each.clock_from.astimezone(HANOI).date())
            used[id(calendar)] = calendar
            groups[each.revision, id(calendar)].append(each)
    for (revision, known), rows in groups.items():
        column = due_at_many(moments(o.clock_from for o in rows), revision_of(revision).legal_term(), used[known])
        due.update(zip((o.id for o in rows), datetimes(column), strict=True))
    return due


def _calendar(each: Open, clock: Clock, calendars: Calendars) -> Calendar:
    return calendars.of(each.competent, counting(clock).starts.astimezone(HANOI).date())


def _clocks(page: Sequence[Open]) -> dict[UUID, Clock]:
    """Return the clocks of those of a page that cannot be counted in columns. Two queries where there are any."""
    agencies = {o.competent for o in page}
    ends = {agency: max((p.end for p in outages_of(agency) if p.end), default=None) for agency in agencies}
    special = [o.id for o in page if o.moved or ((end := ends[o.competent]) is not None and end > o.clock_from)]
    if not special:
        return {}
    rows = Dossier.objects.filter(pk__in=special).prefetch_related("pauses").select_related("extension")
    found = {d.pk: clock_of(with_revision(d)) for d in rows}
    return {pk: clock for pk, clock in found.items() if clock}
