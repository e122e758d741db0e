"""Old addresses are recognised as people type them; what is not sure stays text."""

import tomllib
from datetime import date

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from motcua.lib.text import fold
from motcua.people.old_addresses import read

WARDS = [
    (district, ward, codes)
    for district, wards in tomllib.loads((settings.CITY_DATA / "former_communes.toml").read_text("utf-8"))["communes"].items()
    for ward, codes in wards.items()
]


@pytest.mark.parametrize(
    "typed",
    [
        "Số 5, phường Hàng Bạc, quận Hoàn Kiếm, Hà Nội",
        "Phường Hàng Bạc - Quận Hoàn Kiếm",
        "P. Hàng Bạc, Q. Hoàn Kiếm, TP Hà Nội",
        "5 Đinh Liệt p Hang Bac q Hoan Kiem ha noi",
        "12/3 ngõ 4, P.Hàng Bạc, Q.Hoàn Kiếm",
        "PHƯỜNG HÀNG BẠC QUẬN HOÀN KIẾM",
        "Hàng Bạc, Hoàn Kiếm, Hà Nội",
        "Số 5 phố Hàng Bạc, phường Hàng Bạc, Hà Nội",
    ],
)
def test_a_former_ward_is_told_however_it_is_typed(typed):
    found = read(typed)
    assert found is not None
    assert (found.ward, found.district) == ("phường Hàng Bạc", "quận Hoàn Kiếm")
    assert (found.now, found.since, found.sure) == ("phường Hoàn Kiếm", date(2025, 7, 1), True)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Số 12, đường Láng, phường Láng, thành phố Hà Nội",
        "Phường Cửa Nam, thành phố Hà Nội",
        "Phường Quang Trung, Hà Nội",
        "phường Bến Nghé, quận 1, TP Hồ Chí Minh",
        "Thôn 3",
        "x" * 600,
        "Hàng Bạc",
    ],
)
def test_a_present_address_one_of_several_names_and_nonsense_are_no_former_ward(typed):
    assert read(typed) is None


def test_a_divided_ward_says_what_it_may_be_and_is_not_sure():
    found = read("phường Cống Vị, quận Ba Đình")
    assert found is not None
    assert not found.sure
    assert len(found.candidates) > 1


def test_a_district_tells_two_of_one_name_apart():
    found = [read(f"P. Quang Trung, Q. {district}") for district in ("Đống Đa", "Hà Đông")]
    assert [each.district for each in found if each] == ["quận Đống Đa", "quận Hà Đông"]


def test_there_are_526_and_every_one_is_found_by_its_full_name():
    assert len(WARDS) == 526
    for district, ward, codes in WARDS:
        found = read(f"Số 1, {ward}, {district}, Hà Nội")
        assert found is not None, (ward, district)
        assert (found.ward, found.district, found.sure) == (ward, district, len(codes) == 1)


@given(st.sampled_from(WARDS), st.sampled_from([str.upper, str.title, fold, str]), st.sampled_from([", ", " - ", "; ", "  ,"]))
def test_case_marks_and_separators_do_not_matter(which, case, between):
    district, ward, _codes = which
    found = read(f"Số 7 ngõ 2{between}{case(ward)}{between}{case(district)}")
    assert found is not None
    assert (found.ward, found.district) == (ward, district)


@given(st.text(max_size=700))
def test_whatever_is_typed_is_read_or_left(text):
    found = read(text)
    assert found is None or found.candidates
