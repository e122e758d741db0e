"""Fees at the counter: what the officer may see of the payer, and what it comes to; as quoted once the dossier is received."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.acts.reception import Paying
from motcua.catalogue.models import words
from motcua.dossiers.models import Dossier
from motcua.fees.models import FeeQuote
from motcua.fees.quoting import for_dossier, rules_of
from motcua.fees.rules import Rules
from motcua.fees.words import Price, price
from motcua.law.calendar import HANOI
from motcua.law.fee_rules import PAYER_NAMES
from motcua.law.lifecycle import Status
from motcua.lib.saying import say
from motcua.people.requests import SignedInRequest
from motcua.ui.components.filters import dong


@dataclass(frozen=True)
class Choice:
    """One thing an officer may tick: a class of payers, or a case in which a rule holds."""

    name: str
    words: str
    ticked: bool


def paying(posted: Mapping[str, str]) -> Paying:
    """Return what was ticked; names that are no class or rule change nothing."""
    payers = {name.removeprefix("payer-") for name in posted if name.startswith("payer-")}
    ticked = {name.removeprefix("fee-") for name in posted if name.startswith("fee-")}
    return Paying(frozenset(payers & set(PAYER_NAMES)), frozenset(ticked))


def panel(request: SignedInRequest, dossier: Dossier, typed: Mapping[str, str]) -> dict[str, Any]:
    """Return what the panel says: before reception the price of what is ticked and the choices, afterwards what was quoted."""
    kept = FeeQuote.objects.filter(dossier=dossier).first()
    if kept or dossier.state is not Status.NEW:
        return {"kept": kept, "kept_sums": _sums(kept) if kept else []}
    day = request.now.astimezone(HANOI).date()
    rules, seen = rules_of(dossier, day), paying(typed)
    now: Price = price(for_dossier(dossier, day, seen.payers, seen.ticked))
    return {"price": now, "choices": _choices(rules, dossier, seen)}


def _choices(rules: Rules, dossier: Dossier, seen: Paying) -> list[Choice]:
    payers = sorted({p for rule in rules.every() for p in rule.where.payers if _concerns(rule.where.channels, dossier)})
    told = [Choice(f"payer-{p}", say(PAYER_NAMES[p]), p in seen.payers) for p in payers] if rules.tariffs else []
    cases = [row for row in rules.rows.values() if row.condition == {} and _concerns(frozenset(row.channels), dossier)]
    return told + [Choice(f"fee-{row.key}", words(row.when), row.key in seen.ticked) for row in cases]


def _concerns(channels: frozenset[int], dossier: Dossier) -> bool:
    return not channels or dossier.channel in channels


def _sums(kept: FeeQuote) -> list[tuple[str, str, str, list[str]]]:
    return [
        (line["name"], _told(line["payable"]), dong(line["supported"]) if line["supported"] else "", [w["basis"] for w in line["why"]])
        for line in kept.lines
    ]


def _told(amount: int | None) -> str:
    return "?" if amount is None else dong(amount)
