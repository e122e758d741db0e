"""What an act leaves behind, counted: rows, sealed entries, keys, messages and jobs."""

from django.db import connection

from motcua.audit.models import ActKey, Entry
from motcua.dossiers.models import ClockPause, Component, Dossier, Draft, Lookup, Paper, Result, Serial, Step, SupplementRequest
from motcua.outbox.models import Message

_MODELS = (Dossier, Draft, Step, Component, Paper, Result, SupplementRequest, ClockPause, Lookup, Entry, ActKey, Message)


def left() -> dict[str, object]:
    """Return how many rows there are of everything an act writes, and the last serials."""
    found: dict[str, object] = {model.__name__: model._default_manager.count() for model in _MODELS}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        found["jobs"] = cursor.fetchone()[0]
    found["serials"] = sorted(Serial.objects.values_list("book", "last"))
    found["statuses"] = sorted(Dossier.objects.values_list("status", "step_key"))
    return found
