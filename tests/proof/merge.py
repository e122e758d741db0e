"""Proof `merge`: 50,000 open dossiers of a dozen agencies go over to one and come back, timed; no orphan, totals before = after."""

import secrets
import time
from datetime import timedelta
from typing import Any
from uuid import UUID

NAME = "merge"
DOSSIERS, AGENCIES = 50_000, 12
MOST_SECONDS = 120
_COPY = """
    INSERT INTO dossiers_dossier ({columns})
    SELECT {values} FROM dossiers_dossier, generate_series(1, %s) n WHERE dossiers_dossier.id = %s
"""


def run() -> list[dict[str, Any]]:
    """Return seconds there and back, dossiers per second, orphans, and whether the totals agree."""
    from motcua.acts import agencies
    from motcua.acts.merging import differences
    from motcua.dossiers.models import Dossier, Move
    from motcua.people.actor import job
    from tests import make

    name = secrets.token_hex(3).upper()
    olds, new = _agencies(name)
    made = [_fill(old, DOSSIERS // AGENCIES) for old in olds]
    before = Dossier.objects.count()
    day = make.MONDAY.date()
    lines: list[dict[str, str | None]] = [{"old_code": old.code, "new_code": new.code} for old in olds]
    began = time.monotonic()
    plan = differences(lines, day=day)
    seen = time.monotonic() - began
    batches: list[int] = []
    done = agencies.merge(plan, decision=name, by=job("proof"), at=make.MONDAY, progress=batches.append)
    there = time.monotonic() - began - seen
    left = _left(olds)
    moved = Move.objects.filter(succession__reorganisation=done.reorganisation).count()
    began = time.monotonic()
    undone = agencies.unmerge(done.reorganisation, by=job("proof"), at=make.MONDAY + timedelta(hours=1))
    back = time.monotonic() - began
    totals = before == Dossier.objects.count() and plan.dossiers == done.dossiers == moved == undone.dossiers == sum(made)
    return [
        _row("differences", round(seen, 2), "s", seen < MOST_SECONDS),
        _row("there", round(there, 2), "s", there < MOST_SECONDS),
        _row("back", round(back, 2), "s", back < MOST_SECONDS),
        _row("speed", round(done.dossiers / there), "dossiers/s", ok=True),
        _row("largest batch", max(batches), "dossiers", max(batches) <= 5000),
        _row("orphans", left, "dossiers", left == 0),
        _row("totals agree", int(totals), "", totals),
    ]


def _row(metric: str, value: float, unit: str, ok: bool) -> dict[str, Any]:
    return {"metric": metric, "value": value, "unit": unit, "ok": ok}


def _agencies(name: str) -> tuple[list[Any], Any]:
    from motcua.acts.people import NewAgency, establish
    from motcua.people.actor import job
    from motcua.people.models import AgencyKind
    from tests import make

    make.city()
    wanted = [NewAgency(f"H26.{name}.{n}", f"UBND phường thử {n}", AgencyKind.COMMUNE, "H26") for n in range(AGENCIES + 1)]
    made = [establish(each, by=job("proof"), at=make.MONDAY) for each in wanted]
    return made[:-1], made[-1]


def _fill(agency: Any, number: int) -> int:
    """Write `number` open dossiers of `agency`, each with the encrypted answers of one made by acts."""
    from django.db import connection

    from motcua.dossiers.models import Dossier
    from tests import make

    like = Dossier.objects.filter(status=1, code=None).order_by("id").first() or make.submitted()
    columns = [str(field.column) for field in Dossier._meta.concrete_fields]
    own = {
        "id": "gen_random_uuid()",
        "look_up_token": "md5(random()::text || n)",
        "code": "NULL",
        **dict.fromkeys(("receiver_id", "competent_id"), f"'{UUID(str(agency.pk))}'::uuid"),
    }
    sql = _COPY.format(columns=", ".join(columns), values=", ".join(own.get(c, f"dossiers_dossier.{c}") for c in columns))
    with connection.cursor() as cursor:
        cursor.execute(sql, [number, like.pk])
        return int(cursor.rowcount)


def _left(olds: list[Any]) -> int:
    from motcua.acts.merging import open_dossiers

    return open_dossiers([old.pk for old in olds]).count()
