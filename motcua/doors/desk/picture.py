"""The process of a dossier as a picture, with the steps that are open now; the table beside it says the same."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from motcua.catalogue.processes.bpmn_out import bpmn
from motcua.catalogue.processes.graph import node_id
from motcua.doors.desk import sheet
from motcua.doors.desk.opening import desk, opened, page
from motcua.dossiers import access
from motcua.law.roles import ROLE_NAMES
from motcua.lib.saying import say
from motcua.people.requests import SignedInRequest
from motcua.ui.words import Words


@desk
@require_safe
def show(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Every step of the process: done, open or to come."""
    dossier = opened(request, key)
    steps = list(dossier.steps.order_by("seq"))
    now, done = {s.key for s in steps if s.finished_at is None}, {s.key for s in steps if s.finished_at}
    rows = [
        (str(Words(s.name, s.name_en or s.name)), say(ROLE_NAMES[s.role]), s.minutes, s.key in now, s.key in done)
        for s in dossier.revision.plan.plan().steps
    ]
    values = {
        "dossier": dossier,
        "sheet": sheet.of(dossier, request.actor, request.now),
        "rows": rows,
        "open": " ".join(node_id(each) for each in sorted(now)),
    }
    return page(request, "diagram.html", values)


@desk
@require_safe
def drawn(request: SignedInRequest, key: UUID) -> HttpResponse:
    """The drawing itself: nothing of the person is in it, so no read is written."""
    found = access.at_desk(request.actor).filter(pk=key).first()
    if found is None:
        raise access.NotYours
    procedure = found.revision.procedure
    response = HttpResponse(bpmn(found.revision.plan.plan(), procedure.code, procedure.name["vi"]), content_type="application/xml")
    response["Cache-Control"] = "private, no-store"
    return response
