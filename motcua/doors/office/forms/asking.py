"""One question of a form in the editor: its words, how it is answered, limits, options, where an answer may come from."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.catalogue.declaring import changing, conditions, fields, limits, shape
from motcua.catalogue.declaring.comparing import source_words
from motcua.catalogue.declaring.fields import Edited
from motcua.catalogue.models import FormDraft, words
from motcua.doors.office.forms import parts
from motcua.doors.office.forms.opening import context, draft_of, errors_of, keep, sections
from motcua.doors.office.opening import controller, page
from motcua.lib.text import tidy
from motcua.people.requests import SignedInRequest
from motcua.ui.forms import FieldError


@controller
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: SignedInRequest, key: str, place: str) -> HttpResponse:
    """Write one question; rows of options and sources are added and moved by buttons, nothing is kept before saving."""
    draft = draft_of(key)
    here = shape.spot(draft.data, place)
    if here is None:
        raise Http404
    if request.method != "POST":
        return _show(request, draft, place, fields.edited(here), [])
    deed = request.POST.get("_do", "")
    if deed.startswith("inner"):
        return _add_inner(request, draft, here)
    given = fields.posted(request.POST.dict())
    if deed:
        return _show(request, draft, place, given, [])
    return _write(request, draft, here, given)


def _write(request: SignedInRequest, draft: FormDraft, here: shape.Spot, given: Edited) -> HttpResponse:
    data, wrong = fields.written(draft.data, here.place, given)
    errors = errors_of(wrong)
    to = request.POST.get("on_page", "")
    if not errors and to and not here.group and shape.page_at(data, to) not in (None, here.page):
        data = changing.send_question(data, here.place, to)
    if not errors:
        errors = keep(request, draft, data, f"question {here.place}")
    if errors:
        return _show(request, draft_of(draft.key), here.place, given, errors)
    messages.success(request, _("Đã ghi vào bản đang soạn."))
    if here.item.get("widget") != given.typed.get("widget", here.item.get("widget")):
        return redirect("office:form_question", draft.key, here.place)  # another kind has other limits, to be looked at
    return redirect("office:form_draft", draft.key)


def _add_inner(request: SignedInRequest, draft: FormDraft, here: shape.Spot) -> HttpResponse:
    """Put a question into a group."""
    label = {language: tidy(request.POST.get(f"inner_{language}", ""))[:500] for language in ("vi", "en")}
    kind = request.POST.get("inner_widget", "")
    errors = [FieldError(f"inner_{n}", _("Ghi bằng cả tiếng Việt và tiếng Anh.")) for n, text in label.items() if not text]
    if kind not in fields.WIDGET_NAMES:
        errors.append(FieldError("inner_widget", _("Chọn một mục trong danh sách.")))
    place = here.place
    if not errors:
        page_id = shape.pages(draft.data)[here.page]["id"]
        data, place = changing.add_question(draft.data, page_id, label, kind, group=here.field)
        errors = keep(request, draft, data, f"question add {place}")
    if errors:
        return _show(request, draft_of(draft.key), here.place, fields.edited(here), errors)
    return redirect("office:form_question", draft.key, place)


def _show(request: SignedInRequest, draft: FormDraft, place: str, given: Edited, errors: list[FieldError]) -> HttpResponse:
    here = shape.spot(draft.data, place)
    if here is None:
        raise Http404
    item, known = here.item, conditions.askable(draft.data, place)
    grouped = "group" in item
    pages = [(each["id"], words(each["title"])) for each in shape.pages(draft.data)]
    on_page = request.POST.get("on_page") or pages[here.page][0]
    asked = parts.of_group(given) if grouped else parts.of_question(given, [] if here.group else pages, on_page)
    values = context(
        draft,
        place=place,
        field=here.field,
        label=words(item["label"]),
        grouped=grouped,
        group=here.group,
        sections=sections(asked, given.typed | {"on_page": on_page}, errors),
        condition=str(conditions.said(item.get("show_if"), known, words)),
        errors=errors,
        fine_wrong=any(each.field.startswith(("say_", "width", "autocomplete")) for each in errors),
        **({"inner": parts.inner(request.POST, errors), "items": _inner(draft, place)} if grouped else _rows(item, given, errors, here)),
    )
    return page(request, "forms/question.html", values, refused=bool(errors))


def _inner(draft: FormDraft, place: str) -> list[tuple[str, str]]:
    return [(each.place, words(each.item["label"])) for each in shape.spots(draft.data) if each.group == place]


def _rows(item: shape.Data, given: Edited, errors: list[FieldError], here: shape.Spot) -> dict[str, Any]:
    """Options and sources as rows, each with what is wrong with it and whether it has a condition."""
    wrong = {each.field: each.message for each in errors}
    kept = {each["value"]: each for each in item.get("options", [])}
    options = []
    for at, row in enumerate(given.options):
        problems = [text for name, text in wrong.items() if name.startswith(f"option-{at}-")]
        has = kept.get(row["value"]) if not here.group else None
        options.append({**row, "at": at, "wrong": problems, "kept": has is not None, "when": bool(has and has.get("show_if"))})
    told = [f"{each['source']}.{each['path']}" for each in changing.prefills(item)]
    sources = []
    for at, each in enumerate(given.sources):
        number = told.index(each) if each in told else -1
        target = f"prefill:{here.place}:{number}"
        sources.append({"at": at, "value": each, "wrong": wrong.get(f"source-{at}", ""), "number": number, "target": target})
    known = {value for _group, rows in parts.known_sources() for value, _words in rows}
    return {
        "options": options,
        "choosing": given.typed.get("widget") in limits.CHOOSING,
        "wrong_options": wrong.get("options", ""),
        "sources": sources,
        "known": parts.known_sources(),
        "others": [(each, source_words(*each.split(".", 1))) for each in given.sources if each and each not in known and "." in each],
    }
