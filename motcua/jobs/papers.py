"""Render papers that acts made due, and have their agency sign them."""

from dataclasses import asdict
from datetime import datetime
from typing import cast

from django.utils import timezone
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from motcua.acts.papers import RENDER, RENDER_ALL, attach_paper, paper_failed, paper_unsigned
from motcua.dossiers.models import Paper
from motcua.papers import CannotRender, Rendered, slip_stamp
from motcua.papers import render as drawn
from motcua.people.actor import job
from motcua.ports import Refused, SignatureRequest, Signing, Unreachable, port

ACTOR = job("papers")
REASON = "Ký số của cơ quan"
_AWAY = 300  # seconds at most between two tries: a slip waits for the authority, however long it is away
_NO_KEY = 3600  # seconds at most while the authority refuses: somebody has to give the agency a key first
_DEFECTS = 8  # tries where the fault is ours


class UntilSigned(BaseRetryStrategy):
    """Try again after 3, 6, 12 … seconds: without end while the signature is awaited, else eight times."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return when to try again, None to give up."""
        if not isinstance(exception, Unreachable | Refused) and job.attempts >= _DEFECTS:
            return None
        longest = _NO_KEY if isinstance(exception, Refused) else _AWAY
        return RetryDecision(retry_in={"seconds": min(longest, 3 * 2 ** min(job.attempts, 12))})


@app.task(name=RENDER, queue="papers", retry=UntilSigned())
def render(paper: str) -> None:
    """Render one paper (its id), have it signed, keep it; what cannot be made is said on the dossier's page.

    Raises Unreachable or Refused, to be tried again, while the authority does not answer or knows no key of the agency: until then
    the paper counts as not there.
    """
    row = Paper.objects.select_related("dossier", "agency").get(pk=paper)
    if row.document_id:
        return
    at = timezone.now()
    try:
        made = drawn(row.kind, row.values)
        pdf = _signed(row, made, at)
    except Unreachable:
        if not row.unsigned:
            paper_unsigned(row, by=ACTOR, at=at)
        raise
    except Refused as refusal:
        _failed(row, str(refusal), at)
        raise
    except CannotRender as failure:
        _failed(row, str(failure), at)
        return
    attach_paper(row, pdf, {name: asdict(box) for name, box in made.boxes.items()}, by=ACTOR, at=at)


@app.task(name=RENDER_ALL, queue="papers", retry=UntilSigned())
def render_all(papers: list[str]) -> None:
    """Render papers one by one. What cannot be made does not keep the others from it; then the whole is tried again. Raises as `render`."""
    if papers:
        try:
            render(papers[0])
        finally:
            render_all(papers[1:])


def _failed(row: Paper, why: str, at: datetime) -> None:
    if row.failure != why[:300]:
        paper_failed(row, why, by=ACTOR, at=at)


def _signed(row: Paper, made: Rendered, at: datetime) -> bytes:
    """Return the paper with its agency's signature; as drawn when none is due."""
    if row.agency is None:
        return made.pdf
    stamp = slip_stamp(made.boxes, agency=row.agency.name, signed_at=at)
    wanted = SignatureRequest(f"agency:{row.agency.code}", stamp.field, stamp.box, stamp.pdf, REASON)
    return cast(Signing, port("signing")).sign(made.pdf, wanted)
