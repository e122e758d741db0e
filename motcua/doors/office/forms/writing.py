"""The working copy of a form: begun, taken from a file, its outline changed, saved as a version or thrown away."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.acts import forms_editing
from motcua.acts.forms_editing import FormRefused
from motcua.catalogue.declaring import changing, conditions, files, problems, references, shape
from motcua.catalogue.declaring.fields import WIDGET_NAMES
from motcua.catalogue.models import Form, FormDraft, words
from motcua.doors.office.forms.opening import context, draft_of, edition_of, errors_of, keep, last_of, name_of, version_of
from motcua.doors.office.opening import controller, page
from motcua.fees.needing import needed_outside
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_, Sentence, Several, say
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question


@dataclass(frozen=True)
class Unsure(FieldError):
    """What is done only when asked for again: the button's value, and what says that one is sure."""

    deed: str = ""
    sure: str = ""


@controller
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: SignedInRequest) -> HttpResponse:
    """A new form: its code and name, empty or like a form that is there."""
    asked = _about_new()
    errors: list[FieldError] = []
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        if not errors:
            like = last_of(values["like"]) if values["like"] else None
            name = {"vi": values["name_vi"], "en": values["name_en"]}
            try:
                draft = forms_editing.begin_form(
                    values["code"], name, like.data if like else shape.empty(), by=request.actor, at=request.now, key=request.key
                )
                return redirect("office:form_draft", draft.key)
            except FormRefused as refusal:
                errors = [FieldError("code" if all(name.values()) else "name_vi" if not name["vi"] else "name_en", str(refusal))]
    values = {"questions": questions.shown(asked, request.POST, errors), "errors": errors}
    return page(request, "forms/new.html", values, refused=bool(errors))


def _about_new() -> list[Question]:
    keys = list(Form.objects.order_by("key").values_list("key", flat=True).distinct())
    return [
        Question("code", _("Mã tờ khai"), "text", _("Mã thủ tục, hoặc vài chữ không dấu nối bằng gạch ngang: don-de-nghi.")),
        Question("name_vi", _("Tên tờ khai"), "text"),
        Question("name_en", _("Tên tờ khai, bằng tiếng Anh"), "text"),
        Question("like", _("Bắt đầu từ"), "choice", choices=(("", _("Tờ khai trống")), *((key, key) for key in keys))),
    ]


@controller
@require_POST
def take_up(request: SignedInRequest, key: str, version: int) -> HttpResponse:
    """Write on from a version; a working copy that is there is opened."""
    forms_editing.take_up(version_of(key, version), by=request.actor, at=request.now, key=request.key)
    return redirect("office:form_draft", key)


@controller
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: SignedInRequest) -> HttpResponse:
    """Take a form in from a file, as a working copy; refused with every place that is wrong, nothing is kept then."""
    if request.method != "POST":
        return page(request, "forms/upload.html", {"wrong": []})
    given = request.FILES.get("file")
    if not isinstance(given, UploadedFile):
        return page(request, "forms/upload.html", {"wrong": [("", _("Chọn một tệp .json."))]}, refused=True)
    found = files.read(given.read(files.MOST_BYTES + 1))
    wrong = list(found.wrong)
    code = request.POST.get("code", "").strip() or found.key
    if not wrong:
        try:
            _taken_in(request, code, found)
            return redirect("office:form_draft", code)
        except Refusal as refusal:
            wrong = [("", str(refusal))]
    return page(request, "forms/upload.html", {"wrong": wrong, "name": given.name, "code": code}, refused=True)


def _taken_in(request: SignedInRequest, code: str, found: files.Read) -> None:
    """A form that is not here begins; of one that is, the file becomes the working copy, unless one is being written on."""
    last = last_of(code)
    if last is None:
        forms_editing.begin_form(code, found.name, found.data, by=request.actor, at=request.now, key=request.key)
        return
    if FormDraft.objects.filter(key=code).exists():
        raise FormRefused(N_("Tờ khai “%(key)s” đang có bản soạn dở: lưu hoặc bỏ bản ấy trước."), key=code)
    draft = forms_editing.take_up(last, by=request.actor, at=request.now, key=request.key)
    told = found.name or None
    forms_editing.write_form(
        draft, edition=draft.edition, data=found.data, name=told, what="file", by=request.actor, at=request.now, key=f"{request.key}:file"
    )


@controller
@require_http_methods(["GET", "HEAD", "POST"])
def outline(request: SignedInRequest, key: str) -> HttpResponse:
    """Pages and questions in order; buttons add, move and take out; what is wrong stands beside."""
    draft = draft_of(key)
    if request.method != "POST":
        return _outline(request, draft, [])
    what, _mark, rest = request.POST.get("_do", "").partition(":")
    if what == "look":  # Enter in an input: nothing is asked yet
        return _outline(request, draft, [])
    if what == "drop":
        return _drop(request, draft)
    if what == "save":
        return _save(request, draft)
    errors = _asked(request, draft, what, rest)
    if errors:
        return _outline(request, draft_of(key), errors)
    return redirect("office:form_draft", key)


def _asked(request: SignedInRequest, draft: FormDraft, what: str, rest: str) -> list[FieldError]:
    """Do what a button of the outline asks; what is wrong with it."""
    if what == "name":
        return _rename(request, draft)
    if what == "add_page":
        return _add_page(request, draft)
    deed, _mark, place = rest.partition(":")
    try:
        if deed == "remove":
            return _remove(request, draft, what, place)
        move = changing.move_page if what == "page" else changing.move_question
        return keep(request, draft, move(draft.data, place, deed), f"{what} {deed} {place}")
    except LookupError:
        return [FieldError("edition", _("Trang hoặc câu hỏi này không còn trong bản đang soạn."))]


def _rename(request: SignedInRequest, draft: FormDraft) -> list[FieldError]:
    name = {language: request.POST.get(f"name_{language}", "").strip()[:300] for language in ("vi", "en")}
    missing = [language for language, text in name.items() if not text]
    if missing:
        return [FieldError(f"name_{missing[0]}", _("Ghi bằng cả tiếng Việt và tiếng Anh."))]
    try:
        forms_editing.write_form(
            draft, edition=edition_of(request), name=name, what="name", by=request.actor, at=request.now, key=request.key
        )
    except forms_editing.WrittenSince as since:
        return [FieldError("edition", str(since))]
    return []


def _add_page(request: SignedInRequest, draft: FormDraft) -> list[FieldError]:
    title = {language: request.POST.get(f"title_{language}", "").strip()[:300] for language in ("vi", "en")}
    missing = [language for language, text in title.items() if not text]
    if missing:
        return [FieldError(f"title_{missing[0]}", _("Ghi bằng cả tiếng Việt và tiếng Anh."))]
    data, page_id = changing.add_page(draft.data, title, request.POST.get("after", ""))
    return keep(request, draft, data, f"page add {page_id}")


def _remove(request: SignedInRequest, draft: FormDraft, what: str, place: str) -> list[FieldError]:
    """Take a page or question out. What in the form looks at it forbids that; what in procedures does is told first, and asked about."""
    data = draft.data
    needed = references.needed_of_page(data, place) if what == "page" else references.needed_inside(data, place)
    if needed:
        says = Sentence(N_("Chưa bỏ được, vì còn: %(what)s. Sửa những điều ấy trước."), {"what": Several(tuple(needed))})
        return errors_of({"edition": says})
    gone = changing.remove_page(data, place) if what == "page" else changing.remove_question(data, place)
    lost = shape.fields(data) - shape.fields(gone)
    outside = needed_outside(draft.key, lost, request.now.astimezone(HANOI).date())
    if outside and request.POST.get("sure") != f"{what}:{place}":
        says = Sentence(
            N_("Thủ tục đang dùng tờ khai này còn cần câu hỏi ấy: %(what)s. Bỏ rồi thì chưa công bố được bản dùng nó cho đến khi sửa."),
            {"what": Several(tuple(outside))},
        )
        return [Unsure("edition", str(says), f"{what}:remove:{place}", f"{what}:{place}")]
    return keep(request, draft, gone, f"{what} remove {place}")


def _drop(request: SignedInRequest, draft: FormDraft) -> HttpResponse:
    try:
        forms_editing.drop_form(draft, edition=edition_of(request), by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return _outline(request, draft_of(draft.key), [FieldError("edition", str(refusal))])
    messages.success(request, _("Đã bỏ bản đang soạn của tờ khai %(key)s.") % {"key": draft.key})
    return redirect("office:form", draft.key) if last_of(draft.key) else redirect("office:forms")


def _save(request: SignedInRequest, draft: FormDraft) -> HttpResponse:
    note = request.POST.get("note", "")
    try:
        saved = forms_editing.save_form(draft, edition=edition_of(request), note=note, by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        return _outline(request, draft_of(draft.key), [FieldError("note", str(refusal))])
    messages.success(request, _("Đã lưu phiên bản %(version)d. Người dân chưa thấy gì cho đến khi một bản công bố dùng nó.") % vars(saved))
    return redirect("office:form", draft.key)


def _outline(request: SignedInRequest, draft: FormDraft, errors: list[FieldError]) -> HttpResponse:
    data, known = draft.data, conditions.askable(draft.data)
    wrong = problems.problems(data)
    shown_pages = []
    for number, each in enumerate(shape.pages(data)):
        items = [_line(spot, data) for spot in shape.spots(data) if spot.page == number]
        of_page = [problem for problem in wrong if problem.page == each["id"]]
        when = str(conditions.said(each["show_if"], known, words)) if "show_if" in each else ""
        shown_pages.append({"id": each["id"], "title": words(each["title"]), "items": items, "wrong": of_page, "when": when})
    values = context(
        draft,
        pages=shown_pages,
        whole=[problem for problem in wrong if not problem.page],
        ready=not wrong,
        errors=errors,
        typed=request.POST,
        named=name_of(draft.key),
        unsure=next((each for each in errors if isinstance(each, Unsure)), None),
    )
    return page(request, "forms/outline.html", values, refused=bool(errors))


def _line(spot: shape.Spot, data: shape.Data) -> dict[str, object]:
    item = spot.item
    kind = say(N_("nhóm lặp lại")) if "group" in item else say(WIDGET_NAMES[item["widget"]])
    when = str(conditions.said(item["show_if"], conditions.askable(data, spot.place), words)) if "show_if" in item else ""
    return {
        "place": spot.place,
        "label": words(item["label"]),
        "kind": kind,
        "when": when,
        "optional": not spot.required and "group" not in item,
        "inner": bool(spot.group),
        "first": spot.at == 0 and (spot.page == 0 or bool(spot.group)),
        "last": spot.at == len(spot.beside) - 1 and (spot.page == len(shape.pages(data)) - 1 or bool(spot.group)),
    }
