"""What bench `submit` needs of Django: drafts ready to be sent, a signed-in citizen, queries of each page."""

import secrets
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.acts import drafts
from motcua.dossiers.models import Channel, Dossier, Draft
from motcua.people.actor import actor_of
from motcua.people.models import User
from tests import make

BACKEND = "motcua.connectors.identity.backend.Backend"


def _citizen() -> User:
    return make.citizen(sub="bench-hanh")


def _draft() -> Draft:
    user = _citizen()
    assert user.party is not None
    by = actor_of(user, make.MONDAY)
    Draft.objects.filter(applicant=user.party, submitted_at=None).update(submitted_at=make.MONDAY)  # so that `begin` makes a new one
    answers = make.ANSWERS[make.COPY]
    return drafts.begin(make.procedure(), user.party, channel=Channel.ONLINE, answers=answers, sources={}, by=by, at=make.MONDAY)


def _browser() -> Client:
    browser = Client()
    browser.force_login(_citizen(), backend=BACKEND)
    return browser


def prepared(count: int) -> tuple[dict[str, str], list[str]]:
    """Return the cookies of a signed-in citizen, and the addresses of `count` drafts whose review page can be posted."""
    made = [_draft().pk for _ in range(count)]
    Draft.objects.filter(pk__in=made).update(submitted_at=None)
    addresses = [reverse("portal:review", args=[key]) for key in made]
    cookies = {settings.SESSION_COOKIE_NAME: _browser().cookies[settings.SESSION_COOKIE_NAME].value, "csrftoken": secrets.token_hex(16)}
    return cookies, addresses


def last_dossier() -> UUID:
    """Return the dossier submitted last."""
    return Dossier.objects.order_by("-id").values_list("pk", flat=True)[0]


def queries() -> dict[str, int]:
    """Return how many queries each page of a citizen's way takes."""
    draft, browser = _draft(), _browser()
    review = reverse("portal:review", args=[draft.pk])
    ways: dict[str, Callable[[], object]] = {
        "home": lambda: browser.get(reverse("portal:home")),
        "procedure": lambda: browser.get(reverse("portal:procedure", args=[make.COPY])),
        "form page": lambda: browser.get(reverse("portal:apply", args=[draft.pk, "document"])),
        "review": lambda: browser.get(review),
        "submit": lambda: browser.post(review),
        "dossier": lambda: browser.get(reverse("portal:dossier", args=[last_dossier()])),
    }
    counted = {}
    for name, visit in ways.items():
        with CaptureQueriesContext(connection) as seen:
            visit()
        counted[name] = len(seen)
    return counted
