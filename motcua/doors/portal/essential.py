"""The 25 essential services: limit, fee, who decides, where to file; handed on to the national portal where one applies there."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.catalogue.finding import current
from motcua.catalogue.routing import EssentialService, essential_services
from motcua.doors.portal.procedure import CHANNELS, ChannelRow
from motcua.doors.portal.requests import today_of
from motcua.doors.portal.routed import Routed, routed, term_of
from motcua.doors.portal.words import two
from motcua.dossiers.models import Channel
from motcua.dossiers.reasons import term_words
from motcua.fees.quoting import costs
from motcua.fees.rules import rules_for
from motcua.fees.words import Price, possible, price, prices
from motcua.law.terms import Term


@dataclass(frozen=True)
class Card:
    """One service as the list shows it."""

    service: EssentialService
    title: str
    term: str
    term_note: str
    term_unsure: bool
    cost: Price
    conditional: bool
    routed: Routed | None
    procedure: str


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """The list of QĐ 06/QĐ-TTg in its order. Few queries whatever its length."""
    today = today_of(request)
    listed = essential_services(today)
    codes = [each.procedure for each in listed if each.procedure]
    published = set(current(today).filter(procedure__code__in=codes).values_list("procedure__code", flat=True))
    cards = [_card(each, today, published) for each in listed]
    return render(request, "portal/essential.html", {"cards": cards})


@require_safe
def service(request: HttpRequest, number: int) -> HttpResponse:
    """One service: every channel and payer class, with why; what is not checked is marked."""
    today = today_of(request)
    found = next((each for each in essential_services(today) if each.number == number), None)
    if found is None:
        raise Http404
    published = set(current(today).filter(procedure__code=found.procedure).values_list("procedure__code", flat=True))
    card = _card(found, today, published)
    rules = rules_for(found.key, today)
    channels = []
    for channel in (Channel.ONLINE, Channel.DIRECT):
        icon, name = CHANNELS[channel]
        told = costs(found.key, channel, today)
        channels.append(ChannelRow(icon, str(name), prices(told), possible(told, rules)))
    values = {"card": card, "channels": channels, "result": two(found.result), "routed": card.routed}
    return render(request, "portal/service.html", values)


def _card(each: EssentialService, today: date, published: set[str]) -> Card:
    told = costs(each.key, Channel.ONLINE, today)
    words = term_words(Term.parse(each.term)) if each.term else ""
    return Card(
        service=each,
        title=two(each.name),
        term=term_of(each, words),
        term_note=two(each.term_note) if words else "",
        term_unsure=each.unsure("term"),
        cost=price(told.quote),
        conditional=bool(told.possible),
        routed=routed(each.key, today),
        procedure=each.procedure if each.procedure in published else "",
    )
