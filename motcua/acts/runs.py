"""Long work: `ask` writes what an officer chose, once; the rest keeps how far it is. What is done, the acts themselves seal.

One dossier after another, each in its own transaction and under its line's key: done again after a kill, each is done once.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, override
from procrastinate.contrib.django import app

from motcua.acts import handover, reception
from motcua.acts.base import AlreadyDone, recording
from motcua.documents import store
from motcua.dossiers.models import Dossier, Run, RunLine
from motcua.law.handover import Method
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_
from motcua.people.actor import Actor, actor_of
from motcua.people.models import User
from motcua.people.rights import Deed

QUEUE = "runs"  # of its own: a worker of its own takes it, so that no slip waits behind a long book
CARRY_OUT = "motcua.jobs.runs.carry_out"
AT_ONCE = 3  # so few dossiers are done while the officer waits
_LEFT = 60  # seconds after which a job takes up what a web process left half done
OVER_DOSSIERS = (Run.Kind.RECEIVE, Run.Kind.FORWARD, Run.Kind.SIGN, Run.Kind.HAND_OVER)
Do = Callable[[RunLine, Actor, datetime], object]


class NothingChosen(Refusal):
    """A run over dossiers of which none was chosen."""


def ask(
    kind: Run.Kind,
    given: Mapping[str, Any],
    chosen: Sequence[tuple[Dossier, str]] = (),
    *,
    wait: bool = False,
    upload: tuple[str, bytes, str] | None = None,
    by: Actor,
    at: datetime,
    key: str,
) -> Run:
    """Write what is to be done, once for a key: `chosen` are dossiers, each with the hash of the draft to sign ('' else).

    A job carries it out; with `wait` the caller does, by `carry_on`, when few dossiers are chosen: the job then only looks after
    it. `upload` is a file (name, content, media type) to be worked on. Raises NothingChosen, NotAllowed.
    """
    if kind in OVER_DOSSIERS and not chosen:
        raise NothingChosen(N_("Chọn ít nhất một hồ sơ."))
    given = {"language": get_language() or "vi", **given}
    run = Run(kind=kind, asked_by_id=by.id, asked_at=at, given=given, total=len(chosen))
    words = {"kind": kind.value, "dossiers": [d.code or d.pk.hex for d, _over in chosen]}
    try:
        with recording(Deed.ASK_RUN, "run", run.pk, by=by, at=at, key=key, words=words):
            if upload:
                run.document = store.put(*upload, at=at)
            run.save(force_insert=True)
            lines = [RunLine(run=run, dossier=d, seq=seq, over=over) for seq, (d, over) in enumerate(chosen, 1)]
            RunLine.objects.bulk_create(lines)
            later = {"seconds": _LEFT} if wait and len(chosen) <= AT_ONCE else None
            app.configure_task(CARRY_OUT, lock=_lock(run), schedule_in=later).defer(run=str(run.pk))
    except AlreadyDone as done:
        return Run.objects.get(pk=done.subject)
    return run


def carry_on(run: Run, do: Do) -> Run:
    """Do what is left of a run's dossiers, in order; each that is refused keeps why and stops no other. Returns the run as it stands.

    What `do` raises that is no Refusal ends the round: the job is tried again, from the dossier where it stood.
    """
    for line in run.lines.filter(done_at=None).select_related("dossier"):
        at = timezone.now()
        refused = ""
        with override(run.given.get("language", "vi")):
            try:
                do(line, actor_of(run.asked_by, at), at)
            except Refusal as refusal:
                refused = str(refusal)
        line.refused, line.done_at = refused[:500], at
        line.save(update_fields=["refused", "done_at"])
        progress(run, done=run.lines.exclude(done_at=None).count())
    return finish(run)


def do_of(run: Run) -> Do:
    """Return what is done with each dossier of a run, but signing, which asks the authority first (jobs)."""
    return {Run.Kind.RECEIVE: _receive, Run.Kind.FORWARD: _forward, Run.Kind.HAND_OVER: _hand_over}[Run.Kind(run.kind)]


def key_of(line: RunLine) -> str:
    """Return the key of the act on one dossier of a run."""
    return f"run:{line.pk.hex}"


def progress(run: Run, *, done: int, total: int | None = None, changed: int = 0) -> None:
    """Keep how far a run is."""
    run.done, run.changed = done, changed or run.changed
    run.total = run.total if total is None else total
    run.save(update_fields=["done", "total", "changed"])


def finish(run: Run, *, answer: Mapping[str, Any] | None = None, failure: str = "") -> Run:
    """Keep that a run is over, with what it found, or why it could not be done."""
    run.answer, run.failure, run.finished_at = dict(answer or {}), failure[:500], timezone.now()
    run.save(update_fields=["answer", "failure", "finished_at"])
    return run


def keep_file(run: Run, name: str, content: bytes, media_type: str, *, answer: Mapping[str, Any] | None = None) -> Run:
    """Keep the file a run made, with what it found; it is over."""
    run.document = store.put(name, content, media_type, at=timezone.now())
    run.save(update_fields=["document"])
    return finish(run, answer=answer)


def _lock(run: Run) -> str:
    """One worker a run; promises of the city are counted again by one run at a time."""
    return "recount" if run.kind == Run.Kind.RECOUNT else f"run:{run.pk}"


def _receive(line: RunLine, by: Actor, at: datetime) -> None:
    reception.receive(line.dossier, seen=[], by=by, at=at, key=key_of(line))


def _forward(line: RunLine, by: Actor, at: datetime) -> None:
    officer = User.objects.get(pk=line.run.given["officer"])
    reception.forward(line.dossier, officer=officer, by=by, at=at, key=key_of(line))


def _hand_over(line: RunLine, by: Actor, at: datetime) -> None:
    given = line.run.given
    name = given["receiver"] or line.dossier.applicant.name
    handover.hand_over(line.dossier, receiver_name=name, method=Method(given["method"]), by=by, at=at, key=key_of(line))
