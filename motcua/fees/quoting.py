"""What it costs: for a citizen before beginning, by channel and payer class; for a dossier at the counter."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from motcua.catalogue.models import Revision
from motcua.dossiers.models import Dossier
from motcua.fees.rules import Rules, rules_for
from motcua.law.fee_rules import Asked, Per, Relief, Tariff
from motcua.law.fees import Quote, might_reach, quote


@dataclass(frozen=True)
class ForClass:
    """What one class of payers pays."""

    payer: str
    quote: Quote


@dataclass(frozen=True)
class Costs:
    """What a channel costs: everybody, each class that pays something else, and each rule that applies under a condition, with what
    would be paid if it did."""

    channel: int
    quote: Quote
    classes: tuple[ForClass, ...]
    possible: tuple[tuple[Tariff | Relief, Quote], ...]


def costs(code: str, channel: int, day: date, revision: Revision | None = None, counts: dict[Per, int] | None = None) -> Costs:
    """Return what `code` costs by `channel` on `day`, for one copy unless counted otherwise."""
    rules = rules_for(code, day, revision)
    asked = Asked(day, channel, counts=counts or {})
    general = quote(rules.tariffs, rules.reliefs, asked)
    return Costs(channel, general, tuple(_by_class(rules, asked, general)), tuple(_under_conditions(rules, asked)))


def _under_conditions(rules: Rules, asked: Asked) -> Iterable[tuple[Tariff | Relief, Quote]]:
    for rule in rules.every():
        if might_reach(rule.where, asked):
            yield rule, quote(rules.tariffs, rules.reliefs, replace(asked, met=frozenset({rule.where.condition}), counts=_first_paid(rule)))


def _first_paid(rule: Tariff | Relief) -> dict[Per, int]:
    """Return the first unit that a tariff asks money for, where the ones before are free; one otherwise."""
    free = isinstance(rule, Tariff) and rule.amount == 0 and rule.steps
    return {rule.per: rule.steps[0][0]} if isinstance(rule, Tariff) and free else {}


def _by_class(rules: Rules, asked: Asked, general: Quote) -> Iterable[ForClass]:
    payers = sorted({payer for rule in rules.every() for payer in rule.where.payers})
    for payer in payers:
        found = quote(rules.tariffs, rules.reliefs, Asked(asked.day, asked.channel, frozenset({payer}), asked.counts))
        if found.payable != general.payable:
            yield ForClass(payer, found)


def for_dossier(dossier: Dossier, day: date, payers: Iterable[str] = (), ticked: Iterable[str] = ()) -> Quote:
    """Return what a dossier costs on `day`: by its channel, the copies and pages it asks for, and what the officer saw to hold."""
    rules = rules_of(dossier, day)
    counts = counts_of(dossier.revision, dossier.answers)
    asked = Asked(day, dossier.channel, frozenset(payers), counts, rules.met(dossier.answers, ticked))
    return quote(rules.tariffs, rules.reliefs, asked)


def rules_of(dossier: Dossier, day: date) -> Rules:
    """Return the rules that hold for a dossier."""
    return rules_for(dossier.revision.procedure.code, day, dossier.revision)


def counts_of(revision: Revision, answers: dict[str, Any]) -> dict[Per, int]:
    """Return how many copies and pages were asked for: the answers that the published facts name in `counts`."""
    named: dict[str, str] = revision.facts.get("counts", {})
    return {Per(per): int(answers[name]) for per, name in named.items() if isinstance(answers.get(name), int)}


def lines_of(found: Quote) -> list[dict[str, Any]]:
    """Return a quote as rows to keep: amounts (None: not known), and what each rule did by which text."""
    return [
        {
            "item": line.item,
            "name": line.name,
            "kind": line.kind.value,
            "charged": line.charged,
            "supported": line.supported,
            "payable": line.payable,
            "why": [{"rule": r.rule, "says": r.says.text, "basis": r.source.basis, "certainty": r.source.certainty} for r in line.reasons],
        }
        for line in found.lines
    ]
