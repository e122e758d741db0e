"""An officer who moves: the old posts end at once, sessions are over, open work goes to the role's pool or to somebody named (rule 64)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q

from motcua.acts.base import DOSSIER, AlreadyDone, recording
from motcua.acts.people import Appointment
from motcua.audit.sealing import open_chain, seal
from motcua.dossiers.models import Dossier, Step
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import FINAL, Act, Refusal
from motcua.lib.saying import N_
from motcua.people.actor import Actor, posts_in_force
from motcua.people.models import Delegation, Post, Unit, User
from motcua.people.rights import Deed


class NothingToLeave(Refusal):
    """The officer holds no post there, or would hand work over to themself."""


@dataclass(frozen=True)
class Moved:
    """What became of an officer's work: posts ended, steps given to the named officer, steps that wait for their role."""

    posts: int
    given: int
    pooled: int


def move_officer(
    user: User,
    *,
    leaving: UUID | None = None,
    to: User | None = None,
    joining: tuple[Appointment, ...] = (),
    by: Actor,
    at: datetime,
    key: str,
) -> Moved:
    """End the posts of `user` (at `leaving`, else everywhere) as of `at`, what was lent to them there, and the sessions; give new posts.

    An open step goes to `to` where they hold its role at that agency, else it waits for the role. Raises NothingToLeave; a repeated
    key changes nothing and returns zeros.
    """
    ending = _posts(user, leaving, at)
    if not ending or user == to:
        raise NothingToLeave(N_("%(name)s không giữ vị trí nào ở đó để rời đi."), name=user.name)
    words = {"to": to.name if to else "", "posts": [p.title for p in ending]}
    try:
        with recording(Deed.MOVE_OFFICER, "user", user.pk, by=by, at=at, key=key, words=words):
            day = at.astimezone(HANOI).date()
            Post.objects.filter(pk__in=[p.pk for p in ending]).update(valid_to=day - timedelta(1))
            Delegation.objects.filter(to=user, post__agency__in=[p.agency_id for p in ending], revoked_at=None).update(revoked_at=at)
            User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
            _join(user, joining)
            given = [_hand_on(d, user, to, by=by, at=at, key=key) for d in _open_work(user, {p.agency_id for p in ending})]
    except AlreadyDone:
        return Moved(0, 0, 0)
    return Moved(len(ending), sum(given), len(given) - sum(given))


def _posts(user: User, leaving: UUID | None, at: datetime) -> list[Post]:
    day = at.astimezone(HANOI).date()
    held = Post.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), user=user)
    return list(held.filter(agency=leaving) if leaving else held)


def _open_work(user: User, agencies: set[UUID]) -> list[Dossier]:
    here = Q(receiver__in=agencies) | Q(competent__in=agencies)
    steps = Step.objects.filter(officer=user, finished_at=None).values("dossier")
    held = Dossier.objects.filter(here, pk__in=steps).exclude(status__in=FINAL)
    return list(held.select_for_update(of=("self",)).order_by("pk"))


def _hand_on(dossier: Dossier, user: User, to: User | None, *, by: Actor, at: datetime, key: str) -> bool:
    """Give the officer's open steps to `to` if they hold their role there, else to the pool; tell which."""
    day = at.astimezone(HANOI).date()
    here, held = (dossier.receiver_id, dossier.competent_id), dossier.steps.filter(finished_at=None, officer=user)
    wanted = set(held.values_list("role", "unit"))
    posts = [p for p in posts_in_force(to, day) if p.agency_id in here] if to else []
    fits = all(any(p.role == role and unit in ("", p.unit) for p in posts) for role, unit in wanted)
    officer = to if fits else None
    held.update(officer=officer)
    if dossier.step_officer_id == user.pk:
        dossier.step_officer = officer
        dossier.save(update_fields=["step_officer"])
    words = {"to": officer.name if officer else "", "from": user.name, "reason": "người đang giữ bước chuyển đi"}
    own = f"{key}:{dossier.pk.hex}"[-100:]
    seal(open_chain(DOSSIER, dossier.pk), Act.REASSIGN, by=by, at=at, key=own, words=words, before=dossier.status, after=dossier.status)
    return fits


def _join(user: User, joining: tuple[Appointment, ...]) -> None:
    for post in joining:
        unit = Unit.objects.get(agency=post.agency, key=post.unit)
        held = Post(user=user, agency_id=post.agency, unit=unit, role=post.role, title=post.title, valid_from=post.valid_from)
        held.save(force_insert=True)
