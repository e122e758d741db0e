"""Fee rules in the office: every rule with its text, days and certainty; another from another day; one ended."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.acts.fees import NewFeeRule, end_fee_rule, set_fee_rule
from motcua.doors.office.opening import controller, office, page
from motcua.doors.office.settings import CERTAINTIES
from motcua.dossiers.models import Channel
from motcua.fees.models import FeeRule
from motcua.law.calendar import HANOI
from motcua.law.fee_rules import EFFECT_NAMES, KIND_NAMES, PAYER_NAMES, SETTER_NAMES, Effect, Per
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_, say
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.components.filters import dong
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question

PER_NAMES = {Per.DOSSIER: N_("Mỗi hồ sơ"), Per.COPY: N_("Mỗi bản"), Per.PAGE: N_("Mỗi trang")}


@office
@require_http_methods(["GET", "HEAD", "POST"])
def fees(request: SignedInRequest) -> HttpResponse:
    """Every rule, of one procedure with `thu-tuc`; a post sets another, with its text, from a day on."""
    code, today = request.GET.get("thu-tuc", "").strip()[:40], request.now.astimezone(HANOI).date()
    asked = _questions(code)
    errors: list[FieldError] = []
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        if not errors:
            try:
                set_fee_rule(_new(values), by=request.actor, at=request.now)
            except Refusal as refusal:
                errors = [FieldError("key", str(refusal))]
            else:
                messages.success(request, _("Đã đặt quy định mới. Quy định cũ cùng mã hết áp dụng từ ngày trước đó."))
                return redirect("office:fees")
    found = FeeRule.objects.filter(Q(procedures=[]) | Q(procedures__contains=[code])) if code else FeeRule.objects.all()
    rows = [_row(rule, today) for rule in found]
    values = {"rows": rows, "code": code, "questions": questions.shown(asked, request.POST, errors), "errors": errors}
    return page(request, "fees.html", values, refused=bool(errors))


@controller
@require_POST
def end(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Let a rule hold up to today and no longer."""
    rule = FeeRule.objects.filter(pk=key).first()
    if rule is None:
        raise Http404
    try:
        end_fee_rule(rule, last_day=request.now.astimezone(HANOI).date(), by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Quy định áp dụng đến hết hôm nay."))
    return redirect("office:fees")


def _row(rule: FeeRule, today: Any) -> dict[str, Any]:
    tone, sure = CERTAINTIES[rule.certainty]
    holds = rule.valid_from <= today and (rule.valid_to is None or rule.valid_to >= today)
    to_all = _("Mọi thủ tục") if rule.listed else _("Danh mục chưa có: không tự áp dụng")
    return {
        "rule": rule,
        "effect": say(EFFECT_NAMES[rule.does()]),
        "amount": _amount(rule),
        "procedures": ", ".join(rule.procedures) or to_all,
        "channels": ", ".join(str(Channel(each).label) for each in rule.channels) or _("Mọi kênh"),
        "payers": ", ".join(say(PAYER_NAMES[each]) for each in rule.payers),
        "tone": tone,
        "sure": _(sure),
        "holds": holds,
        "may_end": holds and rule.valid_to != today,
    }


def _amount(rule: FeeRule) -> str:
    if rule.does() in (Effect.EXEMPT, Effect.ZERO):
        return dong(0)
    if rule.amount is not None:
        return dong(rule.amount)
    return _("chưa có số") if rule.does() is Effect.TARIFF else f"{rule.percent} %"


def _new(values: dict[str, Any]) -> NewFeeRule:
    channels = {"all": [], **{str(each.value): [each.value] for each in Channel}}[values["channel"]]
    percent = values["percent"] if values["percent"] is not None else 100
    return NewFeeRule(
        key=values["key"],
        effect=Effect[values["effect"].upper()],
        name={"vi": values["name_vi"], "en": values["name_en"] or values["name_vi"]},
        basis=values["basis"],
        source=values["source"],
        certainty=values["certainty"],
        valid_from=values["valid_from"],
        valid_to=values["valid_to"],
        item=values["item"],
        kind="" if values["kind"] == "all" else values["kind"],
        setter="" if values["setter"] == "all" else values["setter"],
        amount=values["amount"],
        percent=percent,
        per=values["per"],
        procedures=values["procedures"],
        channels=channels,
        payers=[] if values["payer"] == "all" else [values["payer"]],
        spares_appraisal=values["spares"] == "yes",
    )


def _choices(names: Any, everything: str = "") -> tuple[tuple[str, str], ...]:
    told = tuple((each.value, say(name)) for each, name in names.items())
    return (("all", everything), *told) if everything else told


def _questions(code: str) -> list[Question]:
    effects = tuple((each.name.lower(), say(name)) for each, name in EFFECT_NAMES.items())
    channels = (("all", _("Mọi kênh")), *((str(each.value), str(each.label)) for each in Channel))
    payers = (("all", _("Mọi người")), *((key, say(name)) for key, name in PAYER_NAMES.items()))
    sure = tuple((mark, _(words)) for mark, (_tone, words) in CERTAINTIES.items())
    no_yes = (("no", _("Không")), ("yes", _("Có")))
    return [
        Question("key", _("Mã quy định"), "text", _("Cùng mã từ ngày khác thì thay quy định cũ.")),
        Question("effect", _("Tác dụng"), "choice", choices=effects),
        Question("name_vi", _("Nội dung"), "text"),
        Question("name_en", _("Nội dung, bằng tiếng Anh"), "text"),
        Question("item", _("Mã khoản thu"), "text", _("Bắt buộc với mức thu; để trống thì giảm mọi khoản.")),
        Question("kind", _("Loại"), "choice", choices=_choices(KIND_NAMES, _("Cả phí và lệ phí"))),
        Question("setter", _("Nơi quy định mức thu"), "choice", choices=_choices(SETTER_NAMES, _("Mọi nơi"))),
        Question("amount", _("Số tiền, đồng"), "money", _("Để trống nếu chưa có số hoặc tính theo phần trăm.")),
        Question("percent", _("Phần trăm giảm hoặc hỗ trợ"), "money", _("Để trống là 100.")),
        Question("per", _("Tính theo"), "choice", choices=_choices(PER_NAMES), first=Per.DOSSIER.value),
        Question("procedures", _("Mã thủ tục, mỗi dòng một mã"), "lines", _("Để trống là mọi thủ tục."), first=code),
        Question("channel", _("Kênh nộp"), "choice", choices=channels, first="all"),
        Question("payer", _("Đối tượng nộp"), "choice", choices=payers, first="all"),
        Question("spares", _("Không gồm phí thẩm định?"), "choice", choices=no_yes, first="no"),
        Question("basis", _("Căn cứ"), "text"),
        Question("source", _("Nguồn"), "text"),
        Question("certainty", _("Mức chắc chắn"), "choice", choices=sure),
        Question("valid_from", _("Từ ngày"), "date"),
        Question("valid_to", _("Đến hết ngày"), "until", _("Để trống nếu chưa biết.")),
    ]
