"""Where watched dossiers stand, who holds them and who else could: read for many at once, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from uuid import UUID

from django.db.models import Count, Q

from motcua.dossiers.models import Dossier, Step
from motcua.law.lifecycle import RUNNING, Status
from motcua.law.roles import Role
from motcua.people.models import Post, User

PART = 10_000


@dataclass(frozen=True)
class Watched:
    """One dossier whose clock runs: its clocks, its agencies, the step it waits in and whose turn it is (`turns`: of every open step)."""

    dossier: UUID
    code: str
    procedure: str
    promised_at: datetime | None
    reply_due_at: datetime | None
    receiver: UUID
    competent: UUID
    role: str
    officer: UUID | None
    officer_name: str
    step: str = ""
    step_due_at: datetime | None = None
    turns: tuple[tuple[str, UUID | None], ...] = ()  # (role, officer)


def watched(dossiers: Collection[UUID]) -> dict[UUID, Watched]:
    """Return those of `dossiers` whose clock still runs, by id. Two queries for each ten thousand."""
    found: dict[UUID, Watched] = {}
    for keys in parts(dossiers):
        found |= _watched(keys)
    return found


def parts(keys: Iterable[UUID]) -> Iterator[tuple[UUID, ...]]:
    """Yield keys in parts that one statement takes: it has at most 65,535 parameters."""
    rest = iter(keys)
    while part := tuple(islice(rest, PART)):
        yield part


def _watched(dossiers: Collection[UUID]) -> dict[UUID, Watched]:
    steps: dict[UUID, list[tuple[str, str, UUID | None]]] = defaultdict(list)
    opened = Step.objects.filter(dossier__in=dossiers, finished_at=None).order_by("due_at", "seq")
    for dossier, name, role, officer in opened.values_list("dossier", "name", "role", "officer"):
        steps[dossier].append((name["vi"], role, officer))
    rows = Dossier.objects.filter(pk__in=dossiers, status__in=(Status.NEW, *RUNNING), finished_at=None).values_list(
        "pk",
        "code",
        "revision__procedure__name",
        "promised_at",
        "reply_due_at",
        "receiver_id",
        "competent_id",
        "step_role",
        "step_officer_id",
        "step_officer__name",
        "step_due_at",
    )
    found = {}
    for pk, code, name, promised, reply, receiver, competent, role, officer, officer_name, step_due in rows:
        here = steps.get(pk, [])
        step, turns = "; ".join(each for each, _, _ in here), tuple((whose, who) for _, whose, who in here)
        found[pk] = Watched(
            pk, code or "", name["vi"], promised, reply, receiver, competent, role, officer, officer_name or "", step, step_due, turns
        )
    return found


@dataclass
class Staff:
    """Who holds which role at which agency on a day, and how many open dossiers each officer holds."""

    holders: dict[tuple[UUID, str], list[User]] = field(default_factory=lambda: defaultdict(list))
    load: dict[UUID, int] = field(default_factory=dict)

    def at(self, agency: UUID, role: str) -> list[User]:
        """Return the officers who hold `role` at an agency."""
        return self.holders.get((agency, role), [])

    def heads(self, agency: UUID) -> list[User]:
        """Return the heads of the unit, else who signs for the agency."""
        return self.at(agency, Role.UNIT_HEAD) or self.at(agency, Role.SIGNER)

    def helpers(self, row: Watched, most: int = 2) -> list[tuple[User, int]]:
        """Return who else could take the step of `row`, those who hold least first, each with the number of open dossiers held."""
        others = [(u, self.load.get(u.pk, 0)) for u in self.at(row.competent, row.role) if u.pk != row.officer]
        return sorted(others, key=lambda other: (other[1], other[0].name))[:most]


def staff_of(agencies: Iterable[UUID], day: date) -> Staff:
    """Return who works at `agencies` on `day` and what they hold. Two queries."""
    wanted, staff = set(agencies), Staff()
    in_force = Q(valid_to=None) | Q(valid_to__gte=day)
    posts = Post.objects.filter(in_force, agency__in=wanted, valid_from__lte=day, user__is_active=True).select_related("user")
    for post in posts.order_by("id"):
        staff.holders[post.agency_id, post.role].append(post.user)
    held = Dossier.objects.filter(status__in=RUNNING, competent__in=wanted).exclude(step_officer=None)
    staff.load = dict(held.values_list("step_officer").annotate(Count("pk")))
    return staff
