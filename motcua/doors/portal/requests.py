"""What the views of this door ask of a request, and the way to one's own draft."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.dossiers import access
from motcua.dossiers.models import Channel, Draft
from motcua.law.calendar import HANOI
from motcua.law.publication import Life
from motcua.people.models import User
from motcua.people.requests import SignedInRequest, citizen_required

DraftView = Callable[..., HttpResponse]


def now_of(request: HttpRequest) -> datetime:
    """Return the moment of the request (aware)."""
    return cast(SignedInRequest, request).now


def today_of(request: HttpRequest) -> date:
    """Return Vietnam's date at the moment of the request."""
    return now_of(request).astimezone(HANOI).date()


def citizen_of(request: HttpRequest) -> User | None:
    """Return the signed-in citizen or firm; None for a stranger or an officer."""
    user = request.user
    return user if isinstance(user, User) and not user.is_officer else None


def drafting(view: DraftView) -> DraftView:
    """Give the view one's own unsubmitted online draft; a draft already submitted leads to one's dossiers. Raises NotYours."""

    @citizen_required
    @wraps(view)
    def guarded(request: SignedInRequest, key: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        draft = own_draft(request, key)
        if draft.submitted_at:
            messages.info(request, _("Đơn này đã nộp. Theo dõi hồ sơ ở trang này."))
            return redirect("portal:mine")
        if outdated(draft, request):
            return redirect("portal:carry", draft.pk)
        return view(request, draft, *args, **kwargs)

    return guarded


def outdated(draft: Draft, request: HttpRequest) -> bool:
    """Tell whether the revision a draft was begun for takes no dossiers any more."""
    return draft.revision.life(today_of(request)) is Life.SUPERSEDED


def own_draft(request: SignedInRequest, key: UUID) -> Draft:
    """Return one's own online draft, submitted or not. Raises NotYours."""
    draft = access.own_draft(request.user, key)
    if draft.channel != Channel.ONLINE:
        raise access.NotYours
    return draft
