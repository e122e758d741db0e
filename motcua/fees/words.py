"""A quote in a reader's words: what is paid, and why. An amount that nobody checked is never said as if it were certain."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.catalogue.models import words
from motcua.fees.models import FeeRule
from motcua.fees.quoting import Costs
from motcua.fees.rules import Rules
from motcua.law.fee_rules import PAYER_NAMES, Per, Relief, Setter, Tariff
from motcua.law.fees import UNSURE, Line, Quote
from motcua.lib.saying import say
from motcua.ui.components.filters import dong


@dataclass(frozen=True)
class WhyLine:
    """One line with its three amounts in words, and what each rule did: (words, text it stands in, whether that was not checked)."""

    name: str
    charged: str
    supported: str
    payable: str
    reasons: list[tuple[str, str, bool]]


@dataclass(frozen=True)
class Price:
    """What somebody pays: in words, whether it is certain, and line by line why."""

    who: str
    words: str
    certain: bool
    lines: list[WhyLine]


def price(found: Quote, who: str = "") -> Price:
    """Return a quote in words."""
    return Price(who, pays(found), found.certain, [_line(line) for line in found.lines])


def pays(found: Quote) -> str:
    """Return what is paid in all; a part that is not known is named by who sets it."""
    known = sum(line.payable for line in found.lines if line.payable is not None)
    unknown = [line for line in found.lines if line.payable is None]
    parts = [dong(known)] if known or not unknown else []
    return " + ".join([*parts, *dict.fromkeys(_unknown(line) for line in unknown)])


def prices(costs: Costs) -> list[Price]:
    """Return what everybody pays by one channel, then each class that pays something else."""
    return [price(costs.quote), *(price(each.quote, say(PAYER_NAMES[each.payer])) for each in costs.classes)]


def possible(costs: Costs, rules: Rules) -> list[str]:
    """Return what is paid where a condition holds, in words; the condition first."""
    told = [_possible(rule, found, rules.rows.get(rule.key)) for rule, found in costs.possible]
    return list(dict.fromkeys(told))


def _possible(rule: Tariff | Relief, found: Quote, row: FeeRule | None) -> str:
    when = words(row.when) if row else rule.where.condition
    unsure = f" ({_('chưa kiểm chứng')})" if rule.source.certainty == UNSURE else ""
    if isinstance(rule, Relief):
        return f"{when}: {rule.name[:1].lower()}{rule.name[1:]}{unsure}"
    mine = Quote(tuple(line for line in found.lines if line.item == rule.item))
    unit = {Per.COPY: _("một bản"), Per.PAGE: _("một trang"), Per.DOSSIER: ""}[rule.per]
    return f"{when}: {rule.name}, {pays(mine)} {unit}".rstrip() + unsure


def _line(line: Line) -> WhyLine:
    reasons = [(str(reason.says), reason.source.basis, reason.source.certainty == UNSURE) for reason in line.reasons]
    return WhyLine(line.name, _amount(line.charged, line), _amount(line.supported, line), _amount(line.payable, line), reasons)


def _amount(amount: int | None, line: Line) -> str:
    return _unknown(line) if amount is None else dong(amount)


def _unknown(line: Line) -> str:
    return _setter(line.setter)


def _setter(setter: Setter) -> str:
    if setter is Setter.COUNCIL:
        return _("Theo mức thành phố quy định")
    return _("Theo mức Bộ Tài chính quy định") if setter is Setter.MINISTRY else _("Theo thông báo của nơi thu")
