"""A dossier's clock as a value: start, stops, phases, the one extension (process.md 2.4; rules 10-12, 15, 28, 29, 32, 36, 37)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law.calendar import HANOI
from motcua.law.clock import Clock, Extended, Mode, Stop, counting, explained, promised_at, standing, starts_at
from motcua.law.deadlines import Pause, Term, due_at, time_left
from motcua.law.duties import supplement_in_time, transfer_due
from tests.law.hanoi import CALENDAR, at

RECEIVED = at("2026-11-13 10:00")
FIVE = Term.parse("5wd")


def clock(*stops, **more):
    return Clock(RECEIVED, FIVE, tuple(stops), **more)


def stop(start, end, mode=Mode.PAUSE):
    return Stop(at(start), end and at(end), "chờ", mode)


def test_rule_10_a_supplement_is_asked_within_three_working_days_of_the_receipt_or_as_the_sector_says():
    friday = at("2026-11-20 10:00")  # Tuesday 24/11 is a holiday: the third working day is Thursday
    assert supplement_in_time(friday, at("2026-11-26 17:00"), CALENDAR)
    assert not supplement_in_time(friday, at("2026-11-27 08:00"), CALENDAR)
    assert supplement_in_time(friday, at("2026-11-27 08:00"), CALENDAR, days=5)


def test_rule_11_a_supplement_that_restarts_counts_the_full_limit_again():
    waited = stop("2026-11-16 10:00", "2026-11-18 10:00", Mode.RESTART)
    assert promised_at(clock(waited), CALENDAR) == due_at(at("2026-11-18 10:00"), FIVE, CALENDAR) == at("2026-11-26 10:00")
    assert counting(clock(waited)).starts == at("2026-11-18 10:00")


def test_rule_11_what_stood_still_before_the_restart_is_not_added_to_it_and_after_it_is():
    before, restart = stop("2026-11-13 14:00", "2026-11-16 08:00"), stop("2026-11-16 10:00", "2026-11-18 10:00", Mode.RESTART)
    after = stop("2026-11-19 10:00", "2026-11-20 10:00")
    assert promised_at(clock(before, restart), CALENDAR) == promised_at(clock(restart), CALENDAR)
    assert promised_at(clock(before, restart, after), CALENDAR) == at("2026-11-27 10:00")


def test_rule_12_a_supplement_that_pauses_moves_the_due_date_by_the_working_days_waited():
    assert promised_at(clock(stop("2026-11-16 10:00", "2026-11-18 10:00")), CALENDAR) == at("2026-11-25 10:00")


def test_rule_15_a_financial_duty_pauses_whatever_the_way_of_supplements_is():
    duty, restart = stop("2026-11-19 10:00", "2026-11-23 10:00"), stop("2026-11-16 10:00", "2026-11-18 10:00", Mode.RESTART)
    assert promised_at(clock(restart, duty), CALENDAR) == at("2026-11-30 10:00")
    assert [(p.start, p.end) for p in counting(clock(restart, duty)).pauses] == [(duty.start, duty.end)]


def test_while_a_stop_lasts_it_moves_nothing_and_is_known():
    lasting = stop("2026-11-16 10:00", None, Mode.RESTART)
    assert promised_at(clock(lasting), CALENDAR) == due_at(RECEIVED, FIVE, CALENDAR)
    assert standing([lasting]) is lasting
    assert standing([stop("2026-11-16 10:00", "2026-11-17 10:00")]) is None


@pytest.mark.parametrize("received,due", [("15:00", "2026-11-16 17:30"), ("15:10", "2026-11-17 08:00")])
def test_rule_28_a_paper_dossier_is_passed_on_within_the_day_or_at_the_next_opening(received, due):
    assert transfer_due(at(f"2026-11-16 {received}"), CALENDAR) == at(due)
    assert transfer_due(at("2026-11-14 09:00"), CALENDAR) == at("2026-11-16 08:00")


def test_rule_29_taken_in_elsewhere_the_clock_starts_when_the_competent_agency_has_it():
    elsewhere, here = at("2026-11-13 10:00"), at("2026-11-16 08:30")
    assert starts_at(elsewhere, here, same_agency=False) == here
    assert starts_at(elsewhere, None, same_agency=False) is None
    assert starts_at(elsewhere, None, same_agency=True) == elsewhere


def test_rule_32_an_extension_is_the_promise_and_the_first_count_stays_known():
    extended = clock(extended=Extended(at("2026-11-26 17:30"), at("2026-11-18 09:00")))
    assert promised_at(extended, CALENDAR) == at("2026-11-26 17:30")
    assert explained(extended, CALENDAR).at == at("2026-11-20 10:00")


def test_a_stop_after_the_extension_moves_it_one_before_does_not():
    given_at = Extended(at("2026-11-26 17:30"), at("2026-11-18 09:00"))
    after = clock(stop("2026-11-19 08:00", "2026-11-20 08:00"), extended=given_at)
    before = clock(stop("2026-11-16 08:00", "2026-11-17 08:00"), extended=given_at)
    assert promised_at(after, CALENDAR) == at("2026-11-27 17:30")
    assert promised_at(before, CALENDAR) == at("2026-11-26 17:30")


def test_an_extension_is_no_cap_on_a_term_that_is_counted_anew():
    restarted = clock(
        stop("2026-11-19 10:00", "2026-11-25 10:00", Mode.RESTART), extended=Extended(at("2026-11-23 17:30"), at("2026-11-18 09:00"))
    )
    assert promised_at(restarted, CALENDAR) == at("2026-12-02 10:00")


def test_rule_36_an_announced_outage_is_left_out_and_named_in_the_explanation():
    outage = Pause(at("2026-11-16 08:00"), at("2026-11-16 17:30"), "Sự cố cổng, thông báo 12/TB")
    told = explained(clock(outages=(outage,)), CALENDAR)
    assert told.at == promised_at(clock(outages=(outage,)), CALENDAR) == at("2026-11-23 10:00")
    assert (outage.start.date(), "Sự cố cổng, thông báo 12/TB") in told.skipped
    assert sum(m for _, m in told.counted) == 5 * 480


def test_two_phases_are_two_terms_with_the_duty_between_them():
    phased = {"second": Term.parse("3wd")}
    assert promised_at(clock(**phased), CALENDAR) == at("2026-11-20 10:00")
    tax = stop("2026-11-18 09:00", "2026-12-01 14:00", Mode.PHASE)
    assert promised_at(clock(tax, **phased), CALENDAR) == at("2026-12-04 14:00")
    assert counting(clock(tax, **phased)).phase == 2
    again = stop("2026-12-02 09:00", "2026-12-03 09:00", Mode.RESTART)
    assert promised_at(clock(tax, again, **phased), CALENDAR) == at("2026-12-08 09:00")
    assert promised_at(clock(tax, stop("2026-12-02 09:00", "2026-12-03 09:00"), **phased), CALENDAR) == at("2026-12-07 14:00")


@pytest.mark.parametrize("mode,promise", [(Mode.RESTART, "2026-11-26 10:00"), (Mode.PAUSE, "2026-11-25 10:00")])
def test_a_supplement_within_the_first_phase_stays_in_it(mode, promise):
    phased = clock(stop("2026-11-16 10:00", "2026-11-18 10:00", mode), second=Term.parse("3wd"))
    assert promised_at(phased, CALENDAR) == at(promise)
    assert (counting(phased).phase, counting(phased).term) == (1, FIVE)


def test_a_phase_stop_of_a_procedure_with_one_phase_is_a_pause():
    assert promised_at(clock(stop("2026-11-16 10:00", "2026-11-18 10:00", Mode.PHASE)), CALENDAR) == at("2026-11-25 10:00")


def test_rule_37_a_late_consultation_is_no_stop_so_the_citizens_clock_runs_on():
    assert promised_at(clock(), CALENDAR) == at("2026-11-20 10:00")
    assert time_left(at("2026-11-20 11:00"), promised_at(clock(), CALENDAR), CALENDAR) == -60


offsets = st.tuples(st.integers(0, 8000), st.integers(1, 4000), st.sampled_from([Mode.PAUSE, Mode.RESTART]))


@given(st.lists(offsets, max_size=4))
def test_a_stop_of_any_kind_never_brings_the_promise_forward(spans):
    from datetime import timedelta

    stops = [Stop(RECEIVED + timedelta(minutes=a), RECEIVED + timedelta(minutes=a + n), "", mode) for a, n, mode in spans]
    assert promised_at(clock(*stops), CALENDAR) >= due_at(RECEIVED, FIVE, CALENDAR)
    assert promised_at(clock(*stops), CALENDAR).tzinfo is HANOI
