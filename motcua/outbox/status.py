"""How the exchange stands, for the command, doctor, readiness and metrics."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q

from motcua.outbox.models import Arrival, ArrivalState, Cursor, Lane, Line, Message, State

LATE = timedelta(minutes=5)


def status(at: datetime) -> dict[str, Any]:
    """Return {waiting, retrying, dead, oldest_seconds, by_system}; `oldest_seconds`: how long the oldest that may still go has waited."""
    rows = (
        Message.objects.filter(state__in=(State.WAITING, State.PARKED))
        .values("partner")
        .annotate(
            waiting=Count("id", filter=Q(state=State.WAITING, attempts=0)),
            retrying=Count("id", filter=Q(state=State.WAITING, attempts__gt=0)),
            dead=Count("id", filter=Q(state=State.PARKED)),
            oldest=Min("created_at", filter=Q(state=State.WAITING)),
        )
    )
    by = {r["partner"]: {**{k: r[k] for k in ("waiting", "retrying", "dead")}, "oldest_seconds": _age(r["oldest"], at)} for r in rows}
    total = {k: sum(b[k] for b in by.values()) for k in ("waiting", "retrying", "dead")}
    oldest = max((b["oldest_seconds"] for b in by.values()), default=0)
    return {**total, "oldest_seconds": oldest, "by_system": by}


def left_lying(at: datetime) -> int:
    """Return how many queues are due for long though their partner answers: nobody carries them."""
    away = Line.objects.exclude(away_since=None).values("partner")
    return Lane.objects.filter(next_at__lt=at - LATE).exclude(partner__in=away).count()


def figures(at: datetime) -> Iterator[str]:
    """Yield the exchange's lines for Prometheus."""
    by_system = sorted(status(at)["by_system"].items())
    yield from _head("motcua_outbox_messages", "gauge", "Messages not delivered, by partner and state")
    for partner, counts in by_system:
        yield from (
            f'motcua_outbox_messages{{partner="{partner}",state="{state}"}} {counts[state]}' for state in ("waiting", "retrying", "dead")
        )
    yield from _head("motcua_outbox_oldest_seconds", "gauge", "Age of the oldest message that waits, by partner")
    yield from (f'motcua_outbox_oldest_seconds{{partner="{partner}"}} {counts["oldest_seconds"]}' for partner, counts in by_system)
    lines = list(Line.objects.order_by("partner"))
    yield from _head("motcua_partner_away_seconds", "gauge", "How long a partner has not answered, 0 when it does")
    yield from (f'motcua_partner_away_seconds{{partner="{line.partner}"}} {_age(line.away_since, at)}' for line in lines)
    yield from _head("motcua_outbox_lag_seconds", "histogram", "From the act to the partner, of delivered messages")
    for line in lines:
        yield from _histogram(line)
    yield from _inbox(at)


def _head(name: str, kind: str, words: str) -> Iterator[str]:
    yield f"# HELP {name} {words}"
    yield f"# TYPE {name} {kind}"


def _histogram(line: Line) -> Iterator[str]:
    name, counted = "motcua_outbox_lag_seconds", 0
    for bound, many in zip((*Line.LAGS, "+Inf"), line.lags, strict=False):
        counted += many
        yield f'{name}_bucket{{partner="{line.partner}",le="{bound}"}} {counted}'
    yield f'{name}_sum{{partner="{line.partner}"}} {line.lag_sum:.3f}'
    yield f'{name}_count{{partner="{line.partner}"}} {counted}'


def _inbox(at: datetime) -> Iterator[str]:
    open_states = (ArrivalState.WAITING, ArrivalState.SET_ASIDE)
    rows = Arrival.objects.filter(state__in=open_states).values("partner", "state").annotate(many=Count("id"), oldest=Min("received_at"))
    found = list(rows.order_by("partner", "state"))
    yield from _head("motcua_inbox_messages", "gauge", "Messages in that are not handled, by partner and state")
    yield from (f'motcua_inbox_messages{{partner="{r["partner"]}",state="{r["state"]}"}} {r["many"]}' for r in found)
    yield from _head("motcua_inbox_oldest_seconds", "gauge", "Age of the oldest message in that waits, by partner")
    waiting = [r for r in found if r["state"] == ArrivalState.WAITING]
    yield from (f'motcua_inbox_oldest_seconds{{partner="{r["partner"]}"}} {_age(r["oldest"], at)}' for r in waiting)
    yield from _head("motcua_feed_answered_seconds", "gauge", "Since when a feed has not been pulled with success")
    yield from (
        f'motcua_feed_answered_seconds{{feed="{c.feed}"}} {_age(c.answered_at or c.position, at)}' for c in Cursor.objects.order_by("feed")
    )


def _age(moment: datetime | None, at: datetime) -> int:
    return max(0, int((at - moment).total_seconds())) if moment else 0
