"""Papers: an act says one is due and with which values; a job renders it; this act keeps what the job made."""

from datetime import datetime
from typing import Any

from procrastinate.contrib.django import app

from motcua.acts.base import acting
from motcua.documents import store
from motcua.dossiers.models import Dossier, Paper
from motcua.law.lifecycle import Act
from motcua.people.actor import Actor

RENDER = "motcua.jobs.papers.render"


def paper_due(dossier: Dossier, kind: Paper.Kind, values: dict[str, Any], *, at: datetime) -> Paper:
    """Write that a paper is due, and ask the job for it in the same transaction."""
    paper = Paper(dossier=dossier, kind=kind, values=values, asked_at=at)
    paper.save(force_insert=True)
    app.configure_task(RENDER).defer(paper=str(paper.pk))
    return paper


def attach_paper(paper: Paper, pdf: bytes, boxes: dict[str, Any], *, by: Actor, at: datetime) -> Paper:
    """Keep a rendered paper with the places of its signatures."""
    words = {"paper": paper.kind}
    with acting(Act.ATTACH_PAPER, paper.dossier, by=by, at=at, key=f"paper:{paper.pk.hex}", words=words):
        name = f"{paper.get_kind_display()}.pdf"
        paper.document = store.put(name, pdf, "application/pdf", at=at)
        paper.boxes, paper.failure = boxes, ""
        paper.save(update_fields=["document", "boxes", "failure"])
    return paper


def paper_failed(paper: Paper, why: str, *, by: Actor, at: datetime) -> None:
    """Keep why a paper could not be rendered, so that the page can say it."""
    key = f"paper-failed:{paper.pk.hex}:{int(at.timestamp())}"
    with acting(Act.ATTACH_PAPER, paper.dossier, by=by, at=at, key=key, words={"failure": why}):
        Paper.objects.filter(pk=paper.pk).update(failure=why[:300])
