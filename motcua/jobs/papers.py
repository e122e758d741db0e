"""Render papers that acts made due."""

from dataclasses import asdict

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.acts.papers import RENDER, attach_paper, paper_failed
from motcua.dossiers.models import Paper
from motcua.papers import CannotRender
from motcua.papers import render as drawn
from motcua.people.actor import job

ACTOR = job("papers")


@app.task(name=RENDER, queue="papers", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def render(paper: str) -> None:
    """Render one paper (its id) and keep it; what cannot be rendered is said on the dossier's page."""
    row = Paper.objects.select_related("dossier").get(pk=paper)
    if row.document_id:
        return
    try:
        made = drawn(row.kind, row.values)
    except CannotRender as failure:
        paper_failed(row, str(failure), by=ACTOR, at=timezone.now())
        return
    attach_paper(row, made.pdf, {name: asdict(box) for name, box in made.boxes.items()}, by=ACTOR, at=timezone.now())
