"""What partners mean that answer in words: the rows with source and how sure, and another meaning from today on."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.acts import exchange
from motcua.doors.office.exchange import words
from motcua.doors.office.exchange.lists import tabs
from motcua.doors.office.opening import administrator, page
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_
from motcua.outbox import reading
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question

MEANINGS = {"done": N_("Coi như đã nhận"), "retry": N_("Gửi lại sau"), "stop": N_("Cần người quyết định")}


@administrator
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: SignedInRequest) -> HttpResponse:
    """Every row in force; a form for what words mean from today on, where a person has found out."""
    asked, errors = _asked(), list[FieldError]()
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        try:
            if not errors:
                today = request.now.astimezone(HANOI).date()
                exchange.set_answer(**values, certainty="K", valid_from=today, by=request.actor, at=request.now)
                messages.success(request, _("Đã ghi: có hiệu lực từ hôm nay."))
                return redirect("office:answers")
        except Refusal as refusal:
            errors = [FieldError("pattern", str(refusal))]
    rows = [(row, words.partner(row.partner), _(MEANINGS[row.outcome])) for row in reading.answers()]
    shown = {"rows": rows, "questions": questions.shown(asked, request.POST, errors), "errors": errors, "tabs": tabs("")}
    return page(request, "exchange/answers.html", shown, refused=bool(errors))


def _asked() -> list[Question]:
    partners = sorted({*settings.CONNECTORS, *(row.partner for row in reading.answers())})
    return [
        Question("partner", _("Đối tác nào?"), "choice", choices=tuple((name, words.partner(name)) for name in partners)),
        Question("pattern", _("Câu chữ trong câu trả lời"), "text", hint=_("Không phân biệt chữ hoa; câu dài hơn được xét trước.")),
        Question("outcome", _("Nghĩa là gì?"), "choice", choices=tuple((key, _(name)) for key, name in MEANINGS.items())),
        Question("source", _("Căn cứ"), "text", hint=_("Văn bản, thư trả lời của đối tác, ngày gọi điện.")),
    ]
