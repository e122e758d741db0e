"""What came of a chaos run, by the partners' own records: the portal's history and the letters caught, beside our entries."""

import json
import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from motcua.audit.models import Entry
from motcua.connectors.national_portal.client import PROGRESS
from motcua.dossiers.models import Dossier
from motcua.law.calendar import HANOI
from motcua.outbox.models import Attempt, Lane, Message, State

Event = tuple[str, str]  # what is looked for in the record: ("step", moment and status) or ("sync", status)


@dataclass(frozen=True)
class Found:
    """Counts; all but `dossiers`, `messages`, `tries`, `repeats`, `letters` should be 0."""

    dossiers: int
    messages: int
    tries: int
    repeats: int
    letters: int
    lost: int
    strange: int
    disordered: int
    unequal: int
    entries_untold: int
    letters_lost: int
    left: int

    @property
    def faults(self) -> int:
        """Everything that should be 0."""
        return sum((self.lost, self.strange, self.disordered, self.unequal, self.entries_untold, self.letters_lost, self.left))


def judge(data: Path) -> Found:
    """Compare every dossier that has a code with the records in `data`, the sandbox's folder."""
    ours = _messages()
    codes = dict(Dossier.objects.filter(pk__in=ours).values_list("pk", "code"))
    status = dict(Dossier.objects.filter(pk__in=ours).values_list("pk", "status"))
    theirs, states, lines = _portal(data / "portal" / "state.db")
    lost = strange = disordered = unequal = 0
    for key, expected in ours.items():
        seen = theirs.get(str(codes[key]), [])
        first = [seen.index(event) if event in seen else -1 for event in expected]
        lost += first.count(-1)
        disordered += int(first != sorted(first))
        unequal += int(states.get(str(codes[key])) != str(status[key]))
        known = set(_steps(key))
        strange += sum(line not in known for line in lines.get(str(codes[key]), [])) + _doubled(lines.get(str(codes[key]), []))
    letters, repeats = _letters(data / "mail" / "state.db")
    mails = Message.objects.filter(partner="mail").count()
    return Found(
        dossiers=len(ours),
        messages=sum(map(len, ours.values())),
        tries=Attempt.objects.count(),
        repeats=sum(map(len, theirs.values())) - sum(map(len, ours.values())) + repeats,
        letters=letters,
        lost=lost,
        strange=strange,
        disordered=disordered,
        unequal=unequal,
        entries_untold=_untold(ours),
        letters_lost=mails - letters,
        left=Message.objects.exclude(state=State.DELIVERED).count() + Lane.objects.count(),
    )


def _rows(key: UUID | None = None) -> Any:
    rows = Message.objects.filter(partner="national_portal").order_by("place")
    return rows.filter(subject=key) if key else rows


def _moment(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(HANOI).strftime("%Y%m%d%H%M%S")


def _event(message: Message) -> Event:
    told = message.payload
    if message.kind == PROGRESS:
        return "step", f"{_moment(told['at'])} {told['status']}"
    return "sync", str(told["status"])


def _messages() -> dict[UUID, list[Event]]:
    ours: dict[UUID, list[Event]] = defaultdict(list)
    for message in _rows():
        ours[message.subject].append(_event(message))
    return ours


def _steps(key: UUID) -> list[str]:
    return [f"{_moment(m.payload['at'])} {m.payload['status']}" for m in _rows(key)]


def _portal(file: Path) -> tuple[dict[str, list[Event]], dict[str, str], dict[str, list[str]]]:
    """What the portal took, in order, for each number; the state it holds; its lines of progress."""
    theirs: dict[str, list[Event]] = defaultdict(list)
    lines: dict[str, list[str]] = defaultdict(list)
    with sqlite3.connect(file) as db:
        for code, service, state, data in db.execute("SELECT code, service, state, data FROM history ORDER BY id"):
            step = service == "CapNhatTienDoHoSoMC"
            theirs[code].append(("step", f"{json.loads(data)['ThoiDiemXuLy']} {state}") if step else ("sync", state))
        for code, moment, state in db.execute("SELECT code, moment, state FROM progress ORDER BY rowid"):
            lines[code].append(f"{moment} {state}")
        states = dict(db.execute("SELECT code, state FROM dossier").fetchall())
    return theirs, states, lines


def _doubled(lines: list[str]) -> int:
    return sum(many - 1 for many in Counter(lines).values())


def _letters(file: Path) -> tuple[int, int]:
    with sqlite3.connect(file) as db:
        letters, repeats = db.execute("SELECT count(DISTINCT message_id), coalesce(sum(repeats), 0) FROM letter").fetchone()
    return int(letters), int(repeats)


def _untold(ours: dict[UUID, list[Event]]) -> int:
    """Entries that changed the status of a dossier with a code, and of which no message tells that status."""
    untold = 0
    rows = Entry.objects.filter(subject__in=list(ours), act__in=("receive", "forward", "suspend", "resume", "stop", "return_papers"))
    for key, after in rows.values_list("subject", "after"):
        untold += int(all(event[1].split()[-1] != str(after) for event in ours[key]))
    return untold
