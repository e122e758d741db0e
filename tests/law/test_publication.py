"""Publishing in time, completely, in order (NĐ 63/2010 Điều 8, 13, 15, 24; QĐ 766/QĐ-TTg, group 1)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law.flow import Outcome, Plan, PlannedStep
from motcua.law.gates import Candidate, blocks
from motcua.law.places import Named
from motcua.law.publication import LIMITS, Issuer, Life, Part, enter_by, issue_by, issuer_of, life, limits, missing_parts, punctuality
from motcua.law.roles import Role
from motcua.law.terms import Term
from tests.law.hanoi import CALENDAR

SIGNED = date(2026, 11, 16)  # a Monday; 24 November is a holiday
DAYS = st.dates(date(2026, 1, 5), date(2026, 11, 20))
PLAN = Plan(
    (
        PlannedStep("receive", "Tiếp nhận", Role.RECEIVER, "receive", 60, (Outcome("received", "Đã nhận", "work"),)),
        PlannedStep("work", "Thẩm định", Role.CASE_OFFICER, "work", 60, (Outcome("done", "Xong", "sign", template="cap"),)),
        PlannedStep("sign", "Ký", Role.SIGNER, "sign", 60, (Outcome("signed", "Đã ký", "issue"),)),
        PlannedStep("issue", "Ban hành", Role.RECORDS_CLERK, "issue", 60, (Outcome("issued", "Đã ban hành", "give"),)),
        PlannedStep("give", "Trả kết quả", Role.RECEIVER, "hand_over", 60),
    )
)
WHOLE = Candidate("9.000001", frozenset(Part), True, True, "", PLAN, Term.parse("5wd"))


def judged(signed: date | None = SIGNED, effective: date | None = None, entered: date | None = None, today: date = SIGNED, **how):
    how = {"issuer": Issuer.PROVINCE, "fast_track": False, **how}
    return punctuality(text_effective=effective, signed_on=signed, entered_on=entered, calendar=CALENDAR, today=today, **how)


@pytest.mark.parametrize(
    "begins,ends,stands",
    [
        (None, None, Life.DRAFT),
        (1, None, Life.DECIDED),
        (0, None, Life.IN_FORCE),
        (-9, 0, Life.IN_FORCE),
        (-9, -1, Life.SUPERSEDED),
        (5, 4, Life.SUPERSEDED),
        (5, 5, Life.DECIDED),
    ],
)
def test_where_a_revision_stands_follows_from_its_days(begins, ends, stands):
    first, last = (None if each is None else SIGNED + timedelta(each) for each in (begins, ends))
    assert life(first, last, SIGNED) is stands


@pytest.mark.parametrize(
    "issuer,fast,last",
    [
        (Issuer.PROVINCE, False, date(2026, 11, 20)),
        (Issuer.MINISTRY, False, date(2026, 10, 30)),
        (Issuer.PROVINCE, True, date(2026, 12, 3)),
    ],
)
def test_a_decision_is_signed_so_many_working_days_before_its_text_takes_effect(issuer, fast, last):
    effective = date(2026, 11, 30)  # Monday; the week before has a holiday on Tuesday
    assert issue_by(effective, issuer, CALENDAR, fast_track=fast) == last
    assert judged(last, effective, issuer=issuer, fast_track=fast).issued_on_time is True
    assert judged(last + timedelta(1), effective, issuer=issuer, fast_track=fast).issued_on_time is False


@pytest.mark.parametrize("fast,last", [(False, date(2026, 11, 20)), (True, date(2026, 12, 2))])
def test_a_text_that_takes_effect_on_a_sunday_leaves_the_working_days_before_or_after_it(fast, last):
    assert issue_by(date(2026, 11, 29), Issuer.PROVINCE, CALENDAR, fast_track=fast) == last


def test_only_a_text_said_to_be_made_the_shortened_way_has_the_days_of_one():
    effective = date(2026, 11, 30)
    for issuer in Issuer:
        assert limits(issuer) == LIMITS[issuer]
        assert issue_by(effective, issuer, CALENDAR) == issue_by(effective, issuer, CALENDAR, fast_track=False)


def test_rule_43_made_public_on_the_sixth_working_day_is_late():
    assert enter_by(SIGNED, Issuer.PROVINCE, CALENDAR) == date(2026, 11, 23)
    assert judged(entered=date(2026, 11, 23)).entered_on_time is True
    assert judged(entered=date(2026, 11, 25)).entered_on_time is False  # the 24th is a holiday: the 25th is the sixth
    assert enter_by(SIGNED, Issuer.MINISTRY, CALENDAR) == date(2026, 12, 1)
    assert enter_by(SIGNED, Issuer.PROVINCE, CALENDAR, fast_track=True) == date(2026, 11, 18)


def test_what_is_not_yet_public_is_late_once_its_last_day_is_over_and_not_before():
    assert judged(today=date(2026, 11, 23)).entered_on_time is None
    assert judged(today=date(2026, 11, 24)).entered_on_time is False
    assert judged(None).enter_by is None
    assert judged(effective=None).issued_on_time is None


@given(DAYS, st.sampled_from(Issuer), st.booleans())
def test_last_days_are_working_days_on_the_right_side(day, issuer, fast):
    entered, issued = (rule(day, issuer, CALENDAR, fast_track=fast) for rule in (enter_by, issue_by))
    assert CALENDAR.works(entered)
    assert CALENDAR.works(issued)
    assert entered > day
    assert (issued > day) is fast


@given(DAYS, st.integers(0, 60))
def test_entering_later_is_never_better(day, later):
    first, second = (judged(day, entered=day + timedelta(n)).entered_on_time for n in (later, later + 1))
    assert first or not second


def test_rule_39_a_record_without_one_of_the_seven_parts_is_incomplete():
    assert missing_parts(set(Part)) == ()
    for part in Part:
        assert missing_parts(set(Part) - {part}) == (part,)
        assert [block.gate for block in blocks(replace(WHOLE, parts=frozenset(Part) - {part}))] == ["seven_parts"]


def test_rule_42_a_partial_service_without_its_reason_is_not_published():
    partial = replace(WHOLE, full_online=False)
    assert [block.gate for block in blocks(partial)] == ["partial_reason"]
    assert blocks(replace(partial, reason="Phải lấy vân tay tại chỗ")) == []
    assert blocks(replace(partial, online=False)) == []
    assert blocks(replace(partial, reason="  ")) != []


def test_everything_that_stands_in_the_way_is_named_at_once():
    lost = replace(PLAN.steps[0], outcomes=(Outcome("received", "Đã nhận", "nowhere"),))
    bad = replace(WHOLE, full_online=False, parts=frozenset({Part.NAME}), plan=Plan((lost,)), failing=("sinh đôi",))
    found = blocks(bad)
    assert [block.gate for block in found] == ["seven_parts", "partial_reason", "process", "examples"]
    assert "Đối tượng thực hiện" in str(found[0].says)
    assert "sinh đôi" in str(found[-1].says)
    assert blocks(WHOLE) == []


def test_the_symbol_of_a_decision_says_who_signed_it():
    assert issuer_of("163/QĐ-BTP") is Issuer.MINISTRY
    assert issuer_of("663/QĐ-TTPVHCC") is Issuer.PROVINCE
    assert issuer_of("3582/QĐ-UBND") is Issuer.PROVINCE


KNOWN_PLACES = frozenset({"answers.child_name", "applicant.name"})


def test_a_paper_that_names_what_no_dossier_has_is_not_published_and_the_nearest_is_named():
    paper = Named("GIẤY KHAI SINH", frozenset({"answers.childname", "fields.register", "applicant.name"}), frozenset({"register"}))
    found = blocks(replace(WHOLE, papers=(paper,), places=KNOWN_PLACES))
    assert [block.gate for block in found] == ["places"]
    assert str(found[0].says) == (
        "Mẫu “GIẤY KHAI SINH” dùng chỗ điền answers.childname mà tờ khai và hồ sơ không có; gần nhất là answers.child_name."
    )
    far = replace(paper, places=frozenset({"zzz.qqq"}))
    assert str(blocks(replace(WHOLE, papers=(far,), places=KNOWN_PLACES))[0].says).endswith("không có.")
    assert blocks(replace(WHOLE, papers=(replace(paper, places=KNOWN_PLACES | {"fields.register"}),), places=KNOWN_PLACES)) == []


def test_two_papers_of_one_name_and_an_outcome_without_its_paper_stand_in_the_way():
    assert [block.gate for block in blocks(replace(WHOLE, doubled=("cap",)))] == ["one_paper_a_name"]
    assert [block.gate for block in blocks(replace(WHOLE, templates=frozenset({"tu-choi"})))] == ["process"]
    assert blocks(replace(WHOLE, templates=frozenset({"cap"}))) == []
