"""Who else at the agency may take part in a step: one line a colleague, with the part they have or are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from django.db.models import Q

from motcua.dossiers.models import Dossier
from motcua.dossiers.parts import Participation
from motcua.law.calendar import HANOI
from motcua.law.parts import Part
from motcua.law.roles import Role
from motcua.people.models import Post, User

WHO = (Role.CASE_OFFICER, Role.UNIT_HEAD)


@dataclass(frozen=True)
class Colleague:
    """One colleague and the part chosen: '', cooperate or follow."""

    user: User
    title: str
    part: str

    @property
    def field(self) -> str:
        """The name of the choice on the page."""
        return f"part-{self.user.pk}"


class Named(TypedDict):
    """Who takes part beside the lead."""

    cooperate: list[User]
    follow: list[User]


def colleagues(dossier: Dossier, at: datetime, posted: Mapping[str, str] | None) -> list[Colleague]:
    """Return the officers of the agency who may take part, by name, with what was posted, else what stands. Two queries."""
    day = at.astimezone(HANOI).date()
    in_force = Q(valid_to=None) | Q(valid_to__gte=day)
    posts = Post.objects.filter(in_force, role__in=WHO, agency=dossier.competent_id, valid_from__lte=day, user__is_active=True)
    found = {post.user_id: post for post in posts.select_related("user").order_by("-user__name", "-id")}
    stands = dict(Participation.objects.filter(step__dossier=dossier, step__finished_at=None).values_list("officer", "part"))
    chosen = {key: stands.get(key, "") if posted is None else posted.get(f"part-{key}", "") for key in found}
    return [Colleague(found[key].user, found[key].title, chosen[key]) for key in reversed(found)]


def named(others: Sequence[Colleague]) -> Named:
    """Return who is to cooperate and who to follow."""
    return {
        "cooperate": [each.user for each in others if each.part == Part.COOPERATE],
        "follow": [each.user for each in others if each.part == Part.FOLLOW],
    }
