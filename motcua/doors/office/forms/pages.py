"""One page of a form in the editor: its words, its questions, and a new question at its end."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.catalogue.declaring import changing, conditions, shape
from motcua.catalogue.declaring.fields import WIDGET_NAMES
from motcua.catalogue.models import FormDraft, words
from motcua.doors.office.forms.opening import context, draft_of, keep
from motcua.doors.office.opening import controller, page
from motcua.lib.saying import say
from motcua.lib.text import tidy
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question

GROUP = "group"


@controller
@require_http_methods(["GET", "HEAD", "POST"])
def form_page(request: SignedInRequest, key: str, page_id: str) -> HttpResponse:
    """Write the page's words, or put a question at its end."""
    draft = draft_of(key)
    at = shape.page_at(draft.data, page_id)
    if at is None:
        raise Http404
    if request.method == "POST" and request.POST.get("_do") == "question":
        return _add(request, draft, page_id)
    if request.method == "POST":
        return _write(request, draft, page_id)
    return _show(request, draft, page_id, [])


def _write(request: SignedInRequest, draft: FormDraft, page_id: str) -> HttpResponse:
    title, intro = _both(request, "title"), _both(request, "intro")
    errors = _missing("title", title) or (_missing("intro", intro) if any(intro.values()) else [])
    if not errors:
        data = changing.change_page(draft.data, page_id, title, intro if any(intro.values()) else None)
        errors = keep(request, draft, data, f"page {page_id}")
    if errors:
        return _show(request, draft_of(draft.key), page_id, errors)
    messages.success(request, _("Đã ghi vào bản đang soạn."))
    return redirect("office:form_draft", draft.key)


def _add(request: SignedInRequest, draft: FormDraft, page_id: str) -> HttpResponse:
    """A new question goes on to its own page, where everything else of it is written."""
    label, kind = _both(request, "label"), request.POST.get("widget", "")
    errors = _missing("label", label)
    if kind != GROUP and kind not in WIDGET_NAMES:
        errors.append(FieldError("widget", _("Chọn một mục trong danh sách.")))
    if errors:
        return _show(request, draft, page_id, errors)
    if kind == GROUP:
        data, place = changing.add_group(draft.data, page_id, label, {"vi": "dòng", "en": "row"})
    else:
        data, place = changing.add_question(draft.data, page_id, label, kind)
    errors = keep(request, draft, data, f"question add {place}")
    if errors:
        return _show(request, draft_of(draft.key), page_id, errors)
    return redirect("office:form_question", draft.key, place)


def _both(request: SignedInRequest, name: str) -> dict[str, str]:
    return {language: tidy(request.POST.get(f"{name}_{language}", ""))[:500] for language in ("vi", "en")}


def _missing(name: str, told: dict[str, str]) -> list[FieldError]:
    return [FieldError(f"{name}_{language}", _("Ghi bằng cả tiếng Việt và tiếng Anh.")) for language, text in told.items() if not text]


def kinds() -> tuple[tuple[str, str], ...]:
    """The kinds of question to choose from, a group of repeated questions last."""
    return (*((kind, say(name)) for kind, name in WIDGET_NAMES.items()), (GROUP, _("nhóm câu hỏi lặp lại nhiều dòng")))


def _show(request: SignedInRequest, draft: FormDraft, page_id: str, errors: list[FieldError]) -> HttpResponse:
    at = shape.page_at(draft.data, page_id)
    if at is None:
        raise Http404
    told, posted = shape.pages(draft.data)[at], request.POST
    about = [
        Question("title_vi", _("Tiêu đề trang"), "text", first=told["title"]["vi"]),
        Question("title_en", _("Tiêu đề trang, bằng tiếng Anh"), "text", first=told["title"]["en"]),
        Question("intro_vi", _("Lời mở đầu"), first=told.get("intro", {}).get("vi", "")),
        Question("intro_en", _("Lời mở đầu, bằng tiếng Anh"), first=told.get("intro", {}).get("en", "")),
    ]
    new = [
        Question("label_vi", _("Câu hỏi"), "text"),
        Question("label_en", _("Câu hỏi, bằng tiếng Anh"), "text"),
        Question("widget", _("Cách trả lời"), "choice", choices=kinds()),
    ]
    adding = posted.get("_do") == "question"
    values = context(
        draft,
        page_id=page_id,
        title=words(told["title"]),
        condition=str(conditions.said(told.get("show_if"), conditions.askable(draft.data), words)),
        about=questions.shown(about, {} if adding else posted, errors),
        new=questions.shown(new, posted if adding else {}, errors),
        items=[(spot.place, words(spot.item["label"])) for spot in shape.spots(draft.data) if spot.page == at],
        errors=errors,
    )
    return page(request, "forms/page.html", values, refused=bool(errors))
