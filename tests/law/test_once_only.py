"""Rules of asking once: a match is whole, a paper needs an outage, every re-ask has one cause, and counts add up whatever the split."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law.once_only import (
    Asked,
    Cause,
    ConsentMissing,
    Ground,
    PaperSpared,
    Tally,
    cause_of,
    check_consent,
    ground_for_paper,
    same_person,
    tally,
)

BORN = date(1994, 3, 14)
STATES = st.sampled_from(["", "asked", "failed", "no_match", "matched"])
ROWS = st.lists(st.builds(Asked, st.just("q"), STATES, st.sampled_from([None, True, False]), st.booleans(), st.booleans()), max_size=40)


def test_number_name_and_birth_date_must_all_match_whatever_the_case_and_spaces():
    told = ({"001194012372", "012345678"}, "Nguyễn Thị Hạnh", BORN)
    assert same_person(("001194012372", "NGUYỄN  THỊ HẠNH ", BORN), told)
    assert same_person(("012345678", "nguyễn thị hạnh", BORN), told)
    assert not same_person(("001194012373", "Nguyễn Thị Hạnh", BORN), told)
    assert not same_person(("001194012372", "Nguyễn Thị Hanh", BORN), told)
    assert not same_person(("001194012372", "Nguyễn Thị Hạnh", date(1994, 3, 15)), told)


@pytest.mark.parametrize("agreed", [None, False])
def test_without_a_yes_nothing_is_fetched(agreed):
    with pytest.raises(ConsentMissing):
        check_consent(agreed)
    check_consent(True)


@given(st.sets(st.sampled_from(["matched", "no_match", "failed", "asked"])))
def test_a_paper_is_asked_only_where_the_database_did_not_answer_or_has_nobody(states):
    if "matched" in states or not states & {"failed", "no_match"}:
        with pytest.raises(PaperSpared):
            ground_for_paper(states)
    else:
        assert ground_for_paper(states) is (Ground.OUTAGE if "failed" in states else Ground.ABSENT)


@pytest.mark.parametrize(
    ("asked", "cause"),
    [
        (Asked("q", "matched", True, told=True), None),
        (Asked("q", "matched", True, told=True, corrected=True), Cause.CORRECTED),
        (Asked("q", "", False), Cause.REFUSED),
        (Asked("q", "failed", True), Cause.OUTAGE),
        (Asked("q", "no_match", True), Cause.ABSENT),
        (Asked("q", "matched", True), Cause.ABSENT),
        (Asked("q"), Cause.TYPED),
    ],
)
def test_why_something_was_asked_again(asked, cause):
    assert cause_of(asked) is cause


@given(ROWS, ROWS)
def test_counts_add_up_however_they_are_split(some, others):
    both, apart = tally([*some, *others]), tally(some) + tally(others)
    assert (both.held, dict(both.again)) == (apart.held, dict(apart.again))
    assert 0 <= both.asked_again <= both.held
    assert (both.rate is None) == (not both.held)
    assert both.rate is None or 0 <= both.rate <= 100


def test_nothing_held_has_no_rate():
    assert Tally().rate is None
    assert tally([Asked("a", told=True), Asked("b", agreed=False), Asked("c", told=True)]).rate == 33.3
