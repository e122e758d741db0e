"""The lines of a merger, read and judged without a database; every code pair of a file is said back or refused."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law.succession import Line, LinesError, Share, archivist, heir, read

PART, REST = Line(2, "A", "X", Share.PART, frozenset({"d1"})), Line(3, "A", "Y", Share.PART, frozenset(), rest=True)


def test_two_columns_are_enough_for_a_whole_merger():
    lines, problems = read([{"old_code": " A ", "new_code": "X"}, {"old_code": "B", "new_code": "X"}])
    assert [(line.row, line.old, line.new, line.share) for line in lines] == [(2, "A", "X", "whole"), (3, "B", "X", "whole")]
    assert problems == []


def test_one_old_agency_on_two_lines_is_divided():
    lines, _ = read([{"old_code": "A", "new_code": "X"}, {"old_code": "A", "new_code": "Y", "for": "d1; an.nguyen,*"}])
    assert {line.share for line in lines} == {Share.PART}
    assert (lines[1].named, lines[1].rest) == (frozenset({"d1", "an.nguyen"}), True)


@pytest.mark.parametrize("rows", [[], [{"old": "A", "new": "B"}], [{"old_code": "A"}]])
def test_a_table_without_the_columns_is_refused(rows):
    with pytest.raises(LinesError, match="old_code"):
        read(rows)


def test_a_line_too_long_or_too_short_breaks_nothing():
    rows = list(csv.DictReader(["old_code,new_code", "A,X,more", "B"]))
    lines, problems = read(rows)
    assert [line.old for line in lines] == ["A"]
    assert [p.row for p in problems] == [3]


def test_what_is_named_goes_first_then_the_rest_and_nobody_guesses():
    assert heir([PART, REST], {"d1"}) is PART
    assert heir([PART, REST], {"d2"}) is REST
    assert heir([PART], {"d2"}) is None
    assert heir([Line(2, "A", "X", Share.WHOLE)], {"d2"}) is not None


def test_the_default_part_keeps_the_archive_but_decides_nothing_open():
    default = Line(4, "A", "Z", Share.DEFAULT)
    assert heir([PART, default], {"d2"}) is None
    assert archivist([PART, default]) is default
    assert archivist([PART, default, REST]) is REST
    assert archivist([PART]) is PART


_cell = st.one_of(st.none(), st.sampled_from(["A", "B", "X", "whole", "part", "part default", "*", "a b"]), st.text(max_size=5))


@given(
    st.lists(st.fixed_dictionaries({"old_code": _cell, "new_code": _cell}, optional={"share": _cell, "for": _cell}), min_size=1, max_size=6)
)
def test_every_line_is_read_or_said_to_be_wrong(rows):
    lines, problems = read(rows)
    assert {line.row for line in lines} | {p.row for p in problems} == set(range(2, len(rows) + 2))
    assert all(str(p.why) for p in problems)


def test_the_default_part_is_read_with_a_comma_too():
    rows = [{"old_code": "A", "new_code": "X", "share": "part, default"}, {"old_code": "A", "new_code": "Y", "share": "part"}]
    assert [line.share for line in read(rows)[0]] == [Share.DEFAULT, Share.PART]
