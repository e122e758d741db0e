"""Carry out the long work that officers asked for: as they, who chose it; the job only goes on where it stood."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import override
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from motcua.acts import decision, runs
from motcua.acts.base import done_before
from motcua.acts.recount import recount_all
from motcua.dossiers.models import Result, Run, RunLine
from motcua.dossiers.promises import Promise
from motcua.dossiers.recounting import MOVES, open_count, previewed
from motcua.jobs import books, configuration
from motcua.law.calendar import HANOI, CalendarError
from motcua.law.calendar_rules import check as check_calendar
from motcua.law.calendar_rules import read
from motcua.law.lifecycle import Act, Refusal, check
from motcua.law.signatures import NotSigned
from motcua.lib.saying import N_, say
from motcua.papers import CannotRender, authority
from motcua.people import rights
from motcua.people.actor import Actor, actor_of
from motcua.worktime.calendars import calendar_of

_TRIES = 5
_GIVES_UP = 3  # times in a row that the authority does not answer: the rest of the drafts are not tried


@app.task(name=runs.CARRY_OUT, queue=runs.QUEUE, retry=RetryStrategy(max_attempts=_TRIES, exponential_wait=5), pass_context=True)
def carry_out(context: JobContext, run: str) -> None:
    """Do what is left of a run (its id)."""
    work(run, last=bool(context.job and context.job.attempts + 1 >= _TRIES))


def work(run: str, *, last: bool = False) -> None:
    """Do what is left of a run. What fails by our own fault is raised, to be tried again; the `last` time the officer is told too."""
    row = Run.objects.select_related("asked_by", "document").get(pk=run)
    if not row.goes_on:
        return
    try:
        WORK[Run.Kind(row.kind)](row)
    except Exception:
        if last:
            runs.finish(row, failure=say(N_("Việc này dừng vì lỗi của hệ thống; phần đã xong được giữ. Báo quản trị, rồi yêu cầu lại.")))
        raise


def _sign(run: Run) -> None:
    runs.carry_on(run, Signing())


def _act(run: Run) -> None:
    runs.carry_on(run, runs.do_of(run))


class Signing:
    """Sign one draft after another at the authority, each call outside a transaction; the draft is the very one that was chosen."""

    def __init__(self) -> None:
        self._unanswered = 0

    def __call__(self, line: RunLine, by: Actor, at: datetime) -> None:
        """Sign the draft of one line. Raises a Refusal, with nothing changed, when it cannot be signed."""
        key, dossier = runs.key_of(line), line.dossier
        if done_before(key):
            return
        check(Act.SIGN, dossier.state, rights.of(by, dossier))
        result = Result.objects.select_related("paper").filter(dossier=dossier).first()
        if result is None:
            raise NotSigned(N_("Hồ sơ chưa có kết quả."))
        if self._unanswered >= _GIVES_UP:
            raise Refusal(N_("Dịch vụ ký số không trả lời, dự thảo này chưa được gửi đi ký. Chọn lại sau ít phút."))
        try:
            pdf = authority.person_signed(dossier, result, line.over, user=line.run.asked_by, actor=by, at=at)
        except authority.NotStamped as failure:
            self._unanswered += isinstance(failure, authority.Away)
            raise Refusal(str(failure)) from failure
        self._unanswered = 0
        decision.sign(dossier, over=line.over, signed_pdf=pdf, by=by, at=at, key=key)


def _preview(run: Run) -> None:
    """Count what a notice would change; nothing is written."""
    edit = read(run.given["edit"])
    now = calendar_of(None, run.asked_at.astimezone(HANOI).date())
    after = check_calendar(now, edit)
    total = open_count()
    for found in previewed(edit):
        runs.progress(run, done=found.open, total=max(total, found.open), changed=found.changed)
    days = sorted(d for d in {*edit.off, *edit.worked, *edit.removed} if now.works(d) != after.works(d))
    answer = {
        "days": [(d.isoformat(), now.works(d), after.works(d)) for d in days],
        "later": found.later,
        "earlier": found.earlier,
        "moves": [(old.isoformat(), new.isoformat(), n) for (old, new), n in found.moves.most_common(MOVES)],
        "examples": [(code, old.isoformat(), new.isoformat()) for code, old, new in found.examples],
    }
    runs.finish(run, answer=answer)


def _recount(run: Run) -> None:
    """Count every open dossier's promise again, as the administrator who asked; taken up again, what differs no longer is left."""
    by, total = actor_of(run.asked_by, run.asked_at), open_count()
    runs.progress(run, done=0, total=total)
    for found in recount_all(why=run.given["why"], by=by, at=run.asked_at, key=f"recount:{run.pk.hex}"):
        runs.progress(run, done=found.looked_at, total=max(total, found.looked_at), changed=found.changed)
    changed = Promise.objects.filter(why=Promise.Why.RECOUNT, made_at=run.asked_at).count()
    runs.progress(run, done=run.done, changed=changed)
    runs.finish(run)


def _refusable(work: Callable[[Run], None]) -> Callable[[Run], None]:
    """Let a refusal end the run with its sentence: trying again would not change it."""

    def worked(run: Run) -> None:
        with override(run.given.get("language", "vi")):
            try:
                work(run)
            except (Refusal, CalendarError, CannotRender) as refusal:
                runs.finish(run, failure=str(refusal))

    return worked


WORK: dict[Run.Kind, Callable[[Run], None]] = {
    Run.Kind.RECEIVE: _act,
    Run.Kind.FORWARD: _act,
    Run.Kind.HAND_OVER: _act,
    Run.Kind.SIGN: _sign,
    Run.Kind.PREVIEW: _refusable(_preview),
    Run.Kind.RECOUNT: _refusable(_recount),
    Run.Kind.REGISTER: _refusable(books.make),
    Run.Kind.BUNDLE: _refusable(configuration.make_bundle),
    Run.Kind.JUDGE: _refusable(configuration.judge_bundle),
    Run.Kind.TAKE_IN: _refusable(configuration.take_bundle),
    Run.Kind.TWINS: _refusable(configuration.find_twins),
}
