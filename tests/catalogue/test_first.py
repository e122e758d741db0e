"""The first record of ours comes out of the nation's whole: what is said is taken over, what is not is named as unsure."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.catalogue.first import UNSURE, first_record, stated_kind, stated_term
from motcua.catalogue.models import plan_from
from motcua.catalogue.national.page import read_page
from motcua.catalogue.reading import check
from motcua.law.process import problems
from motcua.law.terms import Term, TermError
from motcua.ui.forms import Form
from tests.catalogue.pages import made_up

FACTS = {
    "code": "9.000001",
    "name": "Cấp giấy phép nuôi hươu sao",
    "levels": ["Cấp tỉnh", "Cấp xã"],
    "applicants": ["Công dân Việt Nam"],
    "channels": [
        {"channel": "Trực tiếp", "term": {"amount": 15, "unit": "Ngày"}, "fees": []},
        {
            "channel": "Trực tuyến",
            "term": {"amount": 5, "unit": "Ngày làm việc"},
            "fees": [
                {"amount": 100000, "currency": "VND", "condition": "lần đầu"},
                {"amount": 20, "currency": "USD", "condition": "người nước ngoài"},
            ],
        },
        {"channel": "Qua bồ câu", "term": None, "fees": []},
    ],
    "cases": [
        {
            "name": "Cấp mới",
            "requirements": [
                {"name": "Đơn đề nghị", "originals": 1, "copies": None, "forms": []},
                {"name": "Sơ đồ chuồng", "originals": None, "copies": 2, "forms": []},
            ],
        },
        {"name": "Cấp lại", "requirements": [{"name": "Đơn đề nghị", "originals": 1, "copies": None, "forms": []}]},
    ],
    "results": [{"code": "KQ.1", "name": "Giấy phép nuôi hươu sao"}],
    "legal_bases": [{"number": "1/2026/NĐ-CP", "title": "Về hươu"}],
    "conditions": "Có chuồng.",
    "about": "",
}


def test_what_the_record_says_is_taken_over():
    record = first_record(FACTS, term="5wd", kind="commune", supplement_days=7)
    check(record)
    assert [(each["channel"], each["fees"]) for each in record.procedure["channels"]] == [
        (1, []),
        (2, [{"name": "lần đầu", "amount": 100000}, {"name": "người nước ngoài"}]),
    ]
    papers = record.procedure["requirements"]
    assert [(p["name"]["vi"], p["originals"], p["copies"], p.get("condition")) for p in papers] == [
        ("Đơn đề nghị", 1, 0, None),
        ("Sơ đồ chuồng", 0, 2, {"field": "case", "in": ["case1"]}),
    ]
    assert record.procedure["legal_bases"] == FACTS["legal_bases"]
    assert record.procedure["unsure"] == UNSURE
    assert record.templates["ket-qua"]["title"]["vi"] == "GIẤY PHÉP NUÔI HƯƠU SAO"


def test_several_cases_are_asked_first_and_one_is_not():
    asked = Form.from_data(first_record(FACTS, term="5wd", kind="commune", supplement_days=7).form)
    assert next(iter(asked.items())) == "case"
    one = {**FACTS, "cases": FACTS["cases"][:1]}
    assert "case" not in Form.from_data(first_record(one, term="5wd", kind="commune", supplement_days=7).form).items()


def test_a_record_without_papers_says_so_itself():
    record = first_record({**FACTS, "cases": []}, term="5wd", kind="commune", supplement_days=7)
    assert (record.procedure["requirements"], record.procedure["no_papers"]) == ([], True)


@pytest.mark.parametrize(
    ("channels", "term"),
    [
        (FACTS["channels"], "5wd"),
        (FACTS["channels"][:1], "15d"),
        ([{"channel": "Trực tuyến", "term": {"amount": 8, "unit": "Giờ làm việc"}}], "8wh"),
        ([{"channel": "Trực tuyến", "term": {"amount": 1, "unit": "Tháng"}}], "1m"),
        ([{"channel": "Trực tuyến", "term": {"amount": 2.5, "unit": "Ngày"}}], ""),
        ([{"channel": "Trực tuyến", "term": {"amount": 2, "unit": None}}], ""),
        ([{"channel": "Trực tuyến", "term": None}], ""),
        ([], ""),
    ],
)
def test_the_term_is_that_of_the_online_channel_and_nothing_where_it_cannot_be_read(channels, term):
    assert stated_term({"channels": channels}) == term


def test_the_office_is_the_lowest_level_that_settles_it():
    assert stated_kind(FACTS) == "commune"
    assert stated_kind({"levels": ["Cấp bộ", "Cấp tỉnh"]}) == "department"
    assert stated_kind({"levels": ["Cấp bộ"]}) == ""


def test_a_term_that_cannot_be_read_is_refused():
    with pytest.raises(TermError):
        first_record(FACTS, term="vài ngày", kind="commune", supplement_days=7)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 100), st.sampled_from(["wd", "d", "wh", "m"]))
def test_the_five_steps_fit_into_any_term(amount, unit):
    term = f"{amount}{unit}"
    record = first_record(FACTS, term=term, kind="commune", supplement_days=7)
    assert problems(plan_from(record.procedure["steps"]), Term.parse(term), None, record.templates) == []


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 500))
def test_any_page_of_the_portals_shape_makes_a_sound_first_record(number):
    facts = read_page(made_up(number)).facts
    check(first_record(facts, term=stated_term(facts) or "5wd", kind=stated_kind(facts) or "city", supplement_days=7))
