"""The fee rules that ship: NQ 77/2025, the zero rate before it, the support of criminal records, and what built-in procedures cost."""

from datetime import date, timedelta

import pytest

from motcua.acts import fees
from motcua.acts.fees import FeeRuleRefused, NewFeeRule, set_fee_rule
from motcua.acts.reception import Paying, receive
from motcua.audit.models import Entry
from motcua.dossiers.models import Channel
from motcua.fees.models import FeeQuote, FeeRule
from motcua.fees.quoting import costs, for_dossier
from motcua.law.fee_rules import PAYER_NAMES, Effect, Per
from motcua.law.lifecycle import NotAllowed
from motcua.lib.remembering import forget
from motcua.people.actor import job
from tests import make

pytestmark = pytest.mark.django_db
TODAY = make.MONDAY.date()
EXTRACT, CERTIFIED, SINGLE, RECORD = "2.000635", "2.000815", "1.004873", "thiet-yeu-22"


def pays(code: str, channel: int, day: date = TODAY, payer: str = "", **counts: int):
    make.city()
    revision = make.procedure(code) if code[1] == "." else None
    found = costs(code, channel, day, revision, {Per(per): count for per, count in counts.items()})
    named = next((each.quote for each in found.classes if each.payer == payer), found.quote)
    return named.charged, named.supported, named.payable


def test_from_2026_what_the_city_sets_is_zero_online_and_what_the_ministry_sets_is_supported():
    assert pays(SINGLE, Channel.ONLINE) == (0, 0, 0)
    assert pays(EXTRACT, Channel.ONLINE) == (8_000, 8_000, 0)
    assert pays(EXTRACT, Channel.ONLINE, copy=3) == (24_000, 24_000, 0)


def test_who_files_in_person_pays_as_before_and_an_unknown_charge_is_not_nothing():
    assert pays(EXTRACT, Channel.DIRECT, copy=3) == (24_000, 0, 24_000)
    assert pays(SINGLE, Channel.DIRECT)[2] is None
    assert pays(CERTIFIED, Channel.DIRECT, page=3, copy=2) == (10_000, 0, 10_000)


@pytest.mark.parametrize(
    "day,channel,sums",
    [
        (date(2024, 5, 31), 2, (0, 0, 0)),  # before the circular that we hold: no rule, nothing quoted
        (date(2025, 6, 1), 2, (200_000, 200_000, 0)),
        (date(2025, 12, 31), 2, (200_000, 200_000, 0)),
        (date(2025, 12, 31), 1, (200_000, 0, 200_000)),
        (date(2026, 1, 1), 2, (200_000, 200_000, 0)),
        (date(2026, 1, 1), 1, (200_000, 0, 200_000)),
    ],
)
def test_a_criminal_record_filed_online_is_paid_by_the_city(day, channel, sums):
    assert pays(RECORD, channel, day) == sums


def test_of_half_price_and_free_whoever_is_both_pays_nothing():
    assert pays(RECORD, 1, payer="student") == (100_000, 0, 100_000)
    assert pays(RECORD, 1, payer="poor") == (0, 0, 0)


def test_the_list_of_82_is_not_known_so_its_zero_rate_is_told_of_and_never_applied():
    make.city()
    rule = FeeRule.objects.get(key="zero-82")
    assert (rule.listed, rule.certainty, rule.valid_to) == (False, "u", date(2025, 12, 31))
    assert pays(SINGLE, Channel.ONLINE, date(2026, 2, 1))[2] == 0
    FeeRule.objects.filter(key__startswith="nq77").delete()
    forget()
    assert pays(SINGLE, Channel.ONLINE, TODAY)[2] is None


def test_what_ships_names_its_text_and_how_sure_it_is_and_known_payers_alone():
    make.city()
    for rule in FeeRule.objects.all():
        assert rule.basis
        assert rule.certainty in "TSPCKu"
        assert set(rule.payers) <= set(PAYER_NAMES)


def test_what_is_said_at_reception_is_kept_with_the_dossier_and_printed():
    dossier = make.submitted(EXTRACT)
    make.signing().enrol(f"agency:{dossier.receiver.code}", dossier.receiver.name, dossier.receiver.name)
    by = make.actor(make.officer("receiver", dossier.receiver.code))
    dossier = receive(dossier, seen=[], by=by, at=make.MONDAY, key=make.key())
    kept = FeeQuote.objects.get(dossier=dossier)
    copies = dossier.answers["copies"]
    assert (kept.charged, kept.supported, kept.payable) == (copies * 8_000, copies * 8_000, 0)
    assert [why["basis"] for why in kept.lines[0]["why"]] == ["281/2016/TT-BTC", "77/2025/NQ-HĐND"]
    assert "thành phố hỗ trợ" in dossier.papers.get().values["fees"][0]
    FeeRule.objects.all().delete()
    forget()
    assert FeeQuote.objects.get(dossier=dossier).payable == 0


def test_what_the_officer_sees_changes_what_is_quoted():
    dossier = make.submitted(SINGLE)
    dossier.channel = Channel.DIRECT
    assert for_dossier(dossier, TODAY).payable is None
    assert for_dossier(dossier, TODAY, ["poor"]).payable == 0
    birth = make.submitted(make.BIRTH)
    birth.channel, birth.answers = Channel.DIRECT, {**birth.answers, "copies": 0}
    assert for_dossier(birth, TODAY).payable == 0
    assert for_dossier(birth, TODAY, [], ["birth-late"]).payable is None
    assert for_dossier(birth, TODAY, ["merit"], ["birth-late", "no-such-rule"]).payable == 0


def test_ticked_at_the_counter_a_class_is_kept_with_the_quote():
    dossier = make.submitted(SINGLE)
    make.signing().enrol(f"agency:{dossier.receiver.code}", dossier.receiver.name, dossier.receiver.name)
    by = make.actor(make.officer("receiver", dossier.receiver.code))
    receive(dossier, seen=[], paying=Paying(frozenset({"poor", "nonsense"})), by=by, at=make.MONDAY, key=make.key())
    assert FeeQuote.objects.get(dossier=dossier).payers == ["poor"]


def rule(**changes):
    kept = {
        **{"key": "t", "effect": Effect.TARIFF, "name": {"vi": "Phí thử", "en": "Test fee"}, "basis": "1/2027/NQ-HĐND", "certainty": "T"},
        **{"valid_from": date(2027, 1, 1), "item": "t", "kind": "fee", "setter": "council", "amount": 5_000, "procedures": [SINGLE]},
    }
    return NewFeeRule(**{**kept, **changes})


def test_another_amount_holds_from_another_day_and_the_one_before_ends():
    make.city()
    first = set_fee_rule(rule(), by=job("test"), at=make.MONDAY)
    again = set_fee_rule(rule(amount=9), by=job("test"), at=make.MONDAY)
    later = set_fee_rule(rule(amount=6_000, valid_from=date(2027, 7, 1)), by=job("test"), at=make.MONDAY)
    between = set_fee_rule(rule(amount=5_500, valid_from=date(2027, 4, 1)), by=job("test"), at=make.MONDAY)
    first.refresh_from_db()
    assert again == first
    assert (first.amount, first.valid_to) == (5_000, date(2027, 3, 31))
    assert (between.valid_to, later.valid_to) == (date(2027, 6, 30), None)
    assert Entry.objects.filter(act="set_fee", subject=later.pk).count() == 1
    ended = fees.end_fee_rule(later, last_day=date(2027, 12, 31), by=job("test"), at=make.MONDAY, key=make.key())
    assert ended.valid_to == date(2027, 12, 31)
    with pytest.raises(FeeRuleRefused):
        fees.end_fee_rule(later, last_day=later.valid_from - timedelta(1), by=job("test"), at=make.MONDAY, key=make.key())


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": {"vi": " "}},
        {"basis": ""},
        {"payers": ["nobody"]},
        {"item": ""},
        {"procedures": []},
        {"amount": -1},
        {"effect": Effect.SUPPORT, "percent": 120},
    ],
)
def test_a_rule_that_cannot_be_is_refused_and_nothing_is_written(wrong):
    make.city()
    before = FeeRule.objects.count()
    with pytest.raises(FeeRuleRefused):
        set_fee_rule(rule(**wrong), by=job("test"), at=make.MONDAY)
    assert FeeRule.objects.count() == before


def test_only_the_controller_sets_fees():
    with pytest.raises(NotAllowed):
        set_fee_rule(rule(), by=make.actor(make.officer("administrator", "H26.20")), at=make.MONDAY)
    assert set_fee_rule(rule(), by=make.actor(make.officer("procedure_controller", "H26.20")), at=make.MONDAY).pk
