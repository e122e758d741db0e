"""Fees: charged, supported by the city, payable by the applicant, with a reason for each line. Pure; amounts are whole VND."""

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.law.cites import cites
from motcua.law.fee_rules import EFFECT_NAMES, Asked, Effect, Kind, Per, Relief, Setter, Source, Tariff, Where
from motcua.lib.saying import N_, Sentence

UNSURE = "u"


@dataclass(frozen=True)
class Reason:
    """Why a line is as it is: what a rule did, by which text, how sure."""

    effect: Effect
    says: Sentence
    source: Source
    rule: str


@dataclass(frozen=True)
class Line:
    """One thing paid for. None is an amount nobody has told us; where the city pays all, what it pays may be unknown and the rest is 0."""

    item: str
    name: str
    kind: Kind
    setter: Setter
    charged: int | None
    supported: int | None
    payable: int | None
    reasons: tuple[Reason, ...]

    @property
    def certain(self) -> bool:
        """Tell whether every rule behind the line was checked against a text."""
        return all(reason.source.certainty != UNSURE for reason in self.reasons)


@dataclass(frozen=True)
class Quote:
    """All lines, by item. Each sum is None when a line of it is not known."""

    lines: tuple[Line, ...]

    @property
    def charged(self) -> int | None:
        """What the rules charge, before the city's support."""
        return _sum(line.charged for line in self.lines)

    @property
    def supported(self) -> int | None:
        """What the city pays."""
        return _sum(line.supported for line in self.lines)

    @property
    def payable(self) -> int | None:
        """What the applicant pays."""
        return _sum(line.payable for line in self.lines)

    @property
    def certain(self) -> bool:
        """Tell whether every line is certain."""
        return all(line.certain for line in self.lines)


@cites("97/2015/QH13", "Điều 3, Điều 8", "K")
@cites("117/2026/TT-BTC", "Điều 2 khoản 2")
def quote(tariffs: Iterable[Tariff], reliefs: Iterable[Relief], asked: Asked) -> Quote:
    """Return what is charged, supported and payable: of several reductions the one that leaves the least; the order of rules is nothing.

    An expired rule, or one not yet begun, is never applied. Support is the city's money and comes after the reductions.
    """
    standing = sorted((t for t in tariffs if reaches(t.where, asked)), key=lambda t: t.key)
    helping = sorted((r for r in reliefs if reaches(r.where, asked)), key=lambda r: (r.effect, r.key))
    items = sorted({tariff.item for tariff in standing})
    return Quote(tuple(_line([t for t in standing if t.item == item], helping, asked) for item in items))


def reaches(where: Where, asked: Asked) -> bool:
    """Tell whether a rule holds on the day, for the channel, for one of the payer's classes, its condition met."""
    in_force = where.valid_from <= asked.day and (where.valid_to is None or asked.day <= where.valid_to)
    channel = not where.channels or asked.channel in where.channels
    payer = not where.payers or bool(where.payers & asked.payers)
    return in_force and channel and payer and (not where.condition or where.condition in asked.met)


def might_reach(where: Where, asked: Asked) -> bool:
    """Tell whether a rule would hold if its condition were met: what is told before anything is answered."""
    return bool(where.condition) and reaches(Where(where.valid_from, where.valid_to, where.channels, where.payers), asked)


def amount_of(tariff: Tariff, asked: Asked) -> int | None:
    """Return what a tariff asks for the copies and pages counted (one of each where nobody counted), in VND; None when it is not known."""
    if tariff.amount is None:
        return None
    copies = asked.counts.get(Per.COPY, 1)
    if tariff.per is Per.DOSSIER:
        return tariff.amount
    if tariff.per is Per.COPY:
        return _stepped(tariff, copies)
    return _stepped(tariff, asked.counts.get(Per.PAGE, 1)) * copies


def _stepped(tariff: Tariff, units: int) -> int:
    """Return the price of `units`, each at the step it falls in, not more than the most for one copy."""
    steps = sorted(((1, tariff.amount or 0), *tariff.steps))
    ends = [*(at for at, _price in steps[1:]), units + 1]
    total = sum(max(0, min(end, units + 1) - at) * price for (at, price), end in zip(steps, ends, strict=True))
    return total if tariff.most is None else min(total, tariff.most)


def _line(tariffs: list[Tariff], reliefs: list[Relief], asked: Asked) -> Line:
    tariff = min(tariffs, key=lambda t: _order(amount_of(t, asked)))
    charged, reasons = amount_of(tariff, asked), [_of_tariff(tariff, asked)]
    lowering = [(r, _lowered(r, charged)) for r in reliefs if r.effect is not Effect.SUPPORT and _touches(r, tariff)]
    known = [(relief, left) for relief, left in lowering if left is not None]
    if known:
        relief, left = min(known, key=lambda pair: pair[1])
        if charged is None or left < charged:
            charged = left
            reasons.append(_of_relief(relief))
    supported, by = _support([r for r in reliefs if r.effect is Effect.SUPPORT and _touches(r, tariff)], charged)
    reasons += [_of_relief(by)] if by else []
    payable = 0 if by and supported is None else None if charged is None or supported is None else charged - supported
    return Line(tariff.item, tariff.name or tariff.item, tariff.kind, tariff.setter, charged, supported, payable, tuple(reasons))


def _order(amount: int | None) -> tuple[bool, int]:
    """Nothing to pay comes first, then what is not known (it may be less than what is), then the least."""
    if amount is None:
        return (True, -1)
    return (bool(amount), amount)


def _touches(relief: Relief, tariff: Tariff) -> bool:
    reach = ((relief.items, tariff.item), (relief.kinds, tariff.kind), (relief.setters, tariff.setter))
    return all(not wanted or found in wanted for wanted, found in reach) and not (relief.spares_appraisal and tariff.appraisal)


def _lowered(relief: Relief, charged: int | None) -> int | None:
    """Return what a reduction leaves of `charged`, rounded down to the đồng; None where that is not known."""
    if relief.effect in (Effect.EXEMPT, Effect.ZERO):
        return 0
    if relief.amount is not None:
        return relief.amount
    return None if charged is None else charged * (100 - relief.percent) // 100


def _support(reliefs: list[Relief], charged: int | None) -> tuple[int | None, Relief | None]:
    """Return the most that one support pays of `charged`, and which; nothing is supported of nothing."""
    if charged is None:
        whole = next((r for r in reliefs if r.percent == 100 and r.most is None and r.amount is None), None)
        return (None, whole) if whole else (0, None)
    paid = [(min(charged, _share(r, charged)), r) for r in reliefs]
    most = max(paid, key=lambda pair: pair[0], default=(0, None))
    return most if most[0] else (0, None)


def _share(relief: Relief, charged: int) -> int:
    share = relief.amount if relief.amount is not None else charged * relief.percent // 100
    return share if relief.most is None else min(share, relief.most)


def _of_tariff(tariff: Tariff, asked: Asked) -> Reason:
    amount = amount_of(tariff, asked)
    words = N_("Mức thu chưa có số trong hệ thống") if amount is None else N_("Mức thu")
    return Reason(Effect.TARIFF, Sentence(words), tariff.source, tariff.key)


def _of_relief(relief: Relief) -> Reason:
    return Reason(relief.effect, Sentence(relief.name or EFFECT_NAMES[relief.effect]), relief.source, relief.key)


def _sum(amounts: Iterable[int | None]) -> int | None:
    total = 0
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total
