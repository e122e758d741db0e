"""Dossier codes: one pattern minted, every pattern seen is read (rules 3-6)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.law.codes import Code, CodeError, agency_code, dossier_code, parse


@pytest.mark.parametrize(
    "text,expected",
    [
        ("H26.15-250103-0001", Code("H26.15", date(2025, 1, 3), 1)),
        ("000.17.22.H56-210531-0001", Code("000.17.22.H56", date(2021, 5, 31), 1)),
        ("G09.20-20260609-0092637", Code("G09.20", date(2026, 6, 9), 92637)),
        (" h26.105-261123-0007 ", Code("H26.105", date(2026, 11, 23), 7)),
        ("H26.15-250103-12345", Code("H26.15", date(2025, 1, 3), 12345)),
    ],
)
def test_every_pattern_seen_is_read(text, expected):
    assert parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H26",
        "H26.15-250103",
        "H26.15-250103-001",
        "H26.15-251303-0001",
        "H26..15-250103-0001",
        "H26.15-20260609-0001",
        "-250103-0001",
        "H26.15-250103-0001; DROP TABLE",
        "H26.15 250103 0001",
        "Đ26-250103-0001",
        "H26-٢٥٠١٠٣-٠٠٠١",
    ],
)
def test_what_is_no_code_is_refused_in_words(text):
    with pytest.raises(CodeError):
        parse(text)


def test_the_first_of_a_day_is_0001_and_a_busy_day_goes_past_9999():
    assert dossier_code("H26.105", date(2026, 11, 23), 1) == "H26.105-261123-0001"
    assert dossier_code("H26.105", date(2026, 11, 23), 10_000) == "H26.105-261123-10000"


@given(
    st.from_regex(r"[A-Z0-9]{1,6}(\.[A-Z0-9]{1,4}){0,3}", fullmatch=True),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.integers(1, 99_999),
)
def test_what_is_minted_is_read_back(agency, day, serial):
    assert parse(dossier_code(agency, day, serial)) == Code(agency, day, serial)


@given(st.text())
def test_no_text_breaks_the_reader(text):
    try:
        parse(text)
    except CodeError:
        return


@pytest.mark.parametrize(
    "text", ["H26", "H26.20.01", "H26.105", "G09", "H56.14", "000.17.22.H56", "H26." + ".".join(["A1"] * 10), "H26." + "A" * 31]
)
def test_an_agency_code_of_either_order_is_taken(text):
    assert agency_code(text) == text


@pytest.mark.parametrize(
    "text", ["", "26", "Z26", "H2", "H266", "h26.1", "H26.", "H26..1", "H26.Đ1", "H26-1", "H26.1 ", "000.17.22", "H26." + "A" * 32]
)
def test_what_is_no_agency_code_is_refused_in_words(text):
    with pytest.raises(CodeError, match="mã định danh"):
        agency_code(text)


def test_a_refusal_says_what_was_typed():
    with pytest.raises(CodeError) as told:
        parse("H26.15")
    assert "“H26.15”" in str(told.value)
