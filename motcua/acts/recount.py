"""Promises counted again after a calendar was announced late: only when asked, a page at a time, never the first promise.

Each dossier that changes gets its entry, its letter, its message to the national portal and a new slip.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.acts import outgoing
from motcua.acts.atonce import acting_at_once
from motcua.acts.papers import papers_due, signed_by
from motcua.acts.slips import slip_values
from motcua.acts.steps import show
from motcua.audit.rows import copy_in, update_from
from motcua.dossiers import told
from motcua.dossiers.clocks import calendar_for, clock_of
from motcua.dossiers.models import Dossier, Paper, Step
from motcua.dossiers.promises import Promise
from motcua.dossiers.recounting import PAGE, as_open, counted, open_pages
from motcua.law.deadlines import step_due
from motcua.law.lifecycle import Act
from motcua.lib.remembering import forget
from motcua.outbox.posting import post_all
from motcua.people.actor import Actor
from motcua.worktime.calendars import Calendars

RELATED = ("extension", "fee_quote", "filed_at")
PREFETCH = tuple(dict.fromkeys(("components", "pauses", "steps__officer", *(set(outgoing.READ_ALONG) - set(RELATED)))))
SUBJECT = "Ngày hẹn trả hồ sơ %s thay đổi"


@dataclass(frozen=True)
class Progress:
    """How far it is: dossiers looked at, dossiers whose promise changed."""

    looked_at: int
    changed: int


def recount_all(*, why: str, by: Actor, at: datetime, key: str) -> Iterator[Progress]:
    """Count every open dossier's promise again, a page at a time, and change those that differ; yields how far it is.

    Stopped half-way it is simply run again: what was changed already no longer differs, and under the same `key` is not touched.
    """
    forget()
    calendars = Calendars()
    looked_at = changed = 0
    for page in open_pages():
        due = counted(page, calendars)
        stale = [o.id for o in page if due[o.id] != o.promised_at]
        for start in range(0, len(stale), PAGE):
            changed += recount(stale[start : start + PAGE], why=why, by=by, at=at, key=key)
        looked_at += len(page)
        yield Progress(looked_at, changed)


def recount(dossiers: list[UUID], *, why: str, by: Actor, at: datetime, key: str) -> int:
    """Count these dossiers' promises again by the calendar in force and change those that differ; returns how many did.

    A dossier whose clock stands still, or has not started, keeps what it has: its promise is made when the clock runs.
    """
    fields = ("promised_at", "step_due_at")
    with acting_at_once(Act.RECOUNT, dossiers, fields=fields, by=by, at=at, key=key, prefetch=PREFETCH, related=RELATED) as page:
        waiting = {d.pk: d for d in page.dossiers}
        due = counted([found for d in page.dossiers if (found := as_open(d))], Calendars())
        moved = [(waiting[pk], before) for pk, new in due.items() if (before := waiting[pk].promised_at) and before != new]
        for dossier, before in moved:
            dossier.promised_at = due[dossier.pk]
            page.words[dossier.pk] = {"why": why, "before": before.isoformat(), "after": due[dossier.pk].isoformat()}
        _steps(moved)
        _tell(moved, why, by, at)
    return len(moved)


def _steps(moved: list[tuple[Dossier, datetime]]) -> None:
    """Move the present steps' due moments with the promise that caps them."""
    late: list[Step] = []
    for dossier, _ in moved:
        clock, open_steps = clock_of(dossier), [s for s in dossier.steps.all() if s.finished_at is None]
        assert clock is not None
        for step in open_steps:
            began = max([step.started_at, *(s.end for s in clock.stops if s.end)])
            step.due_at = step_due(began, step.minutes, dossier.promised_at, calendar_for(dossier, clock))
        show(dossier, open_steps)
        late += open_steps
    update_from(Step, late, ["due_at"])


def _tell(moved: list[tuple[Dossier, datetime]], why: str, by: Actor, at: datetime) -> None:
    given = [(d, d.promised_at) for d, _ in moved if d.promised_at]
    copy_in([Promise(dossier=d, moment=m, made_at=at, why=Promise.Why.RECOUNT) for d, m in given])
    papers_due([_slip(d, at, by) for d, _ in moved])
    known = [d for d, _ in moved if outgoing.known_as(d)]
    scanned = told.scanned_papers(known)
    post_all(outgoing.PORTAL, "dossier.extended", [(d.pk, outgoing.state_of(d, by, at, scanned[d.pk])) for d in known], at)
    letters = [(d.pk, _letter(d, before, why)) for d, before in moved]
    post_all(outgoing.MAIL, "letter", [(pk, payload) for pk, payload in letters if payload], at)


def _slip(dossier: Dossier, at: datetime, by: Actor) -> Paper:
    values = slip_values(dossier, by=by)
    first = next((s for s in dossier.steps.all() if s.kind == "receive" and s.officer), None)
    if first and first.officer:
        values["receiver"] = first.officer.name
    kind = Paper.Kind.APPOINTMENT_SLIP
    return Paper(dossier=dossier, kind=kind, values=values, asked_at=at, agency=signed_by(dossier, kind))


def _letter(dossier: Dossier, before: datetime, why: str) -> dict[str, str] | None:
    assert dossier.promised_at is not None
    line = f"{dossier.summary}: hẹn trả kết quả {outgoing.spoken(dossier.promised_at)}, thay cho {outgoing.spoken(before)}."
    return outgoing.letter(dossier, SUBJECT % dossier.code, [line, f"Lý do: {why}", "Giấy tiếp nhận và hẹn trả mới có trong trang hồ sơ."])
