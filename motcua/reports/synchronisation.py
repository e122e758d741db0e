"""How the national portal keeps up with us, agency by agency, from our own record: what was told, what waits, what was refused and why."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from motcua.dossiers.models import Dossier
from motcua.outbox.models import Attempt, Lane, Message, State
from motcua.people.models import Agency

PORTAL, STEP = "national_portal", "dossier.progress"
_CHUNK = 5_000


@dataclass
class Line:
    """One agency: dossiers received in the period and told of them; what waits now, is late, refused; since when, and what was said."""

    agency: str
    received: int = 0
    synced: int = 0
    waiting: int = 0
    late: int = 0
    refused: int = 0
    oldest: datetime | None = None
    causes: Counter[str] = field(default_factory=Counter)

    @property
    def said(self) -> list[tuple[str, int]]:
        """What the portal said, with how many dossiers, most first."""
        return self.causes.most_common()

    @property
    def missing(self) -> int:
        """Received in the period and not told."""
        return self.received - self.synced


def lines(start: datetime, end: datetime, *, at: datetime, allowed: timedelta) -> list[Line]:
    """Return a line for each agency that received in [start, end) or has something waiting now; who waits longest first.

    `allowed` is how long a message may take before it is late. What a ministry settles is not ours to tell. Five queries.
    """
    found: dict[UUID, Line] = {}
    names = dict(Agency.objects.values_list("pk", "name"))
    for agency, received, synced in _received(start, end):
        found[agency] = Line(names[agency], received, synced)
    _add_waiting(found, names, at - allowed)
    return sorted(found.values(), key=lambda line: (line.oldest or at, -line.missing, line.agency))


def _received(start: datetime, end: datetime) -> list[tuple[UUID, int, int]]:
    told = Message.objects.filter(subject=OuterRef("pk"), partner=PORTAL, state=State.DELIVERED).exclude(kind=STEP)
    inside = Dossier.objects.filter(received_at__gte=start, received_at__lt=end, mirrored=False)
    counted = inside.annotate(told=Exists(told)).values("receiver").annotate(all=Count("pk"), synced=Count("pk", filter=Q(told=True)))
    return [(row["receiver"], row["all"], row["synced"]) for row in counted.order_by()]


def _add_waiting(found: dict[UUID, Line], names: dict[UUID, str], late_before: datetime) -> None:
    queues = {lane.subject: lane for lane in Lane.objects.filter(partner=PORTAL, pending__gt=0)}
    agencies = _agencies_of(list(queues))
    causes = _causes()
    for subject, lane in queues.items():
        agency = agencies.get(subject)
        if agency is None:
            continue
        line = found.setdefault(agency, Line(names[agency]))
        line.waiting += 1
        line.refused += lane.next_at is None
        line.late += lane.since < late_before
        line.oldest = min(lane.since, line.oldest or lane.since)
        line.causes.update(causes[subject])


def _agencies_of(subjects: list[UUID]) -> dict[UUID, UUID]:
    found: dict[UUID, UUID] = {}
    for at in range(0, len(subjects), _CHUNK):
        found |= dict(Dossier.objects.filter(pk__in=subjects[at : at + _CHUNK]).values_list("pk", "receiver_id"))
    return found


def _causes() -> dict[UUID, list[str]]:
    """What the portal said of the messages that lie refused, by dossier; no personal data stand in an attempt."""
    parked = dict(Message.objects.filter(partner=PORTAL, state=State.PARKED).values_list("pk", "subject"))
    said = Attempt.objects.filter(message__in=parked, outcome="refused").order_by("pk").values_list("message", "detail")
    last = {parked[message]: detail for message, detail in said}
    return defaultdict(list, {subject: [detail] for subject, detail in last.items()})
