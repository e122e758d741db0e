"""Competence of a procedure in the office: who decides, on whose system, where one applies, from which day and by which text."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts.routing import NewRouting, set_routing
from motcua.catalogue.models import Routing
from motcua.doors.office.opening import office, page
from motcua.doors.office.procedures import named
from motcua.doors.office.settings import CERTAINTIES
from motcua.law.lifecycle import Refusal
from motcua.law.routing import FILING_NAMES, LEVEL_NAMES, SYSTEM_NAMES, Filing, Level, System
from motcua.lib.saying import say
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question


@office
@require_http_methods(["GET", "HEAD", "POST"])
def competence(request: SignedInRequest, code: str) -> HttpResponse:
    """Every row of a procedure, the last first; a post sets another from a day on."""
    procedure = named(code)
    held = list(Routing.objects.filter(code=code).order_by("case", "-valid_from"))
    asked = _questions(held[0] if held else None)
    errors: list[FieldError] = []
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        if not errors:
            try:
                set_routing(_new(code, values), by=request.actor, at=request.now)
            except Refusal as refusal:
                errors = [FieldError("decides_vi", str(refusal))]
            else:
                messages.success(request, _("Đã đặt thẩm quyền mới; hồ sơ đã nộp giữ thẩm quyền cũ."))
                return redirect("office:competence", code)
    shown = {"procedure": procedure, "rows": [_row(each) for each in held], "errors": errors}
    return page(request, "competence.html", {**shown, "questions": questions.shown(asked, request.POST, errors)}, refused=bool(errors))


def _row(row: Routing) -> dict[str, Any]:
    tone, sure = CERTAINTIES[row.certainty]
    return {
        "row": row,
        "decides": row.decides.get("vi", ""),
        "system": say(SYSTEM_NAMES[System(row.system)]),
        "filing": say(FILING_NAMES[row.where()]),
        "level": say(LEVEL_NAMES[row.how_far()]),
        "reason": row.reason.get("vi", ""),
        "tone": tone,
        "sure": _(sure),
        "unsure": ", ".join(sorted(field for field, mark in row.marks.items() if mark == "u")),
    }


def _new(code: str, values: dict[str, Any]) -> NewRouting:
    return NewRouting(
        code=code,
        decides=_both(values, "decides"),
        receives=_both(values, "receives"),
        system=System(values["system"]),
        filing=Filing(values["filing"]),
        address=values["address"],
        level=Level(values["level"]),
        reason=_both(values, "reason"),
        boundless=values["boundless"] == "yes",
        interlinked=values["interlinked"] == "yes",
        basis=values["basis"],
        source=values["source"],
        certainty=values["certainty"],
        valid_from=values["valid_from"],
    )


def _both(values: dict[str, Any], name: str) -> dict[str, str]:
    vi, en = values[f"{name}_vi"], values[f"{name}_en"]
    return {"vi": vi, "en": en or vi} if vi else {}


def _questions(held: Routing | None) -> list[Question]:
    def choices(names: Any) -> tuple[tuple[str, str], ...]:
        return tuple((each.value, say(name)) for each, name in names.items())

    no_yes = (("no", _("Không")), ("yes", _("Có")))
    sure = tuple((mark, _(words)) for mark, (_tone, words) in CERTAINTIES.items())
    decides, receives, reason = (getattr(held, name) if held else {} for name in ("decides", "receives", "reason"))
    return [
        Question("decides_vi", _("Cơ quan giải quyết"), "text", first=decides.get("vi", "")),
        Question("decides_en", _("Cơ quan giải quyết, bằng tiếng Anh"), "text", first=decides.get("en", "")),
        Question("receives_vi", _("Nơi tiếp nhận"), "text", first=receives.get("vi", "")),
        Question("receives_en", _("Nơi tiếp nhận, bằng tiếng Anh"), "text", first=receives.get("en", "")),
        Question("system", _("Hệ thống giải quyết"), "choice", choices=choices(SYSTEM_NAMES), first=held.system if held else "city"),
        Question("filing", _("Nơi nộp trực tuyến"), "choice", choices=choices(FILING_NAMES), first=held.filing if held else "city"),
        Question("address", _("Địa chỉ cổng ngoài"), "text", _("Bắt đầu bằng https."), first=held.address if held else ""),
        Question("level", _("Mức dịch vụ công trực tuyến"), "choice", choices=choices(LEVEL_NAMES), first=held.level if held else "full"),
        Question("reason_vi", _("Lý do chưa làm toàn trình, công bố cho người dân"), first=reason.get("vi", "")),
        Question("reason_en", _("Lý do ấy, bằng tiếng Anh"), first=reason.get("en", "")),
        Question("boundless", _("Phi địa giới?"), "choice", choices=no_yes, first="yes" if held and held.boundless else "no"),
        Question("interlinked", _("Liên thông?"), "choice", choices=no_yes, first="yes" if held and held.interlinked else "no"),
        Question("basis", _("Căn cứ"), "text"),
        Question("source", _("Nguồn"), "text"),
        Question("certainty", _("Mức chắc chắn"), "choice", choices=sure),
        Question("valid_from", _("Từ ngày"), "date"),
    ]
