"""The applicant answers a request for supplement: item by item, each kept when given, then sent."""

from datetime import datetime

from motcua.acts import outgoing, promises, steps
from motcua.acts.base import acting, recording, repeatable
from motcua.acts.submission import reply_due
from motcua.documents import checks, store
from motcua.dossiers.models import Component, Dossier, SupplementItem, SupplementRequest
from motcua.law.calendar import HANOI
from motcua.law.intake import ItemsMissing
from motcua.law.lifecycle import Act, NotAllowed, Status, may
from motcua.lib.ids import new_id
from motcua.lib.saying import N_, Several
from motcua.people import rights
from motcua.people.actor import Actor
from motcua.people.rights import Deed


def open_request(dossier: Dossier) -> SupplementRequest:
    """Return the request that waits for the applicant. Raises NotAllowed when none does."""
    request = dossier.supplements.filter(answered_at=None).last()
    if request is None or dossier.state is not Status.SUPPLEMENT:
        raise NotAllowed(N_("Hồ sơ này không chờ bổ sung."))
    return request


def answer_item(
    dossier: Dossier, item: SupplementItem, *, answer: str, file: tuple[str, bytes] | None, by: Actor, at: datetime
) -> SupplementItem:
    """Keep the answer to one item: words, or a file (name, bytes), not yet sent. Raises FileRefused, ItemsMissing, NotAllowed."""
    _check_own(dossier, by)
    if open_request(dossier).pk != item.request_id:
        raise NotAllowed(N_("Mục này không thuộc yêu cầu đang chờ."))
    if not answer.strip() and not file:
        raise ItemsMissing(N_("Viết câu trả lời hoặc chọn một tệp."))
    checked = checks.check(*file) if file else None
    with recording(Deed.SAVE_DRAFT, "dossier", dossier.pk, by=by, at=at, key=f"item:{new_id().hex}", words={"item": item.name}):
        if file and checked:
            item.document = store.put(file[0], file[1], checked.media_type, at=at, pages=checked.pages)
        item.answer, item.answered_at = answer.strip(), at
        item.save(update_fields=["answer", "document", "answered_at"])
    return item


@repeatable
def supply(dossier: Dossier, *, by: Actor, at: datetime, key: str) -> Dossier:
    """Send the answers: back to where it was asked from; the clock runs again if it ran (NĐ 61/2018 Điều 19 khoản 4).

    Raises ItemsMissing while an item is unanswered.
    """
    with acting(Act.SUPPLY, dossier, by=by, at=at, key=key) as dossier:
        request = open_request(dossier)
        take(dossier, request, list(request.items.all()), by=by, at=at)
    return dossier


def take(dossier: Dossier, request: SupplementRequest, items: list[SupplementItem], *, by: Actor, at: datetime) -> None:
    """Take the answered items of a request in: components, clock, status. Called inside an act. Raises ItemsMissing."""
    waiting = [i.name for i in items if i.answered_at is None]
    if waiting:
        raise ItemsMissing(N_("Còn mục chưa bổ sung: %(names)s."), names=Several(tuple(waiting), "; "))
    _add_components(dossier, items)
    request.answered_at = at
    request.save(update_fields=["answered_at"])
    dossier.status = _go_on(dossier, at.astimezone(HANOI))
    outgoing.tell_portal("dossier.supplied", dossier, by=by, at=at)


def _go_on(dossier: Dossier, at: datetime) -> Status:
    """Before acceptance back to the counter (5→1); after it to the desk (5→4), to the whole role if nobody was named yet."""
    if dossier.received_at is None:
        dossier.reply_due_at = reply_due(dossier, at)
        return Status.NEW
    if dossier.clock_from:
        promises.resume_clock(dossier, at)
    else:
        promises.start_clock(dossier, at)  # asked before the competent agency had it: it has it now
    if dossier.step_key:
        steps.due_again(dossier, at)
    else:
        steps.begin(dossier, at=at)
    return Status.PROCESSING


def _add_components(dossier: Dossier, items: list[SupplementItem]) -> None:
    for item in items:
        if item.document_id is None:
            continue
        found = dossier.components.filter(requirement=item.requirement).first() if item.requirement else None
        component = found or Component(dossier=dossier, requirement=item.requirement, given=Component.Given.FILE)
        component.name, component.document = component.name or item.name, item.document
        component.given = Component.Given.FILE
        component.save()


def _check_own(dossier: Dossier, by: Actor) -> None:
    if not may(Act.SUPPLY, rights.of(by, dossier)):
        raise NotAllowed(N_("Bạn không có quyền bổ sung hồ sơ này."))
