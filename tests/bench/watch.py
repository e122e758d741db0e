"""Bench `watch`: the clock's round and the morning letters over all open dossiers of a city, beside reading those rows once.

Half of a fortnight's promises lie behind or near: alarms of every kind are raised. A second round and a second morning change nothing.
"""

import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

NAME = "watch"
OPEN = {"small": 20_000, "full": 100_000}
COMMUNES = 50


def run(scale: str) -> list[dict[str, Any]]:
    """Return seconds of a first round, of the rounds after it and of the letters, with how many alarms and letters there were."""
    from motcua.acts import watching
    from motcua.dossiers.models import Alert, Dossier
    from motcua.people.actor import job
    from tests import make

    by, at = job("watching"), make.MONDAY + timedelta(seconds=time.time() % 3600)
    _fill(OPEN[scale])
    open_ones = Dossier.objects.filter(status=4).count()
    reading = _seconds(lambda: sum(1 for _row in Dossier.objects.filter(status=4).values_list("pk", "promised_at").iterator(2000)))[0]
    first, raised = _seconds(lambda: watching.raise_alarms(by=by, at=at))
    again, repeated = _seconds(lambda: watching.raise_alarms(by=by, at=at))
    letters, written = _seconds(lambda: watching.send_digests(by=by, at=at))
    second, more = _seconds(lambda: watching.send_digests(by=by, at=at))
    if repeated or more or Alert.objects.filter(told_on=None).exists():
        raise AssertionError(f"a second round raised {repeated}, a second morning wrote {more} letters")
    beside = f"reading {open_ones} open dossiers once: {reading:.2f} s"
    return [
        _row("round_s", first, beside, first / reading),
        _row("round_again_s", again, beside, again / reading),
        _row("letters_s", letters, beside, letters / reading),
        _row("letters_again_s", second, beside, second / reading),
        {"name": NAME, "metric": "alarms", "value": sum(raised.values()), "unit": "alarms", "reference": str(raised), "ratio": None},
        {"name": NAME, "metric": "letters", "value": written, "unit": "letters", "reference": "", "ratio": None},
    ]


def _fill(number: int) -> None:
    """Write the city's open dossiers, in fifty communes with an officer and a head each, promised from last week to next."""
    from django.db import connection

    from motcua.audit.models import ActKey
    from tests import make
    from tests.bench import filled

    filled.emptied()
    ActKey.objects.filter(pk__startswith="digest:").delete()  # the morning of an earlier run
    like = make.at_step("work")
    agencies, officers = _communes()
    own = {
        "promised_at": "t.received_at + (n %% 80 - 30) * interval '3 hours'",
        "clock_from": "t.received_at - interval '5 days'",
        **dict.fromkeys(("receiver_id", "competent_id"), filled.one_of(agencies)),
        "step_officer_id": filled.one_of(officers),
    }
    filled.dossiers(like, number, own)
    filled.steps("dossiers_dossier", like)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE dossiers_dossier, dossiers_step")


def _communes() -> tuple[list[Any], list[Any]]:

    from motcua.people.models import Agency, Post, User

    agencies = list(Agency.objects.filter(kind="commune", valid_to=None)[:COMMUNES])
    officers = []
    for agency in agencies:
        for role in ("case_officer", "unit_head"):
            told = {"name": "Cán bộ thử", "email": "x@example.vn"}
            user, made = User.objects.get_or_create(username=f"bench.{role}.{agency.code}", defaults=told)
            if made:
                Post.objects.create(user=user, agency=agency, role=role, title="Công chức", valid_from=date(2025, 7, 1))
            officers += [user.pk] if role == "case_officer" else []
    return [a.pk for a in agencies], officers


def _seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.monotonic()
    done = work()
    return time.monotonic() - began, done


def _row(metric: str, value: float, beside: str, ratio: float) -> dict[str, Any]:
    return {"name": NAME, "metric": metric, "value": round(value, 2), "unit": "s", "reference": beside, "ratio": round(ratio, 1)}
