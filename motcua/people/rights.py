"""The one table of rights: role × act × scope. The rows for dossiers stand in law/lifecycle.py, those for no dossier here."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from motcua.law.lifecycle import RULES, NotAllowed, grants
from motcua.law.roles import Role, Scope
from motcua.lib.saying import N_
from motcua.people.actor import Actor, ActorKind, Held


class Deed(StrEnum):
    """Acts on no dossier, recorded the same way."""

    ENROL = "enrol"
    APPOINT = "appoint"
    PUBLISH = "publish"
    SET_CALENDAR = "set_calendar"
    SET_POLICY = "set_policy"
    ESTABLISH = "establish"
    SAVE_DRAFT = "save_draft"
    LOOK_UP = "look_up"
    CONSENT = "consent"
    CLOSE_REGISTER = "close_register"
    SET_PHRASE = "set_phrase"
    KEEP_EXAMPLE = "keep_example"
    SET_FEE = "set_fee"
    SET_ROUTING = "set_routing"
    DRAFT_REVISION = "draft_revision"
    SET_COST = "set_cost"
    TAKE_IN_RECORD = "take_in_record"
    TAKE_OVER_AGAIN = "take_over_again"
    GO_ON_NUMBERS = "go_on_numbers"
    JUDGE_DUPLICATE = "judge_duplicate"
    WRITE_FORM = "write_form"
    SAVE_FORM = "save_form"
    SAVE_PROCESS = "save_process"
    ACTIVATE_PROCESS = "activate_process"
    WRITE_TEMPLATE = "write_template"
    SAVE_TEMPLATE = "save_template"
    IMPORT_CONFIGURATION = "import_configuration"
    WATCH = "watch"
    CONFIRM = "confirm"
    DELEGATE = "delegate"
    END_DELEGATION = "end_delegation"
    MERGE = "merge"
    UNMERGE = "unmerge"
    MOVE_OFFICER = "move_officer"
    VOID_CODE = "void_code"
    ASK_RUN = "ask_run"
    RESEND_MESSAGE = "resend_message"
    GIVE_UP_MESSAGE = "give_up_message"
    PROPOSE_CORRECTION = "propose_correction"
    DECIDE_CORRECTION = "decide_correction"
    RETRY_ARRIVAL = "retry_arrival"
    DISMISS_ARRIVAL = "dismiss_arrival"
    RECONCILE = "reconcile"
    HEAL = "heal"


_LENDERS = (Role.RECEIVER, Role.CASE_OFFICER, Role.UNIT_HEAD, Role.SIGNER, Role.RECORDS_CLERK)
DEEDS: dict[Deed, frozenset[Role]] = {
    Deed.ENROL: frozenset({Role.PARTNER, Role.JOB}),
    Deed.APPOINT: frozenset({Role.ADMINISTRATOR, Role.JOB}),
    Deed.PUBLISH: frozenset({Role.CONTROLLER, Role.JOB}),
    Deed.SET_CALENDAR: frozenset({Role.ADMINISTRATOR, Role.JOB}),
    Deed.SET_POLICY: frozenset({Role.ADMINISTRATOR, Role.JOB}),
    Deed.ESTABLISH: frozenset({Role.ADMINISTRATOR, Role.JOB}),
    Deed.SAVE_DRAFT: frozenset({Role.APPLICANT, Role.RECEIVER}),
    Deed.LOOK_UP: frozenset({Role.APPLICANT, Role.RECEIVER, Role.CASE_OFFICER, Role.JOB}),
    Deed.CONSENT: frozenset({Role.APPLICANT, Role.RECEIVER}),
    Deed.CLOSE_REGISTER: frozenset({Role.RECEIVER, Role.JOB}),
    Deed.SET_PHRASE: frozenset({Role.CONTROLLER, Role.JOB}),
    Deed.KEEP_EXAMPLE: frozenset({Role.CONTROLLER, Role.JOB}),
    **dict.fromkeys((Deed.SET_FEE, Deed.SET_ROUTING, Deed.DRAFT_REVISION, Deed.SET_COST), frozenset({Role.CONTROLLER, Role.JOB})),
    **dict.fromkeys((Deed.WRITE_FORM, Deed.SAVE_FORM), frozenset({Role.CONTROLLER})),
    Deed.TAKE_IN_RECORD: frozenset({Role.CONTROLLER, Role.JOB}),
    **dict.fromkeys((Deed.TAKE_OVER_AGAIN, Deed.GO_ON_NUMBERS), frozenset({Role.JOB})),
    Deed.JUDGE_DUPLICATE: frozenset({Role.CONTROLLER}),
    **dict.fromkeys(
        (Deed.SAVE_PROCESS, Deed.ACTIVATE_PROCESS, Deed.WRITE_TEMPLATE, Deed.SAVE_TEMPLATE),
        frozenset({Role.CONTROLLER, Role.ADMINISTRATOR}),
    ),
    Deed.IMPORT_CONFIGURATION: frozenset({Role.ADMINISTRATOR, Role.JOB}),
    Deed.WATCH: frozenset({Role.JOB}),
    Deed.ASK_RUN: frozenset({Role.RECEIVER, Role.SIGNER, Role.CONTROLLER, Role.ADMINISTRATOR}),
    Deed.CONFIRM: frozenset({Role.APPLICANT}),
    Deed.DELEGATE: frozenset({*_LENDERS, Role.ADMINISTRATOR}),
    Deed.END_DELEGATION: frozenset({*_LENDERS, Role.ADMINISTRATOR}),
    **dict.fromkeys((Deed.MERGE, Deed.UNMERGE, Deed.MOVE_OFFICER, Deed.VOID_CODE), frozenset({Role.ADMINISTRATOR, Role.JOB})),
    **dict.fromkeys(
        (
            *(Deed.RESEND_MESSAGE, Deed.GIVE_UP_MESSAGE, Deed.PROPOSE_CORRECTION, Deed.DECIDE_CORRECTION),
            *(Deed.RETRY_ARRIVAL, Deed.DISMISS_ARRIVAL),
        ),
        frozenset({Role.CONTROLLER, Role.ADMINISTRATOR}),
    ),
    **dict.fromkeys((Deed.RECONCILE, Deed.HEAL), frozenset({Role.CONTROLLER, Role.ADMINISTRATOR, Role.JOB})),
}


@dataclass(frozen=True)
class Waits:
    """An open step: the role it waits for, the officer it is given to ('' nobody yet), the unit it is kept for ('' any)."""

    role: Role
    officer: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Standing:
    """What rights need to know of a dossier: who owns it, which agencies, where its open steps wait, who worked on it."""

    owners: frozenset[UUID]
    receiving: UUID
    competent: UUID
    waits: tuple[Waits, ...]
    workers: frozenset[str]
    consulted: frozenset[UUID] = frozenset()
    cooperating: frozenset[str] = frozenset()
    following: frozenset[str] = frozenset()
    mirrored: bool = False  # a ministry's system settles it


class HasStanding(Protocol):
    """Anything that can say its standing: a dossier."""

    def standing(self) -> Standing:
        """Return the standing."""
        ...


def of(actor: Actor, dossier: HasStanding) -> frozenset[tuple[Role, Scope]]:
    """Return every (role, scope) that `actor` holds towards `dossier`; officers only follow one that a ministry settles."""
    standing = dossier.standing()
    if actor.kind is ActorKind.APPLICANT:
        return frozenset({(Role.APPLICANT, Scope.OWN)} if actor.party_id in standing.owners else ())
    if actor.kind is ActorKind.JOB:
        return frozenset({(Role.JOB, Scope.CITY)})
    if actor.kind is ActorKind.PARTNER:
        return frozenset({(Role.PARTNER, Scope.CITY)})
    held = frozenset(_of_officer(actor, standing))
    return frozenset((role, Scope.TRACKING) for role, _scope in held) if standing.mirrored else held


def _of_officer(actor: Actor, standing: Standing) -> Iterator[tuple[Role, Scope]]:
    for post in actor.posts:
        if post.role in (Role.CONTROLLER, Role.ADMINISTRATOR):
            yield post.role, Scope.CITY
        if post.agency_id in standing.consulted:
            yield post.role, Scope.CONSULTED
        if standing.receiving in (post.agency_id, *post.archives):
            yield post.role, Scope.RECEIVING
        if standing.competent not in (post.agency_id, *post.archives):
            continue
        yield post.role, Scope.COMPETENT
        waits = any(holds(actor, post, each) for each in standing.waits)
        if waits:
            yield post.role, Scope.HOLDING
        mine = {actor.id, post.lent_by} - {""}
        if mine & standing.cooperating:
            yield post.role, Scope.COOPERATING
        if waits or actor.id in standing.workers or mine & (standing.cooperating | standing.following):
            yield post.role, Scope.WORKED


def holds(actor: Actor, post: Held, step: Waits) -> bool:
    """Tell whether an open step waits for `actor` through `post` (at the agency that decides), or for everybody of its role and unit."""
    if post.role is not step.role or step.unit not in ("", post.unit):
        return False
    return step.officer in ("", actor.id, post.lent_by)


def roles_of(actor: Actor) -> set[Role]:
    """Return the roles an actor holds anywhere."""
    single = {ActorKind.APPLICANT: Role.APPLICANT, ActorKind.JOB: Role.JOB, ActorKind.PARTNER: Role.PARTNER}
    if actor.kind in single:
        return {single[actor.kind]}
    return {p.role for p in actor.posts}


def check_deed(actor: Actor, deed: Deed) -> None:
    """Raise NotAllowed unless `actor` may do `deed`."""
    if not roles_of(actor) & DEEDS[deed]:
        raise NotAllowed(N_("Bạn không có quyền làm việc này."))


def table() -> list[dict[str, object]]:
    """Return every cell: role, act, scope, allowed; deeds on no dossier stand at scope 'office'."""
    cells: list[dict[str, object]] = [
        {"role": role, "act": act, "scope": scope, "allowed": grants(act, role, scope)} for act in RULES for role in Role for scope in Scope
    ]
    return cells + [
        {"role": role, "act": deed, "scope": "office", "allowed": role in roles} for deed, roles in DEEDS.items() for role in Role
    ]
