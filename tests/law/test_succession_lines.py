"""The lines of one old agency judged beside each other: whole or divided, one taker of the rest, nothing promised twice."""

import pytest

from motcua.law.succession import Line, Problem, Share, archivist, heir, read

WHOLE_ALONE = "Cơ quan có dòng “whole” thì không có dòng nào khác."
ONE_REST = "Chỉ một cơ quan mới nhận phần còn lại (for = *)."


def row(old, new, share="", what=""):
    return {"old_code": old, "new_code": new, "share": share, "for": what}


def told(*rows):
    return [(p.row, p.code, str(p.why)) for p in read(rows)[1]]


@pytest.mark.parametrize(
    "rows",
    [
        [row("A", "X", "whole")],
        [row("A", "X", "whole"), row("B", "X", "whole")],
        [row("A", "X", "part", "d1"), row("A", "Y", "part", "*")],
        [row("A", "X", "part"), row("A", "Y", "part default")],
        [row("A", "X", "part", "*"), row("B", "Y", "part", "*")],
        [row("A", "X", "part", "d1"), row("A", "X", "part", "d1")],
        [row("A", "X", "part", "*"), row("A", "X", "part", "*")],
        [row("A", "X", "part", "d1"), row("B", "Y", "part", "d1")],
    ],
)
def test_lines_that_agree_have_no_problem(rows):
    assert told(*rows) == []


def test_an_agency_that_goes_over_whole_has_no_other_line_and_the_first_is_named():
    assert told(row("B", "X"), row("A", "X", "part"), row("A", "Y", "whole")) == [(3, "A", WHOLE_ALONE)]


def test_two_takers_of_the_rest_are_named_at_the_first_line_of_their_agency():
    assert told(row("B", "X"), row("A", "X", "part", "*"), row("A", "Y", "part", "*")) == [(3, "A", ONE_REST)]


def test_what_is_promised_to_two_agencies_is_named_in_order():
    rows = [row("B", "X"), row("A", "X", "part", "d2 d1 d3"), row("A", "Y", "part", "d1,d2")]
    assert told(*rows) == [(3, "A", "“d1” được giao cho hai cơ quan."), (3, "A", "“d2” được giao cho hai cơ quan.")]


@pytest.mark.parametrize("wrong", [row("", "X", "whole"), row("A", "", "whole"), row("A", "X", "half")])
def test_a_wrong_line_is_named_by_its_place_in_the_file_and_the_next_is_read(wrong):
    lines, problems = read([wrong, row("B", "Y", "whole")])
    assert [p.row for p in problems] == [2]
    assert lines == [Line(3, "B", "Y", Share.WHOLE)]
    assert problems == [Problem(2, wrong["old_code"], problems[0].why)]
    assert "whole, part, part default" in str(problems[0].why)


def test_the_whole_answers_for_what_is_closed_before_the_rest_and_the_default():
    whole, rest, default = Line(2, "A", "X", Share.WHOLE), Line(3, "A", "Y", Share.PART, rest=True), Line(4, "A", "Z", Share.DEFAULT)
    assert archivist([default, rest, whole]) is whole
    assert archivist([default, rest]) is rest


def test_what_is_named_later_goes_before_the_rest_that_stands_first():
    rest, named = Line(2, "A", "Y", Share.PART, rest=True), Line(3, "A", "X", Share.PART, frozenset({"d1"}))
    assert heir([rest, named], ["d1"]) is named
    assert heir([rest, named], []) is rest
