"""Carry out the long work that officers asked for: as they, who chose it; the job only goes on where it stood."""

from collections.abc import Callable
from datetime import datetime

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.acts import decision, runs
from motcua.acts.base import done_before
from motcua.dossiers.models import Result, Run, RunLine
from motcua.law.lifecycle import Act, Refusal, check
from motcua.law.signatures import NotSigned
from motcua.lib.saying import N_
from motcua.papers import authority
from motcua.people import rights
from motcua.people.actor import Actor

_GIVES_UP = 3  # times in a row that the authority does not answer: the rest of the drafts are not tried


@app.task(name=runs.CARRY_OUT, queue="runs", retry=RetryStrategy(max_attempts=5, exponential_wait=5))
def carry_out(run: str) -> None:
    """Do what is left of a run (its id)."""
    row = Run.objects.select_related("asked_by").get(pk=run)
    if row.goes_on:
        WORK[Run.Kind(row.kind)](row)


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


WORK: dict[Run.Kind, Callable[[Run], None]] = {
    Run.Kind.RECEIVE: _act,
    Run.Kind.FORWARD: _act,
    Run.Kind.HAND_OVER: _act,
    Run.Kind.SIGN: _sign,
}
