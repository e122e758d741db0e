"""Publish a procedure: a new revision when something changed, the earlier one ends the day before."""

from datetime import date, datetime, time, timedelta
from typing import Any

from motcua.acts.base import recording
from motcua.catalogue.finding import search_text
from motcua.catalogue.models import Form, Procedure, Requirement, ResultTemplate, Revision, StepPlan
from motcua.catalogue.reading import Record
from motcua.law.calendar import HANOI
from motcua.people.actor import Actor
from motcua.people.rights import Deed


def publish(record: Record, *, by: Actor, at: datetime) -> tuple[Revision, bool]:
    """Publish `record` from its `valid_from` on; returns the revision and whether it is new. The same content changes nothing."""
    facts = record.procedure
    procedure = Procedure.objects.filter(code=record.code).first() or Procedure(code=record.code)
    last = Revision.objects.filter(procedure=procedure).order_by("-number").first() if procedure.search else None
    if last and last.fingerprint == record.fingerprint:
        return last, False
    number = last.number + 1 if last else 1
    words = {"code": record.code, "number": number, "decision": facts["decision"]}
    with recording(Deed.PUBLISH, "procedure", procedure.pk, by=by, at=at, key=f"publish:{record.code}:{number}", words=words):
        _write_procedure(procedure, facts)
        revision = _write_revision(procedure, record, number, at)
        if last and last.valid_to is None:
            last.valid_to = revision.valid_from - timedelta(days=1)
            last.save(update_fields=["valid_to"])
    return revision, True


def _write_procedure(procedure: Procedure, facts: dict[str, Any]) -> None:
    procedure.name, procedure.sector_code, procedure.sector = facts["name"], facts["sector_code"], facts["sector"]
    procedure.keywords = " ".join(facts.get("keywords", []))
    procedure.search = search_text(procedure)
    procedure.save()


def _write_revision(procedure: Procedure, record: Record, number: int, at: datetime) -> Revision:
    facts = record.procedure
    begins = date.fromisoformat(facts["valid_from"])
    if number > 1:
        begins = max(begins, at.astimezone(HANOI).date())
    form = Form(key=record.code, version=number, data=record.form)
    form.save(force_insert=True)
    plan = StepPlan(key=record.code, version=number, decision=facts.get("process_decision", ""), steps=facts["steps"])
    plan.save(force_insert=True)
    revision = Revision(
        procedure=procedure,
        number=number,
        decision=facts["decision"],
        valid_from=begins,
        term=facts["term"],
        cutoff=time.fromisoformat(facts["cutoff"]),
        supplement_mode=facts["supplement_mode"],
        supplement_days=facts["supplement_days"],
        competent_kind=facts["competent_kind"],
        full_online=facts["full_online"],
        facts={k: v for k, v in facts.items() if k not in ("steps", "requirements")},
        fingerprint=record.fingerprint,
        form=form,
        plan=plan,
    )
    revision.save(force_insert=True)
    _write_parts(revision, record, number)
    return revision


def _write_parts(revision: Revision, record: Record, number: int) -> None:
    for order, row in enumerate(record.procedure.get("requirements", []), 1):
        Requirement(revision=revision, order=order, **row).save(force_insert=True)
    for key, data in record.templates.items():
        template = ResultTemplate(key=f"{record.code}:{key}", version=number, data=data)
        template.save(force_insert=True)
        revision.templates.add(template)
