"""The lists of the desk: refused and retried messages, messages in that were set aside, and how each partner answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.doors.office.exchange import words
from motcua.doors.office.opening import office, page
from motcua.dossiers.models import Dossier
from motcua.law.roles import Role
from motcua.outbox import inbox, reading
from motcua.outbox.models import Line
from motcua.outbox.status import status
from motcua.people.requests import SignedInRequest
from motcua.ui.values import Count

_ROWS = 50


@dataclass(frozen=True)
class Row:
    """One line of a list: what, of which dossier and partner, why it lies here, since when."""

    url: str
    partner: str
    what: str
    code: str
    cause: str
    since: datetime
    tries: int
    note: str = ""


@office
@require_safe
def refused(request: SignedInRequest) -> HttpResponse:
    """Messages that partners refused: each holds up the later ones of its dossier and partner."""
    return _messages(request, "refused", reading.refused())


@office
@require_safe
def retrying(request: SignedInRequest) -> HttpResponse:
    """Messages that failed and are tried again by themselves."""
    return _messages(request, "retrying", reading.retrying())


@office
@require_safe
def aside(request: SignedInRequest) -> HttpResponse:
    """Messages in that could not be handled."""
    found = reading.aside()
    if chosen := request.GET.get("doi-tac"):
        found = found.filter(partner=chosen)
    shown = Paginator(found, _ROWS).get_page(request.GET.get("trang"))
    rows = [
        Row(
            reverse("office:arrival", args=[a.pk]),
            words.partner(a.partner),
            a.kind,
            a.reference,
            str(inbox.cause_of(a) or ""),
            a.received_at,
            a.attempts,
            _("đến lại %(n)d lần") % {"n": a.repeats} if a.repeats else "",
        )
        for a in shown
    ]
    return page(request, "exchange/list.html", {"rows": rows, "page_obj": shown, **_around(request, "aside")})


def _messages(request: SignedInRequest, kind: str, found: Any) -> HttpResponse:
    if chosen := request.GET.get("doi-tac"):
        found = found.filter(partner=chosen)
    shown = Paginator(found, _ROWS).get_page(request.GET.get("trang"))
    codes = codes_of(m.subject for m in shown)
    rows = [_row(message, codes.get(message.subject, "")) for message in shown]
    return page(request, "exchange/list.html", {"rows": rows, "page_obj": shown, **_around(request, kind)})


def _row(message: Any, code: str) -> Row:
    note = _("có đề nghị sửa chờ duyệt") if message.waits else ""
    url = reverse("office:message", args=[message.pk])
    return Row(url, words.partner(message.partner), message.kind, code, message.cause or "", message.created_at, message.attempts, note)


def codes_of(subjects: Iterable[UUID]) -> dict[UUID, str]:
    """Return the code of each of `subjects` that is a dossier."""
    return {key: code or "" for key, code in Dossier.objects.filter(pk__in=set(subjects)).values_list("pk", "code")}


def _around(request: SignedInRequest, current: str) -> dict[str, Any]:
    """What stands above every list: how much lies where, and how each partner answers."""
    roles = {post.role for post in request.actor.posts}
    around = {"tabs": tabs(current), "current": current, "partners": _partners(request.now)}
    return {**around, "administrator": Role.ADMINISTRATOR in roles}


def tabs(current: str) -> list[Count]:
    """Return the matters of the desk with how much lies in each."""
    many = reading.counts()
    shown = (
        ("refused", _("Bị từ chối"), "office:refused", "bad"),
        ("retrying", _("Đang gửi lại"), "office:retrying", "soon"),
        ("aside", _("Thông điệp đến để riêng"), "office:aside", "bad"),
        ("differences", _("Sai lệch trạng thái"), "office:differences", "bad"),
    )
    return [Count(label, many[key], reverse(name), tone if many[key] else "", current=key == current) for key, label, name, tone in shown]


def _partners(now: datetime) -> list[dict[str, Any]]:
    lines: dict[str, Line] = {line.partner: line for line in reading.lines()}
    counts = status(now)["by_system"]
    empty = {"waiting": 0, "retrying": 0, "dead": 0, "oldest_seconds": 0}
    return [
        {
            "key": key,
            "name": words.partner(key),
            **counts.get(key, empty),
            "minutes": counts.get(key, empty)["oldest_seconds"] // 60,
            "away_since": lines[key].away_since if key in lines else None,
        }
        for key in sorted({*lines, *counts})
    ]
