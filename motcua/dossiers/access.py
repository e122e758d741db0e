"""The only way to a dossier: what is not yours is not found, and a read of a person's data by an officer leaves a row they can see.

An officer's read is written before the data are given; if it cannot be written, nothing is given (Luật 91/2025/QH15).
"""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from motcua.audit.models import AccessRead
from motcua.catalogue.finding import revision_of
from motcua.documents.models import Document
from motcua.dossiers.confirmations import Confirmation
from motcua.dossiers.corrections import Correction
from motcua.dossiers.matters import Consultation
from motcua.dossiers.models import Channel, Component, Dossier, Draft, Paper, Result, Step, SupplementItem
from motcua.law.lifecycle import Act, Status, may
from motcua.law.roles import Role
from motcua.people import rights
from motcua.people.actor import Actor, ActorKind, Held
from motcua.people.finding import agency_of
from motcua.people.models import Agency, User


class NotYours(Http404):
    """Not there, or not yours: the same answer, so that nobody learns which."""


RELATED = ("receiver", "receiver__parent", "competent", "applicant", "holder", "step_officer")
ENDS = ("extension", "stop", "taken_over")  # at most one row each, shown on every page of a dossier
HEAVY = ("answers", "sources", "revision__facts")  # what no list shows: encrypted or long


H = TypeVar("H", Dossier, Draft)


def with_revision(held: H) -> H:
    """Put the remembered revision, with form, process and requirements, on a dossier or draft."""
    held.revision = revision_of(held.revision_id)
    return held


def as_locked(dossier: Dossier) -> Dossier:
    """Put the remembered revision and agencies on a dossier that an act has locked: its own row is new, theirs hardly ever change."""
    dossier.receiver, dossier.competent = agency_of(dossier.receiver_id), agency_of(dossier.competent_id)
    return with_revision(dossier)


def own_dossiers(user: User) -> QuerySet[Dossier]:
    """Return the dossiers of a signed-in citizen or firm, newest first."""
    found = Dossier.objects.filter(_of(user))
    return found.select_related("revision__procedure", "receiver", "competent").defer(*HEAVY).order_by("-submitted_at")


def _of(user: User) -> Q:
    """The person's own dossiers: those they filed, and those another filed for them by authority."""
    return Q(applicant=user.party_id) | Q(holder=user.party_id) if user.party_id else Q(pk__in=[])


def own(user: User, key: UUID) -> Dossier:
    """Return one's own dossier. Raises NotYours."""
    mine = Dossier.objects.filter(_of(user), pk=key)
    found = mine.select_related(*RELATED, *ENDS).first()
    if found is None:
        raise NotYours
    return with_revision(found)


def own_drafts(user: User) -> QuerySet[Draft]:
    """Return one's own unsubmitted drafts, last saved first."""
    drafts = Draft.objects.filter(applicant=user.party_id, made_by=user, submitted_at=None)
    return drafts.select_related("revision__procedure").order_by("-saved_at")


def confirmations(user: User) -> QuerySet[Confirmation]:
    """Return what waits for this person's confirmation, oldest first; people are found by their number."""
    index = user.party.number_index if user.party else ""
    found = Confirmation.objects.filter(number_index=index, decided_at=None).exclude(number_index="")
    return found.select_related("draft__applicant", "draft__revision__procedure")


def confirmation_of(user: User, key: UUID) -> Confirmation:
    """Return one confirmation asked of this person, answered or not. Raises NotYours."""
    index = user.party.number_index if user.party else ""
    asked = Confirmation.objects.filter(pk=key, number_index=index).exclude(number_index="")
    found = asked.select_related("draft__applicant", "draft__holder", "draft__made_by").first()
    if found is None:
        raise NotYours
    with_revision(found.draft)
    return found


def counter_drafts(user: User) -> QuerySet[Draft]:
    """Return the walk-in drafts an officer is filling in and has not submitted, last saved first."""
    drafts = Draft.objects.filter(made_by=user, channel=Channel.DIRECT, submitted_at=None)
    return drafts.select_related("revision__procedure", "applicant").order_by("-saved_at")


def own_draft(user: User, key: UUID) -> Draft:
    """Return one's own draft: a citizen's, or the walk-in draft an officer is filling in. Raises NotYours."""
    related = ("applicant", "holder", "made_by")
    found = Draft.objects.filter(pk=key, made_by=user).select_related(*related).first()
    if found is None:
        raise NotYours
    return with_revision(found)


def for_officer(actor: Actor, key: UUID, *, purpose: str, at: datetime) -> Dossier:
    """Return a dossier that this officer may see, and write that they saw it. Raises NotYours."""
    found = Dossier.objects.filter(pk=key).select_related(*RELATED, *ENDS).first()
    if found is None or actor.kind is not ActorKind.OFFICER or not may(Act.VIEW, rights.of(actor, found)):
        raise NotYours
    write_reads(actor, [found], purpose=purpose, at=at)
    return with_revision(found)


def write_reads(actor: Actor, dossiers: list[Dossier], *, purpose: str, at: datetime) -> None:
    """Write that an officer reads the data of all these dossiers' people, as in a printed list; call it before they are given.

    The dossiers come from this module. Two queries.
    """
    posts = {dossier.pk: _post(actor, dossier) for dossier in dossiers}
    names = dict(Agency.objects.filter(pk__in={post.agency_id for post in posts.values()}).values_list("pk", "name"))
    AccessRead.objects.bulk_create(
        [
            AccessRead(
                subject=dossier.pk,
                party=party,
                reader=UUID(actor.id),
                role=posts[dossier.pk].title,
                agency=posts[dossier.pk].agency_id,
                agency_name=names.get(posts[dossier.pk].agency_id, ""),
                purpose=purpose,
                at=at,
            )
            for dossier in dossiers
            for party in filter(None, (dossier.applicant_id, dossier.holder_id))
        ]
    )


def _post(actor: Actor, dossier: Dossier) -> Held:
    """The post through which an officer stands to a dossier."""
    return next((p for p in actor.posts if p.agency_id in (dossier.receiver_id, dossier.competent_id)), actor.posts[0])


def at_counter(actor: Actor, *statuses: Status) -> QuerySet[Dossier]:
    """Return the dossiers of the agencies where this officer receives, in `statuses`, oldest submission first."""
    agencies = [p.agency_id for p in actor.posts if p.role is Role.RECEIVER]
    found = Dossier.objects.filter(receiver__in=agencies, status__in=statuses, mirrored=False)
    return found.select_related("revision__procedure", "applicant", "competent", "step_officer").defer(*HEAVY).order_by("submitted_at")


def in_books(actor: Actor) -> QuerySet[Dossier]:
    """Return the dossiers in the registers of the agencies where this officer receives, and of the ended ones those answer for."""
    held = [agency for p in actor.posts if p.role is Role.RECEIVER for agency in (p.agency_id, *p.archives)]
    found = Dossier.objects.filter(register__agency__in=held)
    return found.select_related("revision__procedure", "applicant", "competent", "step_officer").defer(*HEAVY)


def mirrored(actor: Actor) -> QuerySet[Dossier]:
    """Return the dossiers of this officer's agencies that a ministry's system decides: to track, last filed first."""
    agencies = [p.agency_id for p in actor.posts if p.role in (Role.RECEIVER, Role.UNIT_HEAD)]
    found = Dossier.objects.filter(receiver__in=agencies, mirrored=True)
    return found.select_related("revision__procedure", "applicant", "filed_at").defer(*HEAVY).order_by("-submitted_at")


AT_DESK = (Status.PROCESSING, Status.SUPPLEMENT, Status.FINANCIAL_DUTY, Status.WITHDRAWAL)


def at_desk(actor: Actor) -> QuerySet[Dossier]:
    """Return what waits for this officer: steps in hand, waiting for the role, cooperated in or followed, and a head's whole agency.

    Least time left first: by the promise in force.
    """
    waiting = Q(pk__in=[])
    for post in actor.posts:
        here = Q(competent=post.agency_id)
        if post.role is Role.UNIT_HEAD:
            waiting |= here & (~Q(step_role="") | Q(status=Status.WITHDRAWAL, received_at__isnull=False))
        if post.role in (Role.CASE_OFFICER, Role.SIGNER, Role.RECORDS_CLERK):
            waiting |= here & _waits_for(actor, post)
        for each in {actor.id, post.lent_by} - {""}:
            waiting |= here & (Q(cooperating__contains=[UUID(each)]) | Q(following__contains=[UUID(each)]))
    found = Dossier.objects.filter(waiting, status__in=AT_DESK)
    return found.select_related("revision__procedure", "applicant", "step_officer").defer(*HEAVY).order_by("promised_at", "pk")


def _waits_for(actor: Actor, post: Held) -> Q:
    """Dossiers with an open step for `actor` through `post`: the one their own columns name, or one of several."""
    mine = [UUID(each) for each in (actor.id, post.lent_by) if each]
    units = ["", post.unit] if post.unit else [""]
    own = Q(step_role=post.role, step_unit__in=units) & (Q(step_officer=None) | Q(step_officer__in=mine))
    several = Step.objects.filter(Q(officer=None) | Q(officer__in=mine), finished_at=None, role=post.role, unit__in=units)
    return own | (Q(parallel=True) & Q(Exists(several.filter(dossier=OuterRef("pk")))))


def consultations(actor: Actor) -> QuerySet[Consultation]:
    """Return the opinions asked of this officer's agencies and not yet given, soonest due first: the question, not the person."""
    agencies = [p.agency_id for p in actor.posts if p.role in (Role.CASE_OFFICER, Role.UNIT_HEAD)]
    found = Consultation.objects.filter(agency__in=agencies, answered_at=None, dossier__consulted__overlap=agencies)
    return found.select_related("agency", "asked_by", "dossier__competent", "dossier__revision__procedure").order_by("due_at", "pk")


def consultation(actor: Actor, key: UUID) -> Consultation:
    """Return one opinion asked of this officer's agencies. Raises NotYours."""
    found = consultations(actor).filter(pk=key).first()
    if found is None:
        raise NotYours
    return found


def with_code(actor: Actor, code: str) -> UUID:
    """Return the key of a dossier this officer may see, by its code, whatever became of it; nothing of it is read. Raises NotYours."""
    known = Q(code=code) | (Q(external_code=code) & ~Q(external_code=""))
    found = Dossier.objects.filter(known).defer("answers", "sources").first()
    if found is None or not may(Act.VIEW, rights.of(actor, found)):
        raise NotYours
    return found.pk


def for_administrator(actor: Actor, code: str) -> Dossier:
    """Return a dossier by its code to an officer who may move it on its way; nothing of the person is read. Raises NotYours."""
    found = Dossier.objects.filter(code=code, status=Status.PROCESSING).select_related("competent").defer("answers", "sources").first()
    if found is None or not may(Act.GO_TO_STEP, rights.of(actor, found)):
        raise NotYours
    return with_revision(found)


def by_code(code: str) -> Dossier:
    """Return a dossier by its code for the public look-up, which shows its state only. Raises NotYours."""
    known = Q(code=code) | (Q(external_code=code) & ~Q(external_code=""))
    found = Dossier.objects.filter(known).exclude(code=None).select_related("revision__procedure").first()
    if found is None:
        raise NotYours
    return found


def result_by_token(token: str) -> Result:
    """Return an issued result by the unguessable token its QR carries. Raises NotYours."""
    found = Result.objects.filter(token=token, issued_at__isnull=False).select_related("dossier__competent", "issued").first()
    if found is None:
        raise NotYours
    return found


def corrected_by_token(token: str) -> Correction:
    """Return the issued result, now corrected, that carries this unguessable token. Raises NotYours."""
    found = Correction.objects.filter(token=token).select_related("dossier__competent", "dossier__revision__procedure", "issued").first()
    if found is None:
        raise NotYours
    return found


def slip_by_token(token: str) -> Dossier:
    """Return the dossier whose slip carries this unguessable token. Raises NotYours."""
    found = Dossier.objects.filter(look_up_token=token).exclude(code=None).select_related("revision__procedure", "receiver").first()
    if found is None:
        raise NotYours
    return found


def document_of(dossier: Dossier, key: UUID) -> Document:
    """Return a document that belongs to a dossier one has already got through this module. Raises NotYours."""
    held = (
        Q(pk__in=Component.objects.filter(dossier=dossier).values("document"))
        | Q(pk__in=Paper.objects.filter(dossier=dossier).values("document"))
        | Q(pk__in=SupplementItem.objects.filter(request__dossier=dossier).values("document"))
        | Q(pk__in=Result.objects.filter(dossier=dossier).values("signed"))
        | Q(pk__in=Result.objects.filter(dossier=dossier).values("issued"))
        | Q(pk__in=Correction.objects.filter(dossier=dossier).values("issued"))
    )
    found = Document.objects.filter(held, pk=key).first()
    if found is None:
        raise NotYours
    return found


def for_applicant(dossier: Dossier, key: UUID) -> Document:
    """Return a document an applicant may open: as `document_of`, but no draft of a result. Raises NotYours."""
    document = document_of(dossier, key)
    drafted = Paper.objects.filter(dossier=dossier, kind=Paper.Kind.RESULT, document=key).exists()
    if drafted or Result.objects.filter(dossier=dossier, signed=key).exclude(issued=key).exists():
        raise NotYours
    return document


def reads_of(user: User) -> QuerySet[AccessRead]:
    """Return who read this person's data, last first."""
    return AccessRead.objects.filter(party=user.party_id).order_by("-id") if user.party_id else AccessRead.objects.none()
