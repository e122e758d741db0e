"""The QR text of an identity card is read leniently, and never guessed at."""

import contextlib
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.people.card import Card, CardUnreadable, parse, titled

HANH = "001194012372|013456789|NGUYỄN THỊ HẠNH|14031994|Nữ|Số 5 Tràng Tiền, Cửa Nam, Hà Nội|22082021"
WORDS = st.text(alphabet="ABCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ", min_size=1, max_size=7)
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
NUMBERS = st.from_regex("[0-9]{12}", fullmatch=True)
DAYS = st.dates(date(1900, 1, 1), date(2030, 12, 31))
PLAIN = st.text(alphabet=st.characters(exclude_categories=("C", "Z"), exclude_characters="|"), max_size=30)


def test_a_card_is_read():
    assert parse(HANH) == Card(
        "001194012372", "013456789", "Nguyễn Thị Hạnh", date(1994, 3, 14), "female", "Số 5 Tràng Tiền, Cửa Nam, Hà Nội", date(2021, 8, 22)
    )


@pytest.mark.parametrize("text", [f"\ufeff{HANH}\r\n", f"{HANH}\r", f"  {HANH}\n", unicodedata.normalize("NFD", HANH)])
def test_what_a_reader_adds_changes_nothing(text):
    assert parse(text) == parse(HANH)


def test_fields_after_the_seventh_are_kept_raw():
    assert parse(f"{HANH}|NGUYỄN VĂN AN|Trần Thị Bình||x").rest == ("NGUYỄN VĂN AN", "Trần Thị Bình", "", "x")


def test_an_empty_old_number_and_days_that_are_no_days_do_not_stop_it():
    card = parse("001194012372||H'HEN NIÊ|00001994|nam||31022021")
    assert card == Card("001194012372", "", "H'Hen Niê", None, "male", "", None)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "không phải mã QR của thẻ căn cước"),
        ("https://vi.wikipedia.org", "không phải mã QR của thẻ căn cước"),
        ("001194012372||NGUYỄN THỊ HẠNH", "một phần"),
        (HANH.replace("001194012372", "00119401237"), "12 chữ số"),
        (HANH.replace("001194012372", "००११९४०१२३७२"), "12 chữ số"),
        (HANH.replace("NGUYỄN THỊ HẠNH", " "), "không có họ tên"),
        (HANH + "|" * 3000, "quá dài"),
    ],
)
def test_what_is_no_card_is_refused_with_a_sentence(text, says):
    with pytest.raises(CardUnreadable, match=says):
        parse(text)


@given(NUMBERS, NAMES, DAYS, st.sampled_from([("Nam", "male"), ("Nữ", "female"), ("?", "")]), PLAIN, st.lists(PLAIN, max_size=4))
def test_what_a_card_says_comes_back(number, name, born, sex, address, rest):
    text = "|".join([number, "", name, f"{born:%d%m}{born.year:04}", sex[0], address, "", *rest])
    card = parse(text)
    assert (card.number, card.birth_date, card.sex) == (number, born, sex[1])
    assert card.name.upper() == unicodedata.normalize("NFC", name)
    assert len(card.rest) == len(rest)


@given(st.text(max_size=200))
def test_any_text_is_a_card_or_refused(text):
    with contextlib.suppress(CardUnreadable):
        assert len(parse(text).number) == 12


@given(NAMES)
def test_a_name_put_in_title_case_stays_so(name):
    assert titled(titled(name)) == titled(name)
