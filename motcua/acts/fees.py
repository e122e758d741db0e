"""Fee rules: written with their text and from a day on, never rewritten; and what is quoted to a dossier when it is received."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import override

from motcua.acts.base import recording
from motcua.catalogue.models import words
from motcua.dossiers.models import Dossier
from motcua.fees.models import FeeQuote, FeeRule
from motcua.fees.quoting import for_dossier, lines_of
from motcua.law.calendar import HANOI
from motcua.law.fee_rules import PAYER_NAMES, Effect, FeeError, Kind, Per, Relief, Setter, Source, Tariff, Where
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.rights import Deed
from motcua.ui.forms.conditions import check


class FeeRuleRefused(Refusal):
    """A fee rule without its name, its text or its item, or with amounts that cannot be."""


@dataclass(frozen=True)
class NewFeeRule:
    """A rule as the city's data or an officer write it; see fees.models.FeeRule for what each means."""

    key: str
    effect: Effect
    name: dict[str, str]
    basis: str
    certainty: str
    valid_from: date
    valid_to: date | None = None
    item: str = ""
    kind: str = ""
    setter: str = ""
    amount: int | None = None
    percent: int = 100
    most: int | None = None
    per: str = Per.DOSSIER
    steps: list[list[int]] = field(default_factory=list)
    appraisal: bool = False
    spares_appraisal: bool = False
    procedures: list[str] = field(default_factory=list)
    listed: bool = True
    channels: list[int] = field(default_factory=list)
    payers: list[str] = field(default_factory=list)
    condition: dict[str, Any] | None = None
    when: dict[str, str] = field(default_factory=dict)
    source: str = ""


def set_fee_rule(new: NewFeeRule, *, by: Actor, at: datetime) -> FeeRule:
    """Write a fee rule from a day on, once for that day; the one of the same key before it ends the day before. Raises FeeRuleRefused."""
    found = FeeRule.objects.filter(key=new.key, valid_from=new.valid_from).first()
    if found:
        return found
    check_rule(new)
    rule = FeeRule(**{**vars(new), "effect": new.effect.value})
    words_kept = {"rule": new.key, "basis": new.basis, "amount": new.amount}
    with recording(Deed.SET_FEE, "fee_rule", rule.pk, by=by, at=at, key=f"fee:{new.key}:{new.valid_from}", words=words_kept):
        before = FeeRule.objects.filter(key=new.key, valid_from__lt=new.valid_from)
        open_ended = before.filter(valid_to=None) | before.filter(valid_to__gte=new.valid_from)
        open_ended.update(valid_to=new.valid_from - timedelta(days=1))
        after = FeeRule.objects.filter(key=new.key, valid_from__gt=new.valid_from).order_by("valid_from").first()
        if after and (rule.valid_to is None or rule.valid_to >= after.valid_from):
            rule.valid_to = after.valid_from - timedelta(days=1)
        rule.save(force_insert=True)
    return rule


def end_fee_rule(rule: FeeRule, *, last_day: date, by: Actor, at: datetime, key: str) -> FeeRule:
    """Let a rule hold up to `last_day` and no longer. Raises FeeRuleRefused for a day before it began."""
    if last_day < rule.valid_from:
        raise FeeRuleRefused(N_("Ngày cuối không thể trước ngày bắt đầu áp dụng."))
    with recording(Deed.SET_FEE, "fee_rule", rule.pk, by=by, at=at, key=key, words={"rule": rule.key, "until": last_day.isoformat()}):
        rule.valid_to = last_day
        rule.save(update_fields=["valid_to"])
    return rule


def keep_quote(dossier: Dossier, payers: Iterable[str], ticked: Iterable[str], *, at: datetime) -> FeeQuote:
    """Keep what the applicant is told to pay, by the rules of the day of reception."""
    day, shown = at.astimezone(HANOI).date(), sorted(set(payers) & set(PAYER_NAMES))
    with override("vi"):  # kept as official papers say it, whatever the officer reads
        found = for_dossier(dossier, day, shown, ticked)
        kept = FeeQuote(dossier=dossier, day=day, channel=dossier.channel, payers=shown, lines=lines_of(found), quoted_at=at)
    kept.charged, kept.supported, kept.payable = found.charged, found.supported, found.payable
    kept.save(force_insert=True)
    return kept


def check_rule(new: NewFeeRule) -> None:
    """Raise FeeRuleRefused, or ConditionError, for a rule that cannot be."""
    if not (words(new.name).strip() and new.basis.strip()):
        raise FeeRuleRefused(N_("Quy định về phí phải có nội dung và căn cứ."))
    if set(new.payers) - set(PAYER_NAMES):
        raise FeeRuleRefused(N_("Đối tượng nộp phí không có trong danh mục."))
    if new.condition:
        check(new.condition, None)
    steps = tuple((at, price) for at, price in new.steps)
    try:
        where, source = Where(new.valid_from, new.valid_to), Source(new.basis, new.certainty)
        if new.effect is not Effect.TARIFF:
            Relief(new.key, new.effect, where, source, amount=new.amount, percent=new.percent, most=new.most)
            return
        if not (new.item and new.procedures and new.kind and new.setter):
            raise FeeRuleRefused(N_("Mức thu phải có khoản, loại, nơi quy định và thủ tục."))
        Tariff(new.key, new.item, Kind(new.kind), Setter(new.setter), new.amount, where, source, Per(new.per), steps, new.most)
    except FeeError as wrong:
        raise FeeRuleRefused(wrong.sentence.text, **wrong.sentence.values) from wrong
