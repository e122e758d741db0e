"""When a page, a question, an answer or a prefill applies: conditions built with selects, the same everywhere."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.catalogue.declaring import changing, conditions, shape
from motcua.catalogue.declaring.conditions import Asked, Row
from motcua.catalogue.models import FormDraft, words
from motcua.doors.office.forms.opening import context, draft_of, keep
from motcua.doors.office.opening import controller, page
from motcua.lib.saying import say
from motcua.people.requests import SignedInRequest
from motcua.ui.forms import FieldError


@controller
@require_http_methods(["GET", "HEAD", "POST"])
def condition(request: SignedInRequest, key: str, target: str) -> HttpResponse:
    """Build the condition of `target`; choosing another question shows its answers, nothing is kept before saving."""
    draft = draft_of(key)
    try:
        holder, name = changing.held_by(shape.copied(draft.data), target)
    except LookupError as missing:
        raise Http404 from missing
    known = askable_for(draft.data, target)
    if request.method != "POST":
        return _show(request, draft, target, conditions.rows_of(holder.get(name)), {}, [])
    rows = rows_sent(request.POST)
    if "_do" in request.POST:
        return _show(request, draft, target, rows, {}, [])
    made = conditions.made(rows, known)
    errors = wrong_rows(made.wrong)
    if not errors:
        errors = keep(request, draft, changing.set_condition(draft.data, target, made.condition), f"condition {target}")
    if errors:
        return _show(request, draft_of(key), target, rows, made.wrong, errors)
    messages.success(request, _("Đã ghi vào bản đang soạn."))
    return redirect(_back(key, target))


def rows_sent(posted: QueryDict) -> list[Row]:
    """Return the rows of a posted builder, after its button."""
    lists = {name: [str(value) for value in values] for name, values in posted.lists()}
    return conditions.posted({name: values[-1] for name, values in lists.items() if values}, lists)


def wrong_rows(wrong: Mapping[int, object]) -> list[FieldError]:
    """Return what is wrong with rows, each at its first input."""
    return [FieldError(f"kind-{at}", str(says)) for at, says in wrong.items()]


def askable_for(data: shape.Data, target: str) -> dict[str, Asked]:
    """Return the questions that the condition of `target` may look at: not its own, nor those of its own page for a page."""
    kind, _mark, rest = target.partition(":")
    place = rest.partition(":")[0] if kind != "page" else ""
    known = conditions.askable(data, place)
    if kind != "page":
        return known
    at = shape.page_at(data, rest)
    own = {each.field for each in shape.spots(data) if each.page == at}
    return {field: asked for field, asked in known.items() if field not in own}


def builder(rows: list[Row], known: Mapping[str, Asked], wrong: Mapping[int, object]) -> dict[str, Any]:
    """Return what the builder's template shows."""
    shown = []
    for at, row in enumerate(rows):
        asked = known.get(row.field)
        answers = [(value, words(label), value in row.values) for value, label in asked.answers] if asked else []
        shown.append({"at": at, "row": row, "answers": answers, "typed": "\n".join(row.values), "wrong": wrong.get(at, "")})
    return {
        "rows": shown,
        "levels": range(1, max([row.level for row in rows], default=1) + 2),
        "fields": [(field, words(asked.words)) for field, asked in known.items()],
        "hows": [(how, say(name)) for how, name in conditions.HOW.items()],
        "kinds": [(kind, say(name)) for kind, name in conditions.KINDS.items()],
    }


def _show(
    request: SignedInRequest, draft: FormDraft, target: str, rows: list[Row], wrong: Mapping[int, object], errors: list[FieldError]
) -> HttpResponse:
    known = askable_for(draft.data, target)
    made = conditions.made(rows, known)
    said = str(conditions.said(made.condition, known, words)) if not made.wrong else ""
    values = context(draft, about=_about(draft.data, target), back=_back(draft.key, target), said=said, errors=errors)
    return page(request, "forms/condition.html", {**values, "builder": builder(rows, known, wrong)}, refused=bool(errors))


def _about(data: shape.Data, target: str) -> str:
    """What the condition decides, in words."""
    kind, _mark, rest = target.partition(":")
    if kind == "page":
        at = shape.page_at(data, rest)
        return _("Khi nào hiện trang “%(name)s”?") % {"name": words(shape.pages(data)[at or 0]["title"])}
    here = shape.spot(data, rest.partition(":")[0])
    name = {"name": words(here.item["label"]) if here else rest}
    said = {
        "question": _("Khi nào hỏi “%(name)s”?"),
        "option": _("Khi nào đưa ra câu trả lời này của “%(name)s”?"),
        "prefill": _("Khi nào điền sẵn “%(name)s” từ nguồn này?"),
    }
    return said[kind] % name


def _back(key: str, target: str) -> str:
    kind, _mark, rest = target.partition(":")
    if kind == "page":
        return reverse("office:form_page", args=[key, rest])
    return reverse("office:form_question", args=[key, rest.partition(":")[0]])
