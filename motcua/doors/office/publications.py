"""Decisions that publish: begun, procedures put in, everything that blocks named, decided, made public; in time or late."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.acts import publishing
from motcua.acts.publishing import NewPublication
from motcua.catalogue.models import Procedure, Publication, PublicationItem
from motcua.doors.office.opening import controller, office, page
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.law.publication import CHANGE_NAMES, ISSUER_NAMES, Change, Issuer
from motcua.people.models import Agency, AgencyKind
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question
from motcua.worktime.calendars import calendar_of

PER_PAGE = 30


@office
@require_http_methods(["GET", "HEAD", "POST"])
def publications(request: SignedInRequest) -> HttpResponse:
    """Every decision, the drafts first, each in time or late; a post begins one."""
    asked, today = _begin_questions(), _today(request)
    errors: list[FieldError] = []
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        if not errors:
            try:
                made = publishing.begin_publication(_new(values), by=request.actor, at=request.now, key=request.key)
            except Refusal as refusal:
                errors = [FieldError("legal_text", str(refusal))]
            else:
                return redirect("office:publication", made.pk)
    found = Publication.objects.prefetch_related("items").order_by("-id")
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(each, timeliness(each, today)) for each in shown]
    values = {"rows": rows, "page": shown, "questions": questions.shown(asked, request.POST, errors), "errors": errors}
    return page(request, "publications.html", values, refused=bool(errors))


@office
@require_http_methods(["GET", "HEAD", "POST"])
def publication(request: SignedInRequest, key: UUID) -> HttpResponse:
    """One decision; a post puts a procedure in, decides, or records that it was made public."""
    found = _found(key)
    errors: list[FieldError] = []
    if request.method == "POST":
        does = {"put": _put, "decide": _decide, "enter": _enter}.get(request.POST.get("_do", ""))
        if does is None:
            raise Http404
        errors = does(request, found)
        if not errors:
            return redirect("office:publication", key)
        found = _found(key)
    return page(request, "publication.html", _values(request, found, errors), refused=bool(errors))


@controller
@require_POST
def take_out(request: SignedInRequest, key: UUID, item: UUID) -> HttpResponse:
    """Take a procedure out of a decision that is not decided."""
    found = PublicationItem.objects.select_related("publication", "procedure").filter(pk=item, publication=key).first()
    if found is None:
        raise Http404
    publishing.take_out(found, by=request.actor, at=request.now, key=request.key)
    return redirect("office:publication", key)


def timeliness(found: Publication, today: date) -> list[tuple[str, str]]:
    """Return (tone, words) of what indicators 1.1 and 1.2 count of a decision; nothing for days that nobody told us."""
    kept = found.punctuality(calendar_of(None, today), today)
    told = []
    if kept.issued_on_time is not None:
        told.append(("good", _("Công bố đúng hạn")) if kept.issued_on_time else ("bad", _("Công bố muộn")))
    elif kept.issue_by:
        told.append(("soon", _("Ký trước hết ngày %(day)s") % {"day": f"{kept.issue_by:%d/%m/%Y}"}))
    if kept.entered_on_time is not None:
        told.append(("good", _("Công khai đúng hạn")) if kept.entered_on_time else ("bad", _("Công khai muộn")))
    elif kept.enter_by:
        told.append(("soon", _("Công khai trước hết ngày %(day)s") % {"day": f"{kept.enter_by:%d/%m/%Y}"}))
    return told


def _put(request: SignedInRequest, found: Publication) -> list[FieldError]:
    wanted = Procedure.objects.filter(code=request.POST.get("code", "").strip()).first()
    if wanted is None:
        return [FieldError("code", _("Không có thủ tục mã này."))]
    if request.POST.get("change") not in set(Change):
        return [FieldError("change", _("Chọn một mục trong danh sách."))]
    try:
        change = Change(request.POST["change"])
        publishing.put_procedure(found, wanted, change, by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return [FieldError("code", str(refusal))]
    return []


def _decide(request: SignedInRequest, found: Publication) -> list[FieldError]:
    values, errors = questions.read(_decide_questions(_today(request)), request.POST)
    if errors:
        return errors
    try:
        publishing.decide(found, **values, by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return [FieldError("number", str(refusal))]
    messages.success(request, _("Đã ghi nhận Quyết định %(number)s.") % {"number": values["number"]})
    return []


def _enter(request: SignedInRequest, found: Publication) -> list[FieldError]:
    values, errors = questions.read(_enter_questions(_today(request)), request.POST)
    if errors:
        return errors
    try:
        publishing.record_entry(found, **values, by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return [FieldError("entered_on", str(refusal))]
    messages.success(request, _("Đã ghi ngày công khai."))
    return []


def _values(request: SignedInRequest, found: Publication, errors: list[FieldError]) -> dict[str, Any]:
    today = _today(request)
    posted = request.POST if errors else {}
    decided = found.decided_at is not None
    items = found.items.select_related("procedure", "revision").order_by("procedure__code")
    return {
        "publication": found,
        "items": [(item, _(CHANGE_NAMES[item.change])) for item in items],
        "timeliness": timeliness(found, today),
        "limits": found.punctuality(calendar_of(None, today), today),
        "blocks": [] if decided else publishing.what_blocks(found, request.now.astimezone(HANOI).date()),
        "put": [] if decided else questions.shown(_put_questions(), posted, errors),
        "decide": [] if decided else questions.shown(_decide_questions(today), posted, errors),
        "enter": questions.shown(_enter_questions(today), posted, errors) if decided and not found.entered_on else [],
        "errors": errors,
    }


def _found(key: UUID) -> Publication:
    found = Publication.objects.select_related("agency").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _today(request: SignedInRequest) -> date:
    return request.now.astimezone(HANOI).date()


def _new(values: dict[str, Any]) -> NewPublication:
    issuer = Issuer(values["issuer"])
    agency = Agency.objects.filter(kind=AgencyKind.CITY).first() if issuer is Issuer.PROVINCE else None
    name = values["agency_name"] or (agency.name if agency else "")
    return NewPublication(issuer, agency, name, values["legal_text"], values["text_effective"], values["fast_track"] == "yes")


def _begin_questions() -> list[Question]:
    yes_no = (("no", _("Không")), ("yes", _("Có")))
    return [
        Question("issuer", _("Ai ban hành?"), "choice", choices=tuple((i.value, _(n)) for i, n in ISSUER_NAMES.items())),
        Question("agency_name", _("Cơ quan ban hành"), "text", _("Để trống nếu là Ủy ban nhân dân thành phố.")),
        Question("legal_text", _("Văn bản quy phạm pháp luật làm căn cứ"), "text", _("Số, ký hiệu.")),
        Question("text_effective", _("Ngày văn bản có hiệu lực"), "until", _("Để trống nếu không có văn bản mới.")),
        Question("fast_track", _("Văn bản theo trình tự, thủ tục rút gọn?"), "choice", choices=yes_no),
    ]


def _put_questions() -> list[Question]:
    changes = tuple((each.value, _(name)) for each, name in CHANGE_NAMES.items())
    return [
        Question("code", _("Mã thủ tục"), "text", _("Như 1.001193.")),
        Question("change", _("Quyết định làm gì?"), "choice", choices=changes, first=Change.AMEND.value),
    ]


def _decide_questions(today: date) -> list[Question]:
    return [
        Question("number", _("Số quyết định"), "text", _("Như 663/QĐ-TTPVHCC.")),
        Question("signed_on", _("Ngày ký"), "date", first=today.isoformat()),
        Question("valid_from", _("Áp dụng từ ngày"), "date", first=today.isoformat()),
    ]


def _enter_questions(today: date) -> list[Question]:
    return [Question("entered_on", _("Ngày công khai trên Cơ sở dữ liệu quốc gia"), "date", first=today.isoformat())]
