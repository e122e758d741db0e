"""One's own dossier: the promise and why, where it is, what waits for the person, its papers, what was declared."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.catalogue.forms import form_of
from motcua.doors.portal import history
from motcua.doors.portal.withdrawing import may_withdraw
from motcua.doors.portal.words import status_tone, status_words
from motcua.dossiers import access
from motcua.dossiers.applying import papers_of, spared
from motcua.dossiers.clocks import clock_of
from motcua.dossiers.former import former
from motcua.dossiers.known import sections_of
from motcua.dossiers.models import Component, Dossier, Paper, Result, SupplementItem, SupplementRequest
from motcua.dossiers.origins import Origin, place
from motcua.dossiers.reasons import why
from motcua.dossiers.timeliness import overdue, timeliness
from motcua.law.calendar import HANOI
from motcua.law.classification import Timeliness
from motcua.law.lifecycle import RUNNING, Status
from motcua.law.once_only import GROUND_NAMES, Ground
from motcua.lib.saying import say
from motcua.people.requests import SignedInRequest, citizen_required
from motcua.ui import dates
from motcua.ui.components.filters import dong


@dataclass(frozen=True)
class DueCard:
    """The card on top: what the clock does, the promise in words, what stands below it."""

    strip: str
    tone: str
    title: str
    note: str = ""


@require_safe
@citizen_required
def dossier(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Show one's own dossier; another's is not found."""
    return render(request, "portal/dossier.html", values_of(request, access.own(request.user, key)))


@require_safe
@citizen_required
def submitted(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Say that the dossier has come, what happens next and until when."""
    return render(request, "portal/submitted.html", {"dossier": access.own(request.user, key)})


def _filed_at(dossier: Dossier) -> tuple[str, str] | None:
    """Where it was filed when it was not here: the name of the system, and its address of the dossier there."""
    found = Origin.objects.filter(dossier=dossier).first() if dossier.origin else None
    return (place(dossier.origin), found.url) if found else None


def values_of(request: SignedInRequest, dossier: Dossier, **more: Any) -> dict[str, Any]:
    """Return what the dossier's page shows; `more` carries errors of a refused supplement."""
    waiting = _waiting(dossier)
    items = list(waiting.items.select_related("document")) if waiting else []
    result = Result.objects.filter(dossier=dossier, issued_at__isnull=False).select_related("issued").first()
    form = form_of(dossier.revision, dossier.submitted_at.astimezone(HANOI).date())
    return {
        "dossier": dossier,
        "filed_at": _filed_at(dossier),
        "status": status_words(dossier.state),
        "tone": status_tone(dossier.state),
        "card": card_of(request, dossier, waiting),
        "reasons": why(dossier, clock_of(dossier)),
        "former": former(dossier),
        "timeline_points": history.points(dossier, waiting, request.now),
        "waiting": waiting,
        "items": [_item(each, more) for each in items],
        "left": sum(each.answered_at is None for each in items),
        "slip": dossier.papers.filter(kind=Paper.Kind.APPOINTMENT_SLIP).select_related("document").last(),
        "papers": dossier.papers.exclude(kind__in=(Paper.Kind.APPOINTMENT_SLIP, Paper.Kind.RESULT)).select_related("document"),
        "result": result,
        "corrections": dossier.corrections.all(),
        "given": _given(dossier),
        "instead": _instead(dossier),
        "spared": spared(dossier),
        "sections": sections_of(dossier, form, dossier.answers, dossier.sources, told=False),
        "may_withdraw": may_withdraw(request.actor, dossier),
        "errors": [],
        **more,
    }


def _instead(dossier: Dossier) -> list[tuple[str, str, str]]:
    """Papers asked in place of data: which, because of what, and the officer's own words."""
    titles = {r.key: r.title for r in papers_of(dossier)}
    found = dossier.papers_instead.order_by("asked_at")
    return [(titles.get(each.requirement, each.requirement), say(GROUND_NAMES[Ground(each.ground)]), each.reason) for each in found]


def _given(dossier: Dossier) -> list[tuple[str, Component]]:
    """The papers in the dossier, each under its name in the reader's language."""
    names = {each.key: each.title for each in papers_of(dossier)}
    return [(names.get(each.requirement, each.name), each) for each in dossier.components.select_related("document").order_by("pk")]


def _waiting(dossier: Dossier) -> SupplementRequest | None:
    if dossier.state is not Status.SUPPLEMENT:
        return None
    return dossier.supplements.filter(answered_at=None).select_related("asked_by").last()


def _item(item: SupplementItem, more: dict[str, Any]) -> dict[str, Any]:
    """One card of a supplement, with what was typed and refused, if it was this one."""
    refused = more.get("refused") == item.pk
    return {
        "item": item,
        "key": str(item.pk),
        "title": f"{item.order}. {item.name}",
        "done": item.answered_at is not None,
        "tone": "good" if item.answered_at else "soon",
        "error": more.get("why_refused", "") if refused else "",
        "typed": more.get("typed", "") if refused else item.answer,
        "open": refused or item.answered_at is None,
    }


def card_of(request: SignedInRequest, dossier: Dossier, waiting: SupplementRequest | None) -> DueCard:
    """Return the card on top, by the dossier's state."""
    state, now = dossier.state, request.now
    if waiting:
        strip = _("Thời hạn đang tạm dừng, chờ bạn") if dossier.clock_from else _("Chưa tiếp nhận được, chờ bạn")
        return DueCard(strip, "soon", _("Bổ sung trước %(when)s") % {"when": dates.when(waiting.until, now)}, waiting.reason)
    if state is Status.NEW and dossier.reply_due_at:
        title = _("Bộ phận Một cửa trả lời trước %(when)s") % {"when": dates.when(dossier.reply_due_at, now)}
        return DueCard(_("Đã nộp, chờ tiếp nhận"), "info", title, _("Khi hồ sơ được tiếp nhận, bạn có mã hồ sơ và ngày hẹn trả."))
    if state is Status.DECLINED:
        return DueCard(_("Không được tiếp nhận"), "bad", _("Hồ sơ không được tiếp nhận"), dossier.decline_reason)
    if state is Status.WITHDRAWAL:
        return DueCard(_("Đã yêu cầu rút hồ sơ"), "still", _("Cơ quan đang xem xét yêu cầu rút"), _reason_to_withdraw(dossier))
    if state is Status.FINANCIAL_DUTY:
        return _duty(request, dossier)
    stopped = getattr(dossier, "stop", None)
    if stopped:
        given = "; ".join([*stopped.papers, _("phí, lệ phí hoàn lại: %(fees)s") % {"fees": stopped.fees}])
        return DueCard(_("Dừng giải quyết"), "still", stopped.reason, _("Trả lại: %(given)s.") % {"given": given})
    if state in (Status.DONE, Status.RETURNED):
        return _finished(request, dossier)
    if dossier.correcting:
        return _correcting(dossier)
    if state in RUNNING and dossier.promised_at:
        return _running(request, dossier)
    return DueCard(status_words(state), "info", status_words(state), _("Ngày hẹn trả có khi cơ quan giải quyết nhận được hồ sơ."))


def _reason_to_withdraw(dossier: Dossier) -> str:
    asked = dossier.withdrawals.filter(decided_at=None).last()
    return asked.reason if asked else ""


def _duty(request: SignedInRequest, dossier: Dossier) -> DueCard:
    duty = dossier.duties.filter(met_at=None).last()
    title = f"{duty.what}: {dong(duty.amount)}" if duty and duty.amount else duty.what if duty else ""
    if dossier.received_at is None:
        note = _("Nộp xong thì đưa chứng từ cho nơi tiếp nhận; hồ sơ được xem xét tiếp nhận ngay sau đó.")
        return DueCard(_("Chưa tiếp nhận được, chờ bạn nộp tiền"), "soon", title, note)
    since = _("Thời hạn tạm dừng từ %(when)s, đến khi bạn nộp xong.") % {"when": dates.when(duty.asked_at, request.now)} if duty else ""
    return DueCard(_("Thời hạn đang tạm dừng, chờ bạn"), "soon", title, since)


def _correcting(dossier: Dossier) -> DueCard:
    order = dossier.corrections.filter(replaced_at=None).last()
    note = _("Bạn không phải nộp hồ sơ mới, không phải trả thêm. Có kết quả mới thì cơ quan báo ngay cho bạn.")
    return DueCard(_("Cơ quan đang đính chính kết quả"), "soon", order.wrong if order else "", note)


def _running(request: SignedInRequest, dossier: Dossier) -> DueCard:
    assert dossier.promised_at is not None
    when = dates.when(dossier.promised_at, request.now)
    if dossier.promised_at < request.now:
        strip, tone = (_("Quá hẹn"), "bad") if overdue(dossier, request.now) else (_("Đến hạn hôm nay"), "soon")
        return DueCard(strip, tone, _("Đã hẹn %(when)s, chưa xong") % {"when": when}, _("Cơ quan giải quyết đang chậm so với lời hẹn."))
    note = ""
    if dossier.due_at and dossier.due_at != dossier.promised_at:
        note = _("Hẹn lúc tiếp nhận: %(when)s.") % {"when": dates.when(dossier.due_at, request.now)}
    return DueCard(_("Đang giải quyết"), "info", _("Có kết quả trước %(when)s") % {"when": when}, note)


def _finished(request: SignedInRequest, dossier: Dossier) -> DueCard:
    assert dossier.finished_at is not None
    when = dates.when(dossier.finished_at, request.now)
    held = timeliness(dossier)
    strips = {
        Timeliness.EARLY: _("Xong lúc %(when)s, trước hạn"),
        Timeliness.ON_TIME: _("Xong lúc %(when)s, đúng hạn"),
        Timeliness.OVERDUE: _("Xong lúc %(when)s, quá hạn"),
    }
    strip = strips[held or Timeliness.ON_TIME]
    title = _("Đã trả kết quả") if dossier.state is Status.RETURNED else _("Đã có kết quả")
    return DueCard(strip % {"when": when}, "bad" if held is Timeliness.OVERDUE else "good", title)
