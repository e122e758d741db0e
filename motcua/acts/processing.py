"""At the desk: take or give a step, draft the result, propose it for signature, send it back."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from motcua.acts import outgoing, steps
from motcua.acts.base import Words, acting, repeatable
from motcua.acts.papers import paper_due
from motcua.acts.parts import set_parts
from motcua.acts.reception import check_holds_role
from motcua.acts.submission import AnswersRefused
from motcua.acts.wording import result_values, stale, standing_of, template_of
from motcua.catalogue.models import ResultTemplate
from motcua.dossiers.models import Dossier, Paper, Result
from motcua.law.calendar import HANOI
from motcua.law.flow import FlowError, Kind, Outcome, PlannedStep
from motcua.law.intake import check_reason
from motcua.law.lifecycle import Act
from motcua.law.rewording import check_proposable
from motcua.law.signatures import NotSigned
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.models import User
from motcua.ui.forms import Form


@repeatable
def assign(
    dossier: Dossier,
    *,
    officer: User,
    cooperate: Sequence[User] = (),
    follow: Sequence[User] = (),
    by: Actor,
    at: datetime,
    key: str,
    step: str = "",
) -> Dossier:
    """Give an open step (named `step` where there are several) to the officer who leads it and may end it, with those who cooperate
    and those who follow: the head does, or one takes what waits for the role.

    Raises NotAllowed for a lead without that post, PartRefused.
    """
    words: Words = {"to": officer.name, "cooperate": [u.name for u in cooperate], "follow": [u.name for u in follow]}
    with acting(Act.ASSIGN, dossier, by=by, at=at, key=key, words=words) as dossier:
        given = steps.present(dossier, by, key=step, whoever=by.id != str(officer.pk))
        check_holds_role(officer, given.role, dossier.competent_id, at, given.unit)
        steps.give(dossier, officer, given)
        words["step"] = given.key
        if cooperate or follow or dossier.cooperating or dossier.following:
            set_parts(dossier, given, officer, cooperate, follow, by=by, at=at)
    return dossier


@repeatable
def complete(dossier: Dossier, *, outcome: str, note: str = "", by: Actor, at: datetime, key: str, step: str = "") -> Dossier:
    """Finish a step of work whose outcome drafts no paper: an appraisal, an opinion of one branch; what follows begins.

    While other branches are at work the dossier waits for them. Raises FlowError for a step that ends otherwise.
    """
    words: Words = {"outcome": outcome, "note": note.strip()[:500]}
    with acting(Act.COMPLETE_STEP, dossier, by=by, at=at, key=key, words=words) as dossier:
        here = steps.present(dossier, by, key=step, kind=Kind.WORK)
        if dossier.revision.plan.plan().step(here.key).outcome(outcome).template:
            raise FlowError(N_("Kết quả này lập một văn bản: dự thảo rồi trình ký."))
        words["step"] = here.key
        steps.advance(dossier, outcome, by=by, at=at.astimezone(HANOI), note=note.strip(), step=here)
        outgoing.tell_portal("dossier.progress", dossier, by=by, at=at)
    return dossier


@repeatable
def draft_result(dossier: Dossier, *, outcome: str, fields: dict[str, Any], by: Actor, at: datetime, key: str) -> Dossier:
    """Draft the result that `outcome` of the present step calls for; the paper is rendered by a job and replaces an earlier draft.

    Raises FlowError for an outcome without a template, AnswersRefused when the officer's fields are wrong.
    """
    with acting(Act.DRAFT_RESULT, dossier, by=by, at=at, key=key, words={"outcome": outcome}) as dossier:
        template = template_for(dossier, outcome)
        form = Form.from_data(template.data["form"])
        kept = form.visible_answers(fields)
        errors = form.check(kept, today=at.astimezone(HANOI).date())
        if errors:
            raise AnswersRefused(errors)
        result = Result.objects.filter(dossier=dossier).first() or Result(dossier=dossier, token=secrets.token_urlsafe(32))
        result.template, result.outcome, result.fields, result.drafted_at = template.key, outcome, kept, at
        result.title = template.data["title"]["vi"]
        result.signed, result.signer, result.signed_at = None, None, None
        result.paper = paper_due(dossier, Paper.Kind.RESULT, result_values(dossier, result, template), at=at)
        result.save()
    return dossier


@repeatable
def propose(dossier: Dossier, *, by: Actor, at: datetime, key: str, signer: User | None = None) -> Dossier:
    """Put the drafted result before the signer; one who is named is printed on the paper, anew if it named another.

    Raises NotSigned while there is no draft, WordingOpen when the dossier changed beneath it, NotAllowed for a signer without that post.
    """
    with acting(Act.PROPOSE, dossier, by=by, at=at, key=key) as dossier:
        result = Result.objects.filter(dossier=dossier).select_related("paper").first()
        if result is None or result.paper is None or result.paper.document_id is None:
            raise NotSigned(N_("Chưa có bản dự thảo kết quả để trình ký. Lập dự thảo trước, chờ bản in hiện ra."))
        held = standing_of(dossier, result)
        check_proposable([each.rewording.label for each in held.conflicts], stale(dossier, result, result.paper.values))
        if signer and result.paper.values["signer_name"] != signer.name:
            template = template_of(dossier, result)
            result.paper = paper_due(dossier, Paper.Kind.RESULT, result_values(dossier, result, template, signer), at=at)
            result.save(update_fields=["paper"])
        here = steps.present(dossier, by, kind=Kind.WORK, key=_drafting(dossier, result.outcome))
        for step in steps.advance(dossier, result.outcome, by=by, at=at.astimezone(HANOI), officer=signer, step=here):
            if signer:
                check_holds_role(signer, step.role, dossier.competent_id, at, step.unit)
        outgoing.tell_portal("dossier.progress", dossier, by=by, at=at)
    return dossier


@repeatable
def send_back(dossier: Dossier, *, reason: str, by: Actor, at: datetime, key: str, to: str = "", step: str = "") -> Dossier:
    """Return the dossier to an earlier step and to who did it, saying why: `to` names that step, else the last step of work.

    `step` is the open one that goes back, where there are several. Raises ReasonMissing, or FlowError when there is no such step
    before it.
    """
    reason = check_reason(reason)
    with acting(Act.SEND_BACK, dossier, by=by, at=at, key=key, words={"reason": reason, "step": to}) as dossier:
        here = steps.present(dossier, by, key=step)
        steps.go_back(dossier, _earlier(dossier, here.key, to), here, by=by, at=at.astimezone(HANOI), note=reason)
        unsign(dossier)
        outgoing.tell_portal("dossier.progress", dossier, by=by, at=at)
    return dossier


def earlier_steps(dossier: Dossier, here: str = "") -> list[PlannedStep]:
    """Return the steps that an open one (`here`, else the one due first) may be returned to, in order of the process."""
    here = here or dossier.step_key
    if not here:
        return []
    done = dossier.steps.exclude(finished_at=None).values_list("key", flat=True)
    return dossier.revision.plan.plan().before(here, done)


def _earlier(dossier: Dossier, here: str, to: str) -> PlannedStep:
    before = earlier_steps(dossier, here)
    found = [step for step in before if step.key == to] if to else [step for step in before if step.kind == "work"]
    if not found:
        raise FlowError(N_("Không có bước trước để trả lại."))
    return found[-1]


def unsign(dossier: Dossier) -> None:
    """Take the signature off a result that is worked on again; the draft and a number given stay. Called inside an act."""
    Result.objects.filter(dossier=dossier).update(signed=None, signer=None, signed_at=None)


def template_for(dossier: Dossier, outcome: str) -> ResultTemplate:
    """Return the template that `outcome` of the present step drafts. Raises FlowError when there is none."""
    return dossier.revision.template(_outcome(dossier, outcome).template)


def outcomes_of(dossier: Dossier) -> list[Outcome]:
    """Return the ways an open step can end that draft a result."""
    return [o for key in _open_keys(dossier) for o in dossier.revision.plan.plan().step(key).outcomes if o.template]


def _open_keys(dossier: Dossier) -> list[str]:
    if dossier.parallel:
        return [step.key for step in steps.opened(dossier)]
    return [dossier.step_key] if dossier.step_key else []


def _drafting(dossier: Dossier, outcome: str) -> str:
    """The open step that ends with this drafted outcome. Raises FlowError when none does."""
    plan = dossier.revision.plan.plan()
    for key in _open_keys(dossier):
        if any(o.key == outcome and o.template for o in plan.step(key).outcomes):
            return key
    raise FlowError(N_("Bước này không lập được kết quả đó."))


def _outcome(dossier: Dossier, key: str) -> Outcome:
    for outcome in outcomes_of(dossier):
        if outcome.key == key:
            return outcome
    raise FlowError(N_("Bước này không lập được kết quả đó."))
