"""The rules of the later acts, each at its bound: the last value that passes, the first that does not."""

from datetime import date, datetime, timedelta

import pytest

from motcua.law.calendar import HANOI
from motcua.law.consultation import LimitPassed, Opinion, QuestionMissing, check_answer, check_question
from motcua.law.delegation import DelegationRefused, check_dates, check_length, check_person
from motcua.law.duty import DutyUnsaid, ProofMissing, check_duty, check_proof
from motcua.law.extension import ExtendedAlready, NoPromise, Notice, NotLater, check_once, new_promise, notice_of, shifted
from motcua.law.registers import Line, RegisterBroken, RegisterClosed, YearNotOver, check_closable, check_open, hash_of
from motcua.law.withdrawal import (
    DecidedElsewhere,
    GivenBack,
    NotLapsed,
    PapersUnlisted,
    ResultSigned,
    check_decider,
    check_given_back,
    check_lapsed,
    check_unsigned,
)
from tests.law.hanoi import CALENDAR, at

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=HANOI)
MINUTE = timedelta(minutes=1)
TODAY, DAY = date(2026, 11, 23), timedelta(days=1)


def test_an_apology_is_in_time_up_to_the_day_before_short_on_the_day_and_late_after_it():
    promised = at("2026-11-30 10:00")
    assert notice_of(promised, at("2026-11-29 23:59")) is Notice.IN_TIME
    assert notice_of(promised, at("2026-11-30 00:00")) is Notice.SHORT
    assert notice_of(promised, promised) is Notice.SHORT
    assert notice_of(promised, promised + MINUTE) is Notice.LATE


def test_an_extension_is_given_once():
    check_once(False)
    with pytest.raises(ExtendedAlready):
        check_once(True)


def test_a_new_promise_is_the_closing_of_a_later_working_day():
    promised, now = at("2026-11-27 17:30"), at("2026-11-27 09:00")
    assert new_promise(promised, date(2026, 11, 30), now, CALENDAR) == at("2026-11-30 17:30")
    with pytest.raises(NotLater):
        new_promise(promised, date(2026, 11, 27), now, CALENDAR)  # the very moment promised already
    with pytest.raises(NotLater, match="ngày làm việc"):
        new_promise(promised, date(2026, 11, 28), now, CALENDAR)
    with pytest.raises(NotLater):
        new_promise(at("2026-11-20 09:00"), date(2026, 11, 27), at("2026-11-27 17:30"), CALENDAR)  # over already
    assert new_promise(at("2026-11-20 09:00"), date(2026, 11, 27), at("2026-11-27 17:29"), CALENDAR) == promised
    assert new_promise(promised, date(2027, 11, 26), now, CALENDAR) == at("2027-11-26 17:30")
    with pytest.raises(NotLater, match="hơn một năm"):
        new_promise(promised, date(2927, 11, 27), now, CALENDAR)  # a year written wrong
    year = at("2026-11-25 17:30")  # 366 days before the closing of 26/11/2027, to the minute
    assert new_promise(promised, date(2027, 11, 26), year, CALENDAR) == at("2027-11-26 17:30")
    with pytest.raises(NotLater, match="hơn một năm"):
        new_promise(promised, date(2027, 11, 26), year - MINUTE, CALENDAR)
    with pytest.raises(NoPromise):
        new_promise(None, date(2026, 11, 30), now, CALENDAR)


def test_an_extended_promise_moves_by_the_working_time_the_clock_stood():
    night = at("2026-11-28 20:00")
    assert shifted(night, 0, CALENDAR) == night
    assert shifted(at("2026-11-27 17:00"), 60, CALENDAR) == at("2026-11-30 08:30")


def test_a_limit_to_supplement_is_good_to_its_last_moment():
    for moment in (NOON - MINUTE, NOON):
        with pytest.raises(NotLapsed):
            check_lapsed(NOON, moment)
    check_lapsed(NOON, NOON + MINUTE)


def test_nothing_is_withdrawn_once_it_is_signed():
    check_unsigned(False)
    with pytest.raises(ResultSigned):
        check_unsigned(True)


@pytest.mark.parametrize("accepted, counter_only", [(False, True), (False, False), (True, False)])
def test_who_decides_on_a_withdrawal(accepted, counter_only):
    check_decider(accepted, counter_only)
    with pytest.raises(DecidedElsewhere):
        check_decider(True, True)


def test_what_is_given_back_is_listed():
    assert check_given_back([" bản chính ", " "], " không có ", True) == GivenBack(("bản chính",), "không có")
    assert check_given_back([], "không có", False) == GivenBack((), "không có")
    assert check_given_back(["bản sao"], "không có", False).papers == ("bản sao",)
    with pytest.raises(PapersUnlisted, match="giấy tờ"):
        check_given_back([" "], "không có", True)
    with pytest.raises(PapersUnlisted, match="phí"):
        check_given_back(["bản chính"], " ", True)


def test_a_duty_says_what_and_how_much_or_that_it_is_not_known():
    assert check_duty(" 12345 ", None) == "12345"
    assert check_duty("thuế đất", 1) == "thuế đất"
    with pytest.raises(DutyUnsaid):
        check_duty(" 1234 ", None)
    with pytest.raises(DutyUnsaid):
        check_duty("thuế đất", 0)


def test_a_proof_is_named():
    assert check_proof(" 123 ") == "123"
    with pytest.raises(ProofMissing):
        check_proof(" 12 ")


def test_an_opinion_is_late_after_its_limit_whether_it_came_or_not():
    assert not Opinion(NOON, None).late(NOON)
    assert Opinion(NOON, None).late(NOON + MINUTE)
    assert not Opinion(NOON, NOON).late(NOON + DAY)
    assert Opinion(NOON, NOON + MINUTE).late(NOON)


def test_a_question_has_words_and_a_limit_to_come():
    assert check_question(" 1234567890 ", NOON + MINUTE, NOON) == "1234567890"
    with pytest.raises(QuestionMissing):
        check_question(" 123456789 ", NOON + MINUTE, NOON)
    with pytest.raises(LimitPassed):
        check_question("1234567890", NOON, NOON)


def test_an_answer_has_words():
    assert check_answer(" đồng ý ") == "đồng ý"
    assert check_answer(" 12345") == "12345"
    with pytest.raises(QuestionMissing):
        check_answer(" 1234 ")


@pytest.mark.parametrize(
    "begins, ends, post_ends", [(TODAY, TODAY, None), (TODAY + DAY, TODAY + 2 * DAY, TODAY + 2 * DAY), (TODAY, TODAY, TODAY)]
)
def test_a_post_is_lent_from_today_within_the_post(begins, ends, post_ends):
    check_dates(begins, ends, TODAY, post_ends)


@pytest.mark.parametrize("begins, ends, post_ends", [(TODAY - DAY, TODAY, None), (TODAY + DAY, TODAY, None), (TODAY, TODAY + DAY, TODAY)])
def test_dates_that_cannot_be_lend_nothing(begins, ends, post_ends):
    with pytest.raises(DelegationRefused):
        check_dates(begins, ends, TODAY, post_ends)


def test_a_post_is_lent_for_so_many_days_and_not_one_more():
    check_length(TODAY, TODAY + 89 * DAY, 90)
    with pytest.raises(DelegationRefused, match="90 ngày"):
        check_length(TODAY, TODAY + 90 * DAY, 90)


def test_a_post_is_lent_to_a_colleague_here():
    check_person("a", "b", taker_is_here=True)
    for taker, here in (("a", True), ("b", False)):
        with pytest.raises(DelegationRefused):
            check_person("a", taker, here)


def test_a_closed_book_takes_nothing():
    check_open(2026, closed=False)
    with pytest.raises(RegisterClosed):
        check_open(2026, closed=True)


def test_a_book_is_closed_when_its_year_is_over_and_no_number_is_missing():
    check_closable(2025, 2026, [1, 2, 3])
    check_closable(2025, 2026, [])
    for present in (2025, 2024):
        with pytest.raises(YearNotOver):
            check_closable(2025, present, [1])
    for numbers in ([2], [1, 3], [1, 1], [0, 1]):
        with pytest.raises(RegisterBroken):
            check_closable(2025, 2026, numbers)


def test_a_changed_line_changes_the_hash_of_a_book():
    line = Line(1, "H26.105-261123-0001", "2.000908", NOON)
    assert hash_of([line]) == hash_of([Line(1, "H26.105-261123-0001", "2.000908", NOON)])
    assert len({hash_of([]), hash_of([line]), hash_of([line, line]), hash_of([Line(2, line.code, line.procedure, NOON)])}) == 4
