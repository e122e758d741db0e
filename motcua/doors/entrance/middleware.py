"""The person shown in the header of every page."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from motcua.doors.entrance.where import OWN, doors_of
from motcua.people.actor import actor_of
from motcua.people.models import User
from motcua.ui.values import PersonMenu


class PersonMenuMiddleware:
    """Sets `request.person_menu`; nothing is asked of the database until a page shows it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on with the menu at hand."""
        cast(Any, request).person_menu = SimpleLazyObject(lambda: menu_of(request))
        return self.get_response(request)


def menu_of(request: HttpRequest) -> PersonMenu | None:
    """Return who is signed in and where they may go; None for a stranger and for an officer whose code is not given yet."""
    user = request.user
    if not isinstance(user, User):
        return None
    sign_out = reverse("entrance:sign_out")
    if not user.is_officer:
        return PersonMenu(user.name, links=[(_("Việc của tôi"), OWN)], sign_out_url=sign_out)
    actor = getattr(request, "actor", None) or actor_of(user, timezone.now())
    return PersonMenu(user.name, actor.title, doors_of([post.role for post in actor.posts]), sign_out)
