"""How the outbox stands, for the command, doctor and metrics."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q

from motcua.outbox.models import Message, State


def status(at: datetime) -> dict[str, Any]:
    """Return {waiting, retrying, dead, oldest_seconds, by_system}."""
    rows = (
        Message.objects.exclude(state=State.DELIVERED)
        .values("partner")
        .annotate(
            waiting=Count("id", filter=Q(state=State.WAITING, attempts=0)),
            retrying=Count("id", filter=Q(state=State.WAITING, attempts__gt=0)),
            dead=Count("id", filter=Q(state=State.PARKED)),
            oldest=Min("created_at", filter=Q(state=State.WAITING)),
        )
    )
    by = {r["partner"]: {k: r[k] for k in ("waiting", "retrying", "dead")} for r in rows}
    oldest = min((r["oldest"] for r in rows if r["oldest"]), default=None)
    total = {k: sum(b[k] for b in by.values()) for k in ("waiting", "retrying", "dead")}
    return {**total, "oldest_seconds": int((at - oldest).total_seconds()) if oldest else 0, "by_system": by}
