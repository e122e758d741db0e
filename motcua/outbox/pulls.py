"""Pull what partners hold for us: ask the port, store what came and move the cursor in one transaction, overlap, lose nothing.

settings.PULLS: {feed: {"PORT": name of a connector, "FEED": its name there, "OVERLAP": seconds asked again (600), "FROM": the first
moment, ISO 8601 with offset}}. A partner's clock may run apart and its rows may appear late: each pull begins OVERLAP before the
latest thing stored, and what comes twice is harmless (`inbox.store`).
"""

import logging
from datetime import datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from motcua.outbox.inbox import store
from motcua.outbox.models import Cursor
from motcua.ports import Feed, Pulled, Refused, Unreachable, port

log = logging.getLogger(__name__)
HELD = timedelta(minutes=2)  # a pull holds its cursor so long, anew with every page; a killed one lets go by itself
_OVERLAP = 600
_PAGES = 500


def pull_all(at: datetime) -> dict[str, int]:
    """Pull every feed of settings.PULLS; returns how many messages each gave (repeats among them). A feed that fails holds no other up."""
    return {feed: pull(feed, at) for feed in settings.PULLS}


def pull(feed: str, at: datetime) -> int:
    """Pull one feed until the partner has no more; returns how many messages came. A failure is kept on the cursor, and logged."""
    plan = settings.PULLS[feed]
    cursor, _made = Cursor.objects.get_or_create(feed=feed, defaults={"position": datetime.fromisoformat(plan["FROM"])})
    if not _hold(cursor, at):
        return 0
    try:
        came = _pages(cursor, plan, at)
    except (Refused, Unreachable) as failure:
        log.warning("pull of %s: %s", feed, failure)
        Cursor.objects.filter(pk=feed).update(failure=str(failure)[:300], held_until=None)
        return 0
    Cursor.objects.filter(pk=feed).update(failure="", answered_at=at, held_until=None)
    return came


def _hold(cursor: Cursor, at: datetime) -> bool:
    free = Cursor.objects.filter(Q(held_until=None) | Q(held_until__lte=at), pk=cursor.pk)
    return free.update(held_until=at + HELD, asked_at=at) == 1


def _pages(cursor: Cursor, plan: dict[str, Any], at: datetime) -> int:
    source = cast(Feed, port(plan["PORT"]))
    since = cursor.position - timedelta(seconds=plan.get("OVERLAP", _OVERLAP))
    came, after = 0, ""
    for _page in range(_PAGES):
        pulled = source.pull(plan["FEED"], since, after)
        _keep(cursor, plan["PORT"], pulled, at)
        came, after = came + len(pulled.items), pulled.after
        if not after:
            break
    return came


def _keep(cursor: Cursor, partner: str, pulled: Pulled, at: datetime) -> None:
    """Store a page and move the cursor, both or neither."""
    with transaction.atomic():
        for item in pulled.items:
            store(partner, item.kind, item.reference, item.payload, at, subject=item.subject, cause=item.cause)
        cursor.position = max([cursor.position, *(item.at for item in pulled.items)])
        Cursor.objects.filter(pk=cursor.pk).update(position=cursor.position, held_until=at + HELD)
