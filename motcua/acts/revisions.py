"""Write a revision and its parts, bring it into force, end the one before. Called inside an act of publication."""

from datetime import date, time, timedelta
from typing import Any

from motcua.catalogue.finding import search_text
from motcua.catalogue.models import Form, Procedure, Requirement, ResultTemplate, Revision, StepPlan
from motcua.catalogue.reading import Record


def write_procedure(procedure: Procedure, facts: dict[str, Any]) -> None:
    """Write the lasting identity: names, field, words it is found by."""
    procedure.name, procedure.sector_code, procedure.sector = facts["name"], facts["sector_code"], facts["sector"]
    procedure.keywords = " ".join(facts.get("keywords", []))
    procedure.search = search_text(procedure)
    procedure.save()


def write_draft(procedure: Procedure, record: Record, number: int) -> Revision:
    """Write a revision that holds on no day yet, with its papers; form, process and templates get a version where they are new."""
    facts = record.procedure
    form, plan = _form(record), _plan(record)
    revision = Revision(procedure=procedure, number=number, fingerprint=record.fingerprint, form=form, plan=plan)
    write_facts(revision, {k: v for k, v in facts.items() if k not in ("steps", "requirements")})
    revision.save(force_insert=True)
    _write_parts(revision, record)
    return revision


def write_facts(revision: Revision, facts: dict[str, Any]) -> None:
    """Put the published facts, and the columns that the engine reads, into `revision`; not saved."""
    revision.facts, revision.decision, revision.term = facts, facts.get("decision", ""), facts["term"]
    revision.cutoff = time.fromisoformat(facts["cutoff"])
    revision.supplement_mode, revision.supplement_days = facts["supplement_mode"], facts["supplement_days"]
    revision.competent_kind, revision.full_online = facts["competent_kind"], facts["full_online"]


def begin_force(revision: Revision, begins: date) -> None:
    """Let a revision hold from `begins` on; the one that held until then ends the day before."""
    end_force(revision.procedure, begins)
    revision.valid_from = begins
    revision.save(update_fields=["valid_from", "decision", "facts"])


def end_force(procedure: Procedure, day: date) -> None:
    """End what holds of a procedure the day before `day`: running dossiers go on, no new one begins."""
    held = Revision.objects.filter(procedure=procedure, valid_to=None).exclude(valid_from=None)
    held.update(valid_to=day - timedelta(days=1))


def next_number(procedure: Procedure) -> int:
    """Return the number of the next revision of a procedure."""
    last = Revision.objects.filter(procedure=procedure).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def next_form_version(key: str) -> int:
    """Return the number of the next version of a form."""
    last = Form.objects.filter(key=key).order_by("-version").values_list("version", flat=True).first()
    return (last or 0) + 1


def next_plan_version(code: str) -> int:
    """Return the number of the next version of a procedure's process."""
    last = StepPlan.objects.filter(key=code).order_by("-version").values_list("version", flat=True).first()
    return (last or 0) + 1


def next_template_version(key: str) -> int:
    """Return the number of the next version of a result template."""
    last = ResultTemplate.objects.filter(key=key).order_by("-version").values_list("version", flat=True).first()
    return (last or 0) + 1


def _form(record: Record) -> Form:
    last = Form.objects.filter(key=record.code).order_by("-version").first()
    if last and last.data == record.form:
        return last
    form = Form(key=record.code, version=next_form_version(record.code), data=record.form, name=record.procedure["name"])
    form.save(force_insert=True)
    return form


def _plan(record: Record) -> StepPlan:
    """The process as the record has it: a version that says the same goes on, and with it what is known of its durations."""
    steps, decision = record.procedure["steps"], record.procedure.get("process_decision", "")
    last = StepPlan.objects.filter(key=record.code).order_by("-version").first()
    if last and (last.steps, last.decision) == (steps, decision):
        return last
    plan = StepPlan(key=record.code, version=next_plan_version(record.code), decision=decision, steps=steps)
    plan.save(force_insert=True)
    return plan


def _template(name: str, data: dict[str, Any]) -> ResultTemplate:
    last = ResultTemplate.objects.filter(key=name).order_by("-version").first()
    if last and last.data == data:
        return last
    template = ResultTemplate(key=name, version=next_template_version(name), data=data)
    template.save(force_insert=True)
    return template


def _write_parts(revision: Revision, record: Record) -> None:
    for order, row in enumerate(record.procedure.get("requirements", []), 1):
        Requirement(revision=revision, order=order, **row).save(force_insert=True)
    for key, data in record.templates.items():
        revision.templates.add(_template(f"{record.code}:{key}", data))
