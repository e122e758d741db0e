"""Fee rules in force for a procedure, as the values of law/fees.py."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from motcua.catalogue.models import Revision
from motcua.fees.models import FeeRule
from motcua.law.fee_rules import Effect, Kind, Per, Relief, Setter, Source, Tariff, Where
from motcua.lib.remembering import for_a_moment
from motcua.ui.forms.conditions import holds


@dataclass(frozen=True)
class Rules:
    """What holds for one procedure: tariffs, reliefs, and by key the rows behind them (what it is, when it applies)."""

    tariffs: tuple[Tariff, ...]
    reliefs: tuple[Relief, ...]
    rows: dict[str, FeeRule] = field(hash=False)

    def every(self) -> list[Tariff | Relief]:
        """Return tariffs, then reliefs."""
        return [*self.tariffs, *self.reliefs]

    def met(self, answers: dict[str, Any], ticked: Iterable[str] = ()) -> frozenset[str]:
        """Return the conditions that hold: those the answers show, and those an officer ticked."""
        asked = {key: row.condition for key, row in self.rows.items() if row.condition is not None}
        shown = {key for key, condition in asked.items() if condition and holds(condition, answers)}
        return frozenset(shown | (set(ticked) & set(asked)))


def rules_for(code: str, day: date, revision: Revision | None = None) -> Rules:
    """Return the rules in force on `day` for a procedure (or essential service) `code`; one query, remembered for a moment.

    Where no tariff row is written for it, the lines of the published record are its tariffs, with the decision as their source.
    """
    rows = _rows(code, day)
    tariffs = tuple(_tariff(row) for row in rows if row.does() is Effect.TARIFF and code in row.procedures)
    if not tariffs and revision is not None:
        tariffs = tuple(_published(revision))
    reliefs = tuple(_relief(row) for row in rows if row.does() is not Effect.TARIFF)
    return Rules(tariffs, reliefs, {row.key: row for row in rows})


def _rows(code: str, day: date) -> list[FeeRule]:
    rows = _in_force(day)
    return [*rows.get("", ()), *rows.get(code, ())]


@for_a_moment
def _in_force(day: date) -> dict[str, tuple[FeeRule, ...]]:
    """Every rule in force by the procedure it names, '' for all: one query for as many procedures as are asked about."""
    found: dict[str, tuple[FeeRule, ...]] = {}
    for row in FeeRule.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day, listed=True):
        for code in row.procedures or [""]:
            found[code] = (*found.get(code, ()), row)
    return found


def _where(row: FeeRule) -> Where:
    condition = "" if row.condition is None else row.key
    return Where(row.valid_from, row.valid_to, frozenset(row.channels), frozenset(row.payers), condition)


def _tariff(row: FeeRule) -> Tariff:
    kind, setter = row.about()
    return Tariff(
        key=row.key,
        item=row.item,
        kind=kind or Kind.FEE,
        setter=setter or Setter.OTHER,
        amount=row.amount,
        where=_where(row),
        source=Source(row.basis, row.certainty),
        per=Per(row.per),
        steps=tuple((at, price) for at, price in row.steps),
        most=row.most,
        appraisal=row.appraisal,
        name=row.title,
    )


def _relief(row: FeeRule) -> Relief:
    kind, setter = row.about()
    return Relief(
        key=row.key,
        effect=row.does(),
        where=_where(row),
        source=Source(row.basis, row.certainty),
        items=frozenset({row.item} if row.item else ()),
        kinds=frozenset({kind} if kind else ()),
        setters=frozenset({setter} if setter else ()),
        spares_appraisal=row.spares_appraisal,
        amount=row.amount,
        percent=row.percent,
        most=row.most,
        name=row.title,
    )


def _published(revision: Revision) -> Iterable[Tariff]:
    """The fee lines of the published record, each for its channel; a line with a condition is told, never summed."""
    unsure = any(part.startswith("fee") for part in revision.facts.get("unsure", []))
    source = Source(revision.decision, "u" if unsure else "T")
    for channel in revision.facts.get("channels", []):
        for at, fee in enumerate(channel.get("fees", [])):
            name = str(fee.get("name", ""))
            yield Tariff(
                key=f"published:{channel['channel']}:{at}",
                item=f"published:{at}",
                kind=Kind.CHARGE if name.casefold().startswith("lệ phí") else Kind.FEE,
                setter=Setter.COUNCIL if fee.get("set_by") == "city" else Setter.MINISTRY,
                amount=fee.get("amount"),
                where=Where(
                    revision.valid_from or date.min,
                    revision.valid_to,
                    frozenset({channel["channel"]}),
                    condition=str(fee.get("condition", "")),
                ),
                source=source,
                name=name,
                appraisal="thẩm định" in name.casefold(),
            )
