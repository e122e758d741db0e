"""To whom a received dossier may be handed: those who hold the next step's role at the agency that decides."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from motcua.dossiers.models import Dossier
from motcua.law.calendar import HANOI
from motcua.law.roles import Role
from motcua.people.models import Post


def next_role(dossier: Dossier) -> Role:
    """Return the role of the step after reception. Raises FlowError when the process has none."""
    plan = dossier.revision.plan.plan()
    return plan.after(plan.first("receive").key, "received").role


def holders(dossiers: Iterable[Dossier], at: datetime) -> list[Post]:
    """Return the posts, one a person, that may take any of `dossiers` today, by name. One query."""
    wanted = {(next_role(each), each.competent_id) for each in dossiers}
    return _posts(wanted, at) if wanted else []


def signers(dossier: Dossier) -> list[Post]:
    """Return the posts that sign for the agency that decides, one a person, by name. One query."""
    found = Post.objects.filter(role=Role.SIGNER, agency=dossier.competent_id, valid_to=None, user__is_active=True).select_related("user")
    return list({post.user_id: post for post in found.order_by("user__name", "id")}.values())


def _posts(wanted: set[tuple[Role, UUID]], at: datetime) -> list[Post]:
    day = at.astimezone(HANOI).date()
    seats = Q(pk__in=[])
    for role, agency in wanted:
        seats |= Q(role=role, agency=agency)
    in_force = Q(valid_to=None) | Q(valid_to__gte=day)
    found = Post.objects.filter(seats, in_force, valid_from__lte=day, user__is_active=True).select_related("user", "agency")
    return list({post.user_id: post for post in found.order_by("user__name", "id")}.values())
