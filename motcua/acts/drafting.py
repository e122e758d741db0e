"""What a draft revision is made of: the version of its form and of its process, the papers it asks. What was published stays."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.acts.base import AlreadyDone, recording
from motcua.acts.draft_holding import DraftChanged as DraftChanged
from motcua.acts.draft_holding import fingerprint, held_draft
from motcua.acts.publishing import draft_revision
from motcua.catalogue.models import Form, Procedure, Requirement, Revision, StepPlan
from motcua.people.actor import Actor
from motcua.people.rights import Deed


def use_form(form: Form, procedures: Sequence[Procedure], *, by: Actor, at: datetime, key: str) -> list[Revision]:
    """Let the drafts of `procedures` ask `form`, begun where there are none: all or none. Raises PublicationRefused."""
    with transaction.atomic():
        return [_use(form, each, by=by, at=at, key=f"{key}:{each.code}") for each in procedures]


def _use(form: Form, procedure: Procedure, *, by: Actor, at: datetime, key: str) -> Revision:
    draft = draft_revision(procedure, by=by, at=at, key=f"{key}:begin")
    if draft.form_id == form.pk:
        return draft
    return choose_versions(draft, form=form, by=by, at=at, key=key)


def choose_versions(
    draft: Revision, *, form: Form | None = None, plan: StepPlan | None = None, seen: str = "", by: Actor, at: datetime, key: str
) -> Revision:
    """Let a draft ask another version of a form, or go by another version of its process. Raises NotADraft, DraftChanged."""
    words = {"code": draft.procedure.code, "form": str(form or ""), "plan": str(plan or "")}
    try:
        with recording(Deed.DRAFT_REVISION, "revision", draft.pk, by=by, at=at, key=key, words=words):
            held = held_draft(draft, seen)
            held.form, held.plan = form or held.form, plan or held.plan
            held.fingerprint = fingerprint(held)
            held.save(update_fields=["form", "plan", "fingerprint"])
    except AlreadyDone:
        return Revision.objects.get(pk=draft.pk)
    return held


def write_papers(draft: Revision, rows: Sequence[dict[str, Any]], *, seen: str, by: Actor, at: datetime, key: str) -> Revision:
    """Write anew the papers a draft asks, in this order (`catalogue/drafting.py` says what a row holds). Raises NotADraft, DraftChanged."""
    words = {"code": draft.procedure.code, "papers": [row["key"] for row in rows]}
    try:
        with recording(Deed.DRAFT_REVISION, "revision", draft.pk, by=by, at=at, key=key, words=words):
            held = held_draft(draft, seen)
            _write(held, rows)
    except AlreadyDone:
        return Revision.objects.get(pk=draft.pk)
    return held


def _write(held: Revision, rows: Sequence[dict[str, Any]]) -> None:
    stood = {each.key: each for each in held.requirements.all()}
    Requirement.objects.filter(revision=held).exclude(key__in=[row["key"] for row in rows]).delete()
    for order, row in enumerate(rows, 1):
        paper = stood.get(row["key"]) or Requirement(revision=held, key=row["key"])
        for name, value in row.items():
            setattr(paper, name, value)
        paper.order = order
        paper.save()
