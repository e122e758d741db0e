"""What is charged, what the city pays, what is left to pay (Luật Phí và lệ phí 97/2015, TT 117/2026/TT-BTC Điều 2 khoản 2)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law.fee_rules import Asked, Effect, FeeError, Kind, Per, Relief, Setter, Source, Tariff, Where
from motcua.law.fees import Line, Quote, amount_of, might_reach, quote

DAY = date(2026, 11, 23)
ALWAYS = Where(date(2020, 1, 1))
TEXT = Source("16/2025/TT-BTC")
COUNTER, ONLINE, POST = 1, 2, 3
RECORD = Tariff("record", "record", Kind.FEE, Setter.MINISTRY, 200_000, ALWAYS, TEXT)
STUDENT = Relief("student", Effect.REDUCE, Where(date(2020, 1, 1), payers=frozenset({"student"})), TEXT, amount=100_000)
POOR = Relief("poor", Effect.EXEMPT, Where(date(2020, 1, 1), payers=frozenset({"poor"})), TEXT)
SUPPORT = Relief("77b", Effect.SUPPORT, Where(date(2026, 1, 1), channels=frozenset({ONLINE})), Source("77/2025/NQ-HĐND", "S"))
ZERO = replace(SUPPORT, key="77a", effect=Effect.ZERO, setters=frozenset({Setter.COUNCIL}), spares_appraisal=True)


def asked(channel: int = COUNTER, day: date = DAY, copies: int = 1, pages: int = 1, **more) -> Asked:
    return Asked(day, channel, counts={Per.COPY: copies, Per.PAGE: pages}, **more)


def sums(tariffs, reliefs, who: Asked):
    found = quote(tariffs, reliefs, who)
    return found.charged, found.supported, found.payable


def known(found: Line | Quote) -> tuple[int, int, int]:
    """Return charged, supported, payable of what is known whole: every amount of these rules is."""
    assert found.charged is not None
    assert found.supported is not None
    assert found.payable is not None
    return found.charged, found.supported, found.payable


def test_rule_51_of_several_reductions_the_lowest_is_paid_and_an_expired_one_never_counts():
    payers = frozenset({"student", "poor"})
    assert sums([RECORD], [STUDENT, POOR], asked(payers=frozenset({"student"}))) == (100_000, 0, 100_000)
    assert sums([RECORD], [STUDENT, POOR], asked(payers=payers)) == (0, 0, 0)
    expired = replace(POOR, where=Where(date(2020, 1, 1), date(2026, 11, 22), payers=frozenset({"poor"})))
    assert sums([RECORD], [STUDENT, expired], asked(payers=payers)) == (100_000, 0, 100_000)
    assert sums([RECORD], [STUDENT, expired], asked(payers=payers, day=date(2026, 11, 22))) == (0, 0, 0)


def test_the_numbers_of_effects_are_those_that_rules_are_kept_by():
    assert {effect.name: effect.value for effect in Effect} == {"TARIFF": 0, "EXEMPT": 1, "ZERO": 2, "REDUCE": 3, "SUPPORT": 4}


def test_a_support_is_no_zero_rate_what_is_charged_and_what_the_city_pays_stand_apart():
    assert sums([RECORD], [SUPPORT], asked(ONLINE)) == (200_000, 200_000, 0)
    assert sums([RECORD], [SUPPORT], asked(COUNTER)) == (200_000, 0, 200_000)
    local = replace(RECORD, setter=Setter.COUNCIL)
    assert sums([local], [ZERO], asked(ONLINE)) == (0, 0, 0)


def test_the_city_supports_what_is_left_after_a_reduction_not_more():
    assert sums([RECORD], [SUPPORT, STUDENT], asked(ONLINE, payers=frozenset({"student"}))) == (100_000, 100_000, 0)


@pytest.mark.parametrize(("percent", "charged", "left"), [(30, 200_000, 140_000), (30, 12_345, 8_641), (0, 200_000, 200_000), (100, 7, 0)])
def test_a_reduction_in_percent_is_rounded_down_to_the_dong_and_of_nothing_known_nothing_is_known(percent, charged, left):
    some = Relief("some", Effect.REDUCE, ALWAYS, TEXT, percent=percent)
    assert sums([replace(RECORD, amount=charged)], [some], asked()) == (left, 0, left)
    assert sums([replace(RECORD, amount=None)], [some], asked()) == (None, 0, None)


@pytest.mark.parametrize(("percent", "paid"), [(50, 6_172), (33, 4_073), (100, 12_345)])
def test_a_support_in_percent_is_rounded_down_and_the_rest_is_paid(percent, paid):
    some = Relief("some", Effect.SUPPORT, ALWAYS, TEXT, percent=percent)
    assert sums([replace(RECORD, amount=12_345)], [some], asked()) == (12_345, paid, 12_345 - paid)


def test_a_rule_holds_on_its_first_and_on_its_last_day():
    week = replace(POOR, where=Where(DAY, date(2026, 11, 29), payers=frozenset({"poor"})))
    days = {day: sums([RECORD], [week], asked(day=date(2026, 11, day), payers=frozenset({"poor"})))[0] for day in (22, 23, 29, 30)}
    assert days == {22: 200_000, 23: 0, 29: 0, 30: 200_000}


def test_where_nobody_counted_one_copy_of_one_page_is_meant():
    counted = [amount_of(replace(RECORD, per=per), Asked(DAY, COUNTER)) for per in (Per.COPY, Per.PAGE)]
    assert counted == [200_000, 200_000]


def test_the_appraisal_fee_is_neither_zero_nor_supported():
    appraisal = replace(RECORD, setter=Setter.COUNCIL, appraisal=True)
    assert sums([appraisal], [ZERO, replace(SUPPORT, spares_appraisal=True)], asked(ONLINE)) == (200_000, 0, 200_000)
    assert sums([appraisal], [SUPPORT], asked(ONLINE)) == (200_000, 200_000, 0)  # unless the rule does not spare it


def test_a_relief_that_changes_nothing_is_no_reason():
    same, nothing = replace(STUDENT, where=ALWAYS, amount=200_000), replace(RECORD, amount=0)
    for tariff, relief in (
        (RECORD, same),
        (nothing, replace(POOR, where=ALWAYS)),
        (nothing, SUPPORT),
        (RECORD, replace(SUPPORT, percent=0)),
    ):
        assert [reason.rule for reason in quote([tariff], [relief], asked(ONLINE)).lines[0].reasons] == ["record"]


def test_a_reason_says_the_name_of_its_rule_or_what_it_does_and_that_an_amount_is_not_known():
    def says(tariff, relief):
        return [str(reason.says) for reason in quote([tariff], [relief], asked(ONLINE)).lines[0].reasons]

    assert says(RECORD, SUPPORT) == ["Mức thu", "Thành phố hỗ trợ"]
    assert says(RECORD, replace(SUPPORT, name="Nghị quyết 77")) == ["Mức thu", "Nghị quyết 77"]
    assert says(replace(RECORD, amount=None), SUPPORT)[0] == "Mức thu chưa có số trong hệ thống"


def test_an_amount_nobody_told_us_is_not_nothing_but_a_zero_rate_of_it_is():
    unknown = replace(RECORD, setter=Setter.COUNCIL, amount=None)
    assert sums([unknown], [ZERO], asked(COUNTER)) == (None, 0, None)
    assert sums([unknown], [ZERO], asked(ONLINE)) == (0, 0, 0)
    assert sums([replace(unknown, setter=Setter.MINISTRY)], [SUPPORT], asked(ONLINE)) == (None, None, 0)
    assert sums([unknown], [replace(SUPPORT, most=50_000)], asked(ONLINE)) == (None, 0, None)
    assert quote([unknown, RECORD.__class__(**{**vars(RECORD), "key": "b"})], [], asked()).payable is None


@pytest.mark.parametrize(
    "pages,copies,price", [(1, 1, 2_000), (2, 1, 4_000), (3, 1, 5_000), (500, 1, 200_000), (3, 4, 20_000), (500, 2, 400_000)]
)
def test_a_certified_copy_costs_less_from_its_third_page_and_has_a_ceiling(pages, copies, price):
    page = replace(RECORD, amount=2_000, per=Per.PAGE, steps=((3, 1_000),), most=200_000)
    assert amount_of(page, asked(pages=pages, copies=copies)) == price


@pytest.mark.parametrize("copies,price", [(0, 0), (1, 0), (2, 0), (3, 5_000), (5, 15_000)])
def test_two_copies_of_a_criminal_record_are_in_the_fee_each_more_is_paid_for(copies, price):
    more = replace(RECORD, amount=0, per=Per.COPY, steps=((3, 5_000),))
    assert amount_of(more, asked(copies=copies)) == price


def test_a_condition_that_is_not_met_charges_nothing_and_can_be_told_beforehand():
    late = replace(RECORD, where=Where(date(2020, 1, 1), condition="late"))
    assert quote([late], [], asked()).lines == ()
    assert might_reach(late.where, asked())
    assert sums([late], [], asked(met=frozenset({"late"}))) == (200_000, 0, 200_000)
    assert not might_reach(replace(late.where, valid_to=date(2020, 12, 31)), asked())


def test_each_line_says_what_every_rule_did_and_by_which_text():
    line = quote([RECORD], [SUPPORT, STUDENT], asked(ONLINE, payers=frozenset({"student"}))).lines[0]
    assert [(r.effect, r.source.basis) for r in line.reasons] == [
        (Effect.TARIFF, "16/2025/TT-BTC"),
        (Effect.REDUCE, "16/2025/TT-BTC"),
        (Effect.SUPPORT, "77/2025/NQ-HĐND"),
    ]
    assert line.certain
    assert quote([RECORD], [SUPPORT], asked(ONLINE)).certain
    assert not quote([replace(RECORD, source=Source("?", "u"))], [], asked()).certain


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: replace(RECORD, amount=-1),
        lambda: replace(RECORD, steps=((2, -5),)),
        lambda: replace(SUPPORT, percent=101),
        lambda: replace(SUPPORT, percent=-1),
        lambda: replace(SUPPORT, most=-1),
        lambda: Where(date(2026, 1, 2), date(2026, 1, 1)),
        lambda: Asked(DAY, 1, counts={Per.COPY: -1}),
    ],
)
def test_what_cannot_be_is_refused_in_words(wrong):
    with pytest.raises(FeeError):
        wrong()


DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
PAYERS = st.frozensets(st.sampled_from(["student", "poor", "merit"]))
WHERES = st.builds(
    lambda first, length, channels, payers: Where(
        first, None if length is None else date.fromordinal(first.toordinal() + length), channels, payers
    ),
    DAYS,
    st.none() | st.integers(0, 900),
    st.frozensets(st.integers(1, 3)),
    PAYERS,
)
SOURCES = st.builds(Source, st.sampled_from(["97/2015/QH13", "77/2025/NQ-HĐND"]), st.sampled_from("TSKu"))
MONEY = st.integers(0, 10_000_000)
KEYS = st.integers(0, 10**6).map("r{}".format)
TARIFFS = st.builds(
    Tariff, KEYS, st.sampled_from(["a", "b"]), st.sampled_from(Kind), st.sampled_from(Setter), MONEY, WHERES, SOURCES,
    per=st.sampled_from(Per), steps=st.lists(st.tuples(st.integers(2, 9), MONEY), max_size=2, unique_by=lambda s: s[0]).map(tuple),
    most=st.none() | MONEY, appraisal=st.booleans(),
)  # fmt: skip
RELIEFS = st.builds(
    Relief, KEYS, st.sampled_from([Effect.EXEMPT, Effect.ZERO, Effect.REDUCE, Effect.SUPPORT]), WHERES, SOURCES,
    items=st.frozensets(st.sampled_from("ab")),
    setters=st.frozensets(st.sampled_from(Setter)), spares_appraisal=st.booleans(), amount=st.none() | MONEY, percent=st.integers(0, 100),
    most=st.none() | MONEY,
)  # fmt: skip
ASKED = st.builds(
    Asked, DAYS, st.integers(1, 3), PAYERS, st.fixed_dictionaries({Per.COPY: st.integers(0, 12), Per.PAGE: st.integers(0, 30)})
)
TARIFF_LISTS = st.lists(TARIFFS, max_size=5, unique_by=lambda t: t.key)
RELIEF_LISTS = st.lists(RELIEFS, max_size=6, unique_by=lambda r: r.key)


@given(TARIFF_LISTS, RELIEF_LISTS, ASKED)
def test_what_is_payable_is_what_is_charged_less_what_is_supported_and_never_negative(tariffs, reliefs, who):
    for line in quote(tariffs, reliefs, who).lines:
        charged, supported, payable = known(line)
        assert payable == charged - supported
        assert min(payable, supported) >= 0


@given(TARIFF_LISTS, RELIEF_LISTS, ASKED, st.randoms(use_true_random=False))
def test_the_order_of_rules_is_nothing(tariffs, reliefs, who, chance):
    mixed, helping = chance.sample(tariffs, len(tariffs)), chance.sample(reliefs, len(reliefs))
    assert quote(mixed, helping, who) == quote(tariffs, reliefs, who)


@given(TARIFF_LISTS, RELIEF_LISTS, ASKED)
def test_a_rule_that_does_not_hold_that_day_changes_nothing(tariffs, reliefs, who):
    def holds(rule):
        return rule.where.valid_from <= who.day and (rule.where.valid_to is None or rule.where.valid_to >= who.day)

    assert quote(filter(holds, tariffs), filter(holds, reliefs), who) == quote(tariffs, reliefs, who)
    used = {reason.rule for line in quote(tariffs, reliefs, who).lines for reason in line.reasons}
    assert used <= {rule.key for rule in [*tariffs, *reliefs] if holds(rule)}


@given(TARIFF_LISTS, RELIEF_LISTS, RELIEFS, ASKED)
def test_one_more_relief_never_makes_it_dearer(tariffs, reliefs, more, who):
    before, after = known(quote(tariffs, reliefs, who)), known(quote(tariffs, [*reliefs, more], who))
    assert after[2] <= before[2]


@given(TARIFF_LISTS, RELIEF_LISTS, ASKED, PAYERS)
def test_showing_that_one_belongs_to_one_more_class_never_makes_a_charged_item_dearer(tariffs, reliefs, who, more):
    before = {line.item: known(line)[2] for line in quote(tariffs, reliefs, who).lines}
    after = {line.item: known(line)[2] for line in quote(tariffs, reliefs, replace(who, payers=who.payers | more)).lines}
    general = [t for t in tariffs if not t.where.payers]
    if general == tariffs:
        assert all(after[item] <= before[item] for item in before)
