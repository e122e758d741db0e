"""Our state beside a partner's: what differs, and that a machine tells again but decides nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law.reconciliation import FOUND_NAMES, MOST_TRIES, REMEDIES, Found, Remedy, compare, remedy

STATUS = st.integers(1, 10)


@pytest.mark.parametrize(
    "ours,theirs,before,waiting,parked,found",
    [
        (4, 4, {1, 2}, False, False, Found.SAME),
        (4, 4, {1, 2}, True, True, Found.SAME),
        (9, 4, {1, 2, 4}, True, False, Found.ON_THE_WAY),
        (9, 4, {1, 2, 4}, False, True, Found.PARKED),
        (9, 4, {1, 2, 4}, True, True, Found.PARKED),
        (2, None, {1}, False, False, Found.MISSING),
        (2, None, {1}, True, False, Found.ON_THE_WAY),
        (9, 4, {1, 2, 4}, False, False, Found.BEHIND),
        (4, 10, {1, 2}, False, False, Found.AHEAD),
        (4, 8, {1, 2}, False, False, Found.AHEAD),
    ],
)
def test_each_way_to_differ_has_its_name(ours, theirs, before, waiting, parked, found):
    assert compare(ours, theirs, before, waiting=waiting, parked=parked) is found


@given(STATUS, st.none() | STATUS, st.sets(STATUS), st.booleans(), st.booleans())
def test_only_equal_states_are_the_same_and_every_difference_has_a_remedy_and_a_name(ours, theirs, before, waiting, parked):
    found = compare(ours, theirs, before, waiting=waiting, parked=parked)
    assert (found is Found.SAME) == (ours == theirs)
    assert found in REMEDIES
    assert found in FOUND_NAMES


@given(st.sampled_from(list(Found)), st.integers(0, 20))
def test_a_machine_tells_again_a_few_times_then_an_officer_looks(found, tries):
    wanted = remedy(found, tries)
    if tries >= MOST_TRIES:
        assert wanted not in (Remedy.SEND_AGAIN, Remedy.SEND_MISSING)
    if found in (Found.AHEAD, Found.PARKED):
        assert wanted is Remedy.OFFICER
