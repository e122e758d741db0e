"""Proof `recount`: a day off announced late, every open dossier counted again; then once more, when nothing differs."""

import os
import secrets
import time
from datetime import date
from typing import Any

from tests.proof.crowd import multiply

NAME = "recount"
DOSSIERS = int(os.environ.get("MOTCUA_PROOF_DOSSIERS", "50000"))
WANTED = 1000  # dossiers a second, every promise of which changes: half a million within ten minutes
DAY = date(2026, 11, 26)


def run() -> list[dict[str, Any]]:
    """Return seconds and dossiers a second, what was written for each, and what a second run costs."""
    from motcua.acts.recount import recount_all
    from motcua.people.actor import job
    from tests import make

    made = multiply(_waiting().pk, DOSSIERS, secrets.token_hex(3))
    before = _counts()
    _change(off=True)
    why, at = "Thông báo thử", make.later(hours=1)
    began = time.monotonic()
    began_cpu = time.process_time()
    done = list(recount_all(why=why, by=job("proof"), at=at, key=make.key()))
    took, cpu = time.monotonic() - began, time.process_time() - began_cpu
    began = time.monotonic()
    again = list(recount_all(why=why, by=job("proof"), at=at, key=make.key()))
    idle = time.monotonic() - began
    written = {name: number - before[name] for name, number in _counts().items()}
    _change(off=False)
    changed = done[-1].changed
    return [
        _row("dossiers", done[-1].looked_at, "", done[-1].looked_at >= made),
        _row("changed", changed, "", changed >= made),
        _row("seconds", round(took, 1), "s", ok=True),
        _row("speed", round(changed / took), "dossiers/s", changed / took > WANTED),
        _row("CPU of this process", round(cpu / max(1, changed) * 1000, 2), "ms/dossier", ok=True),
        *(_row(name, number, "rows", number == changed) for name, number in written.items()),
        _row("a second time", round(idle, 2), "s", again[-1].changed == 0),
        _row("a second time, speed", round(again[-1].looked_at / idle), "dossiers/s", again[-1].looked_at / idle > 10 * WANTED),
    ]


def _row(metric: str, value: float, unit: str, ok: bool) -> dict[str, Any]:
    return {"metric": metric, "value": value, "unit": unit, "ok": ok}


def _waiting() -> Any:
    """A dossier at work, promised after the day that will be off."""
    from motcua.dossiers.models import Dossier
    from tests import make

    make.publish(make.COPY, term="5wd", keywords=[secrets.token_hex(4)])
    dossier = make.at_step("work")
    Dossier.objects.filter(status__in=(2, 4)).exclude(pk=dossier.pk).update(status=8)  # what earlier runs left
    return dossier


def _change(*, off: bool) -> None:
    from motcua.acts.calendar import edit_calendar
    from motcua.law.calendar import Special
    from motcua.law.calendar_rules import Edit
    from motcua.people.actor import job
    from tests import make

    day = {DAY: Special("Nghỉ hoán đổi", "Thông báo thử", "K")}
    edit = Edit(off=day) if off else Edit(removed=day)
    edit_calendar(edit, by=job("proof"), at=make.MONDAY, key=make.key())


def _counts() -> dict[str, int]:
    from motcua.audit.models import Entry
    from motcua.dossiers.models import Paper
    from motcua.dossiers.promises import Promise
    from motcua.outbox.models import Message

    return {
        "entries": Entry.objects.filter(act="recount").count(),
        "promises": Promise.objects.filter(why="recount").count(),
        "slips": Paper.objects.filter(kind=Paper.Kind.APPOINTMENT_SLIP).count(),
        "messages": Message.objects.filter(partner="national_portal").count(),
        "letters": Message.objects.filter(partner="mail").count(),
    }
