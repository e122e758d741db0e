"""Papers: an act says one is due and with which values; a job renders and signs it; these acts keep what the job made."""

from datetime import datetime
from typing import Any

from procrastinate.contrib.django import app

from motcua.acts.base import acting
from motcua.audit.rows import copy_in
from motcua.documents import store
from motcua.dossiers.models import Dossier, Paper
from motcua.law.lifecycle import Act
from motcua.people.actor import Actor
from motcua.people.models import Agency

RENDER, RENDER_ALL, SHEAF = "motcua.jobs.papers.render", "motcua.jobs.papers.render_all", 50
_OF_COUNTER = {Paper.Kind.APPOINTMENT_SLIP, Paper.Kind.SUPPLEMENT_REQUEST, Paper.Kind.REFUSAL}
_OF_COMPETENT = {Paper.Kind.APOLOGY, Paper.Kind.STOP_NOTICE}


def paper_due(dossier: Dossier, kind: Paper.Kind, values: dict[str, Any], *, at: datetime) -> Paper:
    """Write that a paper is due, and ask the job for it in the same transaction."""
    paper = Paper(dossier=dossier, kind=kind, values=values, asked_at=at, agency=signed_by(dossier, kind))
    paper.save(force_insert=True)
    app.configure_task(RENDER).defer(paper=str(paper.pk))
    return paper


def papers_due(papers: list[Paper]) -> None:
    """Write that many papers are due, and ask for them by the sheaf: one job draws some dozens."""
    copy_in(papers)
    keys = [str(paper.pk) for paper in papers]
    asked: list[dict[str, Any]] = [{"papers": keys[start : start + SHEAF]} for start in range(0, len(keys), SHEAF)]
    app.configure_task(RENDER_ALL).batch_defer(*asked)


def signed_by(dossier: Dossier, kind: Paper.Kind) -> Agency | None:
    """Return the agency whose electronic signature a form carries (TT 01/2018/TT-VPCP Điều 10); None for the draft of a result.

    The counter signs Mẫu 01 to 03; the competent agency 04 and 05, or the counter where nothing was taken in yet.
    """
    if kind in _OF_COUNTER:
        return dossier.receiver
    if kind in _OF_COMPETENT:
        return dossier.competent if dossier.received_at else dossier.receiver
    return None


def attach_paper(paper: Paper, pdf: bytes, boxes: dict[str, Any], *, by: Actor, at: datetime) -> Paper:
    """Keep a finished paper with the places of its signatures."""
    words = {"paper": paper.kind}
    with acting(Act.ATTACH_PAPER, paper.dossier, by=by, at=at, key=f"paper:{paper.pk.hex}", words=words):
        name = f"{paper.get_kind_display()}.pdf"
        paper.document = store.put(name, pdf, "application/pdf", at=at)
        paper.boxes, paper.failure, paper.unsigned = boxes, "", False
        paper.save(update_fields=["document", "boxes", "failure", "unsigned"])
    return paper


def paper_unsigned(paper: Paper, *, by: Actor, at: datetime) -> None:
    """Write, once, that a paper is drawn but its agency's signature is awaited: it is not final and nobody is given it."""
    words = {"paper": paper.kind, "awaits": "signature"}
    with acting(Act.ATTACH_PAPER, paper.dossier, by=by, at=at, key=f"paper-unsigned:{paper.pk.hex}", words=words):
        Paper.objects.filter(pk=paper.pk).update(unsigned=True)


def paper_failed(paper: Paper, why: str, *, by: Actor, at: datetime) -> None:
    """Keep why a paper could not be rendered, so that the page can say it."""
    key = f"paper-failed:{paper.pk.hex}:{int(at.timestamp())}"
    with acting(Act.ATTACH_PAPER, paper.dossier, by=by, at=at, key=key, words={"failure": why}):
        Paper.objects.filter(pk=paper.pk).update(failure=why[:300])
