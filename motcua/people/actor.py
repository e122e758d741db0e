"""Who acts: an applicant, an officer with posts, a job of ours, or a partner system."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import F, Q

from motcua.law.calendar import HANOI
from motcua.law.roles import Role
from motcua.people.lending import Delegation
from motcua.people.models import Post, User


class ActorKind(StrEnum):
    """The four kinds of actor."""

    APPLICANT = "applicant"
    OFFICER = "officer"
    JOB = "job"
    PARTNER = "partner"


@dataclass(frozen=True)
class Held:
    """A post in force at the moment of the act. `archives` are ended agencies whose closed dossiers its agency answers for."""

    role: Role
    agency_id: UUID
    unit_id: UUID | None
    title: str
    archives: tuple[UUID, ...] = ()
    lent_by: str = ""  # the id of the officer who lent the rights of this post, '' for one's own
    unit: str = ""  # the unit's key within its agency


@dataclass(frozen=True)
class Actor:
    """The one who acts, as sealed into the entry. `id` is the user's id, or the name of the job or partner."""

    kind: ActorKind
    id: str
    name: str
    party_id: UUID | None = None
    posts: tuple[Held, ...] = ()

    @property
    def title(self) -> str:
        """Return the title of the first post and of every lent one, or ''."""
        return "; ".join(p.title for at, p in enumerate(self.posts) if at == 0 or p.lent_by)[:300]

    def roles_at(self, agency_id: UUID) -> set[Role]:
        """Return the roles this officer holds at an agency."""
        return {p.role for p in self.posts if p.agency_id == agency_id}


def posts_in_force(user: User, day: date) -> tuple[Held, ...]:
    """Return the posts of `user` valid on `day`."""
    posts = Post.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), user=user, valid_from__lte=day).order_by("id")
    told = posts.annotate(archives=F("agency__archives"), unit_key=F("unit__key"))
    own = tuple(Held(p.role_key, p.agency_id, p.unit_id, p.title, tuple(p.archives), unit=p.unit_key or "") for p in told)
    return own + _lent_to(user, day)


def _lent_to(user: User, day: date) -> tuple[Held, ...]:
    """The posts lent to `user` on `day`, each with its lender in the title, so that every entry shows it; they end with the post."""
    post_holds = Q(post__valid_to=None) | Q(post__valid_to__gte=day)
    lent = Delegation.objects.filter(
        post_holds, to=user, valid_from__lte=day, valid_to__gte=day, revoked_at=None, post__valid_from__lte=day
    )
    posts = [each.post for each in lent.select_related("post__user", "post__agency", "post__unit").order_by("id")]
    return tuple(
        Held(
            p.role_key,
            p.agency_id,
            p.unit_id,
            f"{p.title}, theo ủy quyền của {p.user.name}",
            tuple(p.agency.archives),
            str(p.user_id),
            p.unit.key if p.unit else "",
        )
        for p in posts
    )


def actor_of(user: User, at: datetime) -> Actor:
    """Return the actor that a signed-in user is at `at` (aware)."""
    if user.is_officer:
        return Actor(ActorKind.OFFICER, str(user.pk), user.name, posts=posts_in_force(user, at.astimezone(HANOI).date()))
    return Actor(ActorKind.APPLICANT, str(user.pk), user.name, party_id=user.party_id)


def job(name: str) -> Actor:
    """Return the actor of an automatic task: it may check and warn, never decide (NĐ 309/2026 Điều 12 khoản 3)."""
    return Actor(ActorKind.JOB, name, name)


def partner(name: str) -> Actor:
    """Return the actor of a partner system whose message we act on."""
    return Actor(ActorKind.PARTNER, name, name)
