"""Dated settings and what the sources of a procedure leave unsure: value, source, how sure; the unsure first."""

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.acts.base import AlreadyDone
from motcua.acts.city import change_policy
from motcua.catalogue.models import Revision
from motcua.doors.office.opening import administrator, office, page
from motcua.law.calendar import HANOI
from motcua.law.figures import FigureRefused
from motcua.law.lifecycle import Refusal
from motcua.law.roles import Role
from motcua.lib.saying import N_
from motcua.people.requests import SignedInRequest
from motcua.policy.models import Setting
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question

CERTAINTIES = {
    "u": ("bad", N_("Chưa kiểm chứng")),
    "K": ("soon", N_("Theo hiểu biết, chưa đọc lại văn bản")),
    "C": ("soon", N_("Thấy trong mã nguồn")),
    "S": ("info", N_("Nguồn thứ cấp")),
    "P": ("info", N_("Đặc tả của cổng quốc gia")),
    "T": ("good", N_("Đã đọc văn bản")),
}
_ORDER = list(CERTAINTIES)


@office
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """Every setting, the least certain first, and the parts of procedures marked unsure."""
    rows = sorted(Setting.objects.all(), key=lambda s: (_ORDER.index(s.certainty), s.name, s.valid_from))
    shown = [(row, CERTAINTIES[row.certainty][0], _(CERTAINTIES[row.certainty][1])) for row in rows]
    marked = (
        Revision.objects.filter(valid_to=None)
        .exclude(valid_from=None)
        .exclude(facts__unsure=None)
        .select_related("procedure")
        .order_by("procedure__code")
    )
    unsure = [(revision.procedure, revision.facts["unsure"]) for revision in marked if revision.facts["unsure"]]
    sets = any(post.role is Role.ADMINISTRATOR for post in request.actor.posts)
    return page(request, "settings.html", {"settings": shown, "unsure": unsure, "sets": sets})


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, name: str) -> HttpResponse:
    """Set the next value of a setting from a day on, with its source; the values before it stay for what they decided."""
    held = list(Setting.objects.filter(name=name).order_by("-valid_from"))
    if not held:
        raise Http404
    asked = _asked(held[0], request)
    errors: list[FieldError] = []
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        if not errors:
            try:
                _set(request, name, values)
            except AlreadyDone:
                return redirect("office:settings")
            except Refusal as refusal:
                errors = [FieldError("value", str(refusal))]
            else:
                messages.success(request, _("Đã đặt giá trị mới. Giá trị cũ vẫn giữ cho những ngày trước đó."))
                return redirect("office:settings")
    shown = [(row, CERTAINTIES[row.certainty][0], _(CERTAINTIES[row.certainty][1])) for row in held]
    values = {
        "held": shown,
        "says": held[0].says,
        "name": name,
        "questions": questions.shown(asked, request.POST, errors),
        "errors": errors,
    }
    return page(request, "change_setting.html", values, refused=bool(errors))


def _set(request: SignedInRequest, name: str, values: Mapping[str, Any]) -> None:
    told = {"source": values["source"], "certainty": values["certainty"], "valid_from": values["valid_from"]}
    change_policy(name, _value(values["value"]), **told, by=request.actor, at=request.now, key=request.key)


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise FigureRefused(N_('Giá trị chưa viết đúng: số như 8, chữ trong ngoặc kép như "date", nhiều phần trong { }.')) from error


def _asked(last: Setting, request: SignedInRequest) -> list[Question]:
    sure = tuple((key, str(_(words))) for key, (_tone, words) in CERTAINTIES.items())
    first = json.dumps(last.value, ensure_ascii=False)
    return [
        Question("value", _("Giá trị mới"), "area", first=first, hint=_("Viết như giá trị đang có; chữ đứng trong ngoặc kép.")),
        Question("valid_from", _("Từ ngày"), "date", first=request.now.astimezone(HANOI).date().isoformat()),
        Question("source", _("Văn bản, quyết định đặt ra giá trị này"), "text"),
        Question("certainty", _("Mức chắc chắn"), "choice", choices=sure),
    ]
