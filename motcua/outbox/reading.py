"""What the desk of the exchange shows: reads only, by the short indexes of what is open."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from motcua.outbox.models import AnswerRule, Arrival, ArrivalState, Attempt, Correction, Difference, Inbox, Line, Message, State

_OPEN = (State.WAITING, State.PARKED)


def refused() -> QuerySet[Message]:
    """Return the messages a partner refused, oldest first, each with the `cause` of its last try and whether a correction `waits`."""
    return _told(Message.objects.filter(state=State.PARKED))


def retrying() -> QuerySet[Message]:
    """Return the messages that failed and are tried again, oldest first, as `refused`."""
    return _told(Message.objects.filter(state=State.WAITING, attempts__gt=0))


def _told(found: QuerySet[Message]) -> QuerySet[Message]:
    last = Attempt.objects.filter(message=OuterRef("pk")).order_by("-id").values("detail")[:1]
    waits = Correction.objects.filter(message=OuterRef("pk"), decided_at=None)
    return found.defer("payload").annotate(cause=Subquery(last), waits=Exists(waits)).order_by("place")


def counts() -> dict[str, int]:
    """Return how much lies on the desk: refused, retrying, corrections, aside, differences."""
    told = Message.objects.filter(state__in=_OPEN).aggregate(
        refused=Count("id", filter=Q(state=State.PARKED)), retrying=Count("id", filter=Q(state=State.WAITING, attempts__gt=0))
    )
    return {
        **told,
        "corrections": Correction.objects.filter(decided_at=None).count(),
        "aside": Arrival.objects.filter(state=ArrivalState.SET_ASIDE).count(),
        "differences": Difference.objects.filter(healed_at=None).count(),
    }


def attempts(message: UUID) -> list[Attempt]:
    """Return the last 50 tries of a message, the latest first."""
    return list(Attempt.objects.filter(message=message).order_by("-id")[:50])


def behind(message: Message) -> int:
    """Return how many messages of the same dossier and partner wait behind this one."""
    return Message.objects.filter(partner=message.partner, subject=message.subject, state__in=_OPEN, place__gt=message.place).count()


def aside() -> QuerySet[Arrival]:
    """Return the messages in that were set aside, oldest first."""
    return Arrival.objects.filter(state=ArrivalState.SET_ASIDE).order_by("id")


def payload_of(arrival: Arrival) -> object:
    """Return what a message in said, as it came."""
    return Inbox.objects.get(pk=arrival.pk).payload


def differences() -> QuerySet[Difference]:
    """Return what stands otherwise at a partner, oldest first."""
    return Difference.objects.filter(healed_at=None).order_by("since", "pk")


def answers() -> list[AnswerRule]:
    """Return what partners' words mean now, by partner."""
    return list(AnswerRule.objects.filter(valid_to=None).order_by("partner", "outcome", "pattern"))


def lines() -> list[Line]:
    """Return how each partner answers."""
    return list(Line.objects.order_by("partner"))


def away(line: Line, at: datetime) -> int:
    """Return for how many seconds a partner has been away, 0 when it is there."""
    return int((at - line.away_since).total_seconds()) if line.away_since else 0
