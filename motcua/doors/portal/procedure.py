"""One procedure: what it costs, when it is ready, what to bring and what not, before anyone begins."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.catalogue.finding import NoRevision, in_force
from motcua.catalogue.forms import competent_agencies
from motcua.catalogue.models import Requirement, Revision
from motcua.catalogue.routing import routing_of
from motcua.doors.portal import national
from motcua.doors.portal.requests import citizen_of, now_of, today_of
from motcua.doors.portal.routed import routed
from motcua.doors.portal.words import role_words, two
from motcua.dossiers.models import Channel
from motcua.dossiers.reasons import if_filed
from motcua.fees.quoting import costs, counts_of
from motcua.fees.rules import rules_for
from motcua.fees.words import Price, possible, price, prices
from motcua.law.fee_rules import Asked
from motcua.law.fees import quote
from motcua.law.routing import Filing
from motcua.ui.values import Point

CHANNELS = {
    Channel.ONLINE: ("world", gettext_lazy("Trực tuyến")),
    Channel.DIRECT: ("counter", gettext_lazy("Tại quầy")),
    Channel.POST: ("mail", gettext_lazy("Bưu chính công ích")),
}


@dataclass(frozen=True)
class ChannelRow:
    """One way to apply: what everybody pays, then each class that pays otherwise, and what may come on top."""

    icon: str
    name: str
    prices: list[Price]
    possible: list[str]


@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Show the revision in force today; else what the nation's record says; what neither knows is not found."""
    try:
        revision = in_force(code, today_of(request))
    except NoRevision as missing:
        record = national.record_of(code)
        if record is None:
            raise Http404 from missing
        return render(request, "portal/national.html", national.facts_of(record, request))
    return render(request, "portal/procedure.html", facts_of(revision, request))


def revision_of(request: HttpRequest, code: str) -> Revision:
    """Return the revision of `code` in force today. Raises Http404."""
    try:
        return in_force(code, today_of(request))
    except NoRevision as missing:
        raise Http404 from missing


def facts_of(revision: Revision, request: HttpRequest) -> dict[str, Any]:
    """Return what the page says; shown again with a refusal when beginning was not possible."""
    asked, day = list(revision.requirements.all()), today_of(request)
    return {
        "revision": revision,
        "procedure": revision.procedure,
        "sector": two(revision.procedure.sector),
        "intro": two(revision.facts.get("intro")),
        "cost": cost_of(revision, Channel.ONLINE if online(revision) else Channel.DIRECT, day),
        "by_proxy": revision.facts.get("proxy", True),
        "online": online(revision) and not filed_elsewhere(revision, day),
        "routed": routed(revision.procedure.code, day),
        "partial_reason": two(revision.facts.get("partial_reason")) if not revision.full_online else "",
        "cost_note": two(revision.facts.get("fee_note")),
        "promise": if_filed(revision, now_of(request)),
        "spared": [_paper(each) for each in asked if each.found_in],
        "needed": [_paper(each) for each in asked if not each.found_in],
        "channels": _channels(revision, day),
        "offices": competent_agencies(revision, day).count(),
        "steps": [Point(two({"vi": s.name, "en": s.name_en}), role_words(s.role)) for s in revision.plan.plan().steps],
        "results": [two(each) for each in revision.facts.get("results", [])],
        "bases": revision.facts.get("legal_bases", []),
        "conditions": two(revision.facts.get("conditions")),
        "minutes": revision.facts.get("minutes_to_apply"),
        "citizen": citizen_of(request),
    }


def online(revision: Revision) -> bool:
    """Tell whether one may apply online; what is shown in the original is done at the counter."""
    return any(each["channel"] == Channel.ONLINE for each in revision.facts.get("channels", []))


def filed_elsewhere(revision: Revision, day: date) -> bool:
    """Tell whether one applies for it on the national portal alone."""
    row = routing_of(revision.procedure.code, day)
    return row is not None and row.where() is Filing.NATIONAL


def cost_of(revision: Revision, channel: Channel, day: date, answers: dict[str, Any] | None = None) -> Price:
    """Return what the applicant pays by `channel` on `day`, with its reasons; `answers` count the copies and show what holds."""
    rules = rules_for(revision.procedure.code, day, revision)
    given = answers or {}
    met = rules.met(given) if answers else frozenset()
    return price(quote(rules.tariffs, rules.reliefs, Asked(day, channel, counts=counts_of(revision, given), met=met)))


def _channels(revision: Revision, day: date) -> list[ChannelRow]:
    code, rows = revision.procedure.code, []
    rules = rules_for(code, day, revision)
    for each in revision.facts.get("channels", []):
        icon, name = CHANNELS[Channel(each["channel"])]
        found = costs(code, each["channel"], day, revision)
        rows.append(ChannelRow(icon, str(name), prices(found), possible(found, rules)))
    return rows


def _paper(requirement: Requirement) -> dict[str, Any]:
    parts = []
    if requirement.originals:
        parts.append(_("%(n)d bản chính hoặc bản điện tử") % {"n": requirement.originals})
    if requirement.copies:
        parts.append(_("%(n)d bản sao") % {"n": requirement.copies})
    return {
        "title": _title(requirement),
        "hint": two(requirement.hint),
        "why": two(requirement.why),
        "basis": requirement.basis,
        "copies": ", ".join(parts),
    }


def _title(requirement: Requirement) -> str:
    if requirement.found_in:
        return _("%(name)s: bạn không phải nộp") % {"name": requirement.title}
    return _("%(name)s, chỉ trong một số trường hợp") % {"name": requirement.title} if requirement.condition else requirement.title
