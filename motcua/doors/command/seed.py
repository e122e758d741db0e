"""Load what ships: the city's agencies, calendar and settings, the built-in procedures, and in demo mode the demo officers.

Not a command of its own: `motcua prepare` calls `load`. Everything goes through acts; a second load changes nothing.
"""

import csv
import json
import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from motcua.people.actor import Actor


def load(*, demo: bool, examples: bool = True) -> dict[str, int]:
    """Load the city named in settings, then the catalogue, then (demo only) its officers; returns how many of each there are.

    Without `examples` nothing stands in the way of a publication that would spoil one: for tests.
    """
    from django.conf import settings
    from django.utils import timezone

    from motcua.people.actor import job

    by, at, city = job("prepare"), timezone.now(), Path(settings.CITY_DATA)
    counts = {"agencies": _agencies(city, by, at)}
    _calendar(city, by, at)
    counts["settings"] = _policy(city, by, at)
    _answers(by, at)
    counts["phrases"] = _phrases(city, by, at)
    counts["procedures"] = _catalogue(by, at)
    counts["fee rules"] = _fees(city, by, at)
    if examples:
        counts["examples"] = load_examples(city, by, at)
    counts["essential services"] = _services(city, by, at)
    counts["officers"] = _officers(city, by, at) if demo else 0
    return counts


def _agencies(city: Path, by: Actor, at: datetime) -> int:
    from motcua.acts.people import NewAgency, establish
    from motcua.people.models import AgencyKind

    with (city / "agencies.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    for r in rows:
        certainty = "T" if r["code"] == "H26" else "u"
        wanted = NewAgency(
            r["code"], r["name"], AgencyKind(r["kind"]), r["parent"], r["statistical_code"], r["address"], certainty=certainty
        )
        establish(wanted, by=by, at=at)
    return len(rows)


def _calendar(city: Path, by: Actor, at: datetime) -> None:
    from motcua.acts.city import set_special_day

    data = tomllib.loads((city / "calendar.toml").read_text())
    _sessions(data["session"], by, at)
    for works, groups in ((False, data["off"]), (True, data["worked"])):
        for group in groups:
            for d in group["days"]:
                set_special_day(d["day"], works=works, name=d["name"], source=group["source"], certainty=group["certainty"], by=by, at=at)


def _sessions(rows: list[dict[str, Any]], by: Actor, at: datetime) -> None:
    """Declare the city's hours once; those declared since then stand."""
    from motcua.acts.city import set_sessions
    from motcua.law.calendar import Session
    from motcua.law.sessions import Span
    from motcua.worktime.models import WorkSession

    if WorkSession.objects.filter(agency=None).exists():
        return
    hours = [Session(time.fromisoformat(r["opens"]), time.fromisoformat(r["closes"])) for r in rows]
    set_sessions(None, hours, span=Span(rows[0]["valid_from"]), source=rows[0]["source"], by=by, at=at, key="sessions:city")


def _policy(city: Path, by: Actor, at: datetime) -> int:
    from motcua.acts.city import set_policy

    rows = tomllib.loads((city / "policy.toml").read_text())["setting"]
    for row in rows:
        set_policy(**row, by=by, at=at)
    return len(rows)


def _answers(by: Actor, at: datetime) -> None:
    """What partners mean that answer in words: no city's, but of those partners (motcua/outbox/answers.toml)."""
    from motcua import outbox
    from motcua.acts.exchange import set_answer

    for row in tomllib.loads((Path(outbox.__file__).parent / "answers.toml").read_text())["answer"]:
        how = {name: row[name] for name in ("outcome", "source", "certainty", "valid_from")}
        for pattern in row["patterns"]:
            set_answer(row["partner"], pattern, **how, by=by, at=at)


def _phrases(city: Path, by: Actor, at: datetime) -> int:
    from motcua.acts.phrases import Wording, set_phrase

    rows = tomllib.loads((city / "phrases.toml").read_text())["phrase"]
    for row in rows:
        set_phrase(Wording(**row), by=by, at=at)
    return len(rows)


def _catalogue(by: Actor, at: datetime) -> int:
    from motcua.acts.catalogue import publish
    from motcua.catalogue.reading import folders, read

    records = [read(folder) for folder in folders()]
    for record in records:
        publish(record, by=by, at=at)
    return len(records)


def _fees(city: Path, by: Actor, at: datetime) -> int:
    from motcua.acts.fees import NewFeeRule, set_fee_rule
    from motcua.law.fee_rules import Effect

    rows = tomllib.loads((city / "fees.toml").read_text())["rule"]
    for row in rows:
        set_fee_rule(NewFeeRule(**{**row, "effect": Effect[row["effect"].upper()]}), by=by, at=at)
    return len(rows)


def load_examples(city: Path, by: Actor, at: datetime) -> int:
    """Write the example applications once: what the office changed or threw away since stays so."""
    from motcua.acts.examples import Wanted, ship_example
    from motcua.catalogue.models import Procedure
    from motcua.catalogue.reading import BUILTIN

    rows = tomllib.loads((city / "examples.toml").read_text())["example"]
    for row in rows:
        sample = json.loads((BUILTIN / row["procedure"] / "sample.json").read_text())
        told = {name: value for name, value in row.items() if name not in ("procedure", "answers")}
        wanted = Wanted(**told, answers={**sample, **row.get("answers", {})})
        ship_example(Procedure.objects.get(code=row["procedure"]), wanted, by=by, at=at)
    return len(rows)


def _services(city: Path, by: Actor, at: datetime) -> int:
    from motcua.acts.routing import NewRouting, NewService, set_routing, set_service
    from motcua.law.routing import Filing, Level, System

    data = tomllib.loads((city / "services.toml").read_text())
    for row in data["service"]:
        set_service(NewService(**row), by=by, at=at)
    for row in data["routing"]:
        kinds = {"system": System(row["system"]), "filing": Filing(row["filing"]), "level": Level(row["level"])}
        set_routing(NewRouting(**{**row, **kinds}), by=by, at=at)
    return len(data["service"])


def _officers(city: Path, by: Actor, at: datetime) -> int:
    from motcua.acts.people import Appointment, appoint
    from motcua.people.models import Agency

    rows: list[dict[str, Any]] = tomllib.loads((city / "demo.toml").read_text())["officer"]
    for row in rows:
        posts = [
            Appointment(p["role"], p["title"], Agency.objects.get(code=p["agency"]).pk, p["unit"], date(2025, 7, 1)) for p in row["posts"]
        ]
        appoint(row["username"], row["name"], DEMO_PASSWORD, posts, email=row["email"], by=by, at=at)
    return len(rows)


DEMO_PASSWORD = "Demo-2026"  # noqa: S105 - synthetic people, refused outside demo mode
