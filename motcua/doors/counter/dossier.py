"""The page of one dossier at the counter: what was declared and given, what may be done now."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from motcua.catalogue.forms import form_of
from motcua.doors.counter import components, fees, files, officers, pages, rows
from motcua.doors.counter.offers import BESIDE, STATES, offers
from motcua.doors.counter.ways import ways
from motcua.dossiers.clocks import clock_of
from motcua.dossiers.former import former
from motcua.dossiers.immediate import at_once
from motcua.dossiers.known import sections_of
from motcua.dossiers.models import Dossier, Lookup, Result
from motcua.dossiers.origins import filed_elsewhere
from motcua.dossiers.reasons import why
from motcua.law.calendar import HANOI
from motcua.law.handover import Method
from motcua.law.lifecycle import Status
from motcua.law.roles import Role
from motcua.people.requests import SignedInRequest, officer_required
from motcua.ui.forms import FieldError
from motcua.worktime.calendars import calendar_of

METHODS = {Method.COUNTER: _("Tại quầy"), Method.ELECTRONIC: _("Bản điện tử"), Method.POST: _("Bưu chính")}
TONES = {Status.NEW: "info", Status.DECLINED: "bad", Status.SUPPLEMENT: "soon", Status.DONE: "good", Status.RETURNED: "good"}


@officer_required(Role.RECEIVER)
@require_GET
def dossier(request: SignedInRequest, key: UUID) -> HttpResponse:
    """One dossier; that the officer opened it is written for its owner to see."""
    return show(request, pages.opened(request, key))


def show(
    request: SignedInRequest, dossier: Dossier, errors: Sequence[FieldError] = (), typed: Mapping[str, str] | None = None
) -> HttpResponse:
    """Render a dossier already got through `pages.opened`; with `errors`, refused, and what was `typed` stands again."""
    lookups = list(dossier.lookups.order_by("asked_at"))
    matched = any(each.state == Lookup.State.MATCHED for each in lookups)
    offered = offers(request.actor, dossier)
    values = {
        "dossier": dossier,
        "state": STATES[dossier.state],
        "tone": TONES.get(dossier.state, "info"),
        "line": _line(request, dossier),
        "soon": rows.SOON,
        "reasons": why(dossier, clock_of(dossier)),
        "former": former(dossier),
        "filed": filed_elsewhere(dossier),
        "sections": _sections(dossier),
        "components": components.lines(dossier, typed, {e.field.partition("-")[2]: e.message for e in errors}, matched),
        "others": components.others(dossier),
        "supplements": dossier.supplements.prefetch_related("items__document").select_related("asked_by"),
        "lookup": lookups[-1] if lookups else None,
        "offers": offered,
        "locked": [each for each in offered.values() if not each.open and each.act not in BESIDE],
        "ways": ways(request.actor, dossier),
        "at_once": at_once(dossier),
        "errors": errors,
        "wrong": {e.field: e.message for e in errors},
        "typed": typed or {},
        "fees": fees.panel(request, dossier, typed or {}),
        **_going_on(request, dossier),
    }
    return pages.page(request, "counter/dossier.html", values, pages.REFUSED if errors else 200)


def _going_on(request: SignedInRequest, dossier: Dossier) -> dict[str, Any]:
    """What the next act needs: to whom it may be forwarded, the slip, the result to hand over."""
    state = dossier.state
    result = Result.objects.filter(dossier=dossier).select_related("issued").first() if state in (Status.DONE, Status.RETURNED) else None
    return {
        "posts": officers.holders([dossier], request.now) if state is Status.RECEIVED else [],
        "slip": files.slip_of(dossier) if dossier.code else None,
        "papers": files.papers_of(dossier),
        "result": result,
        "result_file": components.file_row(dossier, result.issued, result.number, result.title) if result and result.issued else None,
        "method": METHODS.get(Method(result.method)) if result and result.method else "",
        "methods": [(str(key), words) for key, words in METHODS.items()],
    }


def _line(request: SignedInRequest, dossier: Dossier) -> rows.Line | None:
    if dossier.state in (Status.DECLINED, Status.RETURNED):
        return None
    calendar = calendar_of(dossier.receiver_id, request.now.astimezone(HANOI).date())
    return rows.line(dossier, request.now, {dossier.receiver_id: calendar})


def _sections(dossier: Dossier) -> list[Any]:
    form = form_of(dossier.revision, dossier.submitted_at.astimezone(HANOI).date())
    return sections_of(dossier, form, dossier.answers, dossier.sources, told=True)
