"""Finding by everyday words: rare words weigh, names win, typing errors and missing marks are forgiven, the reason is told."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from motcua.catalogue.finder.index import Entry, Index
from motcua.catalogue.finder.sayings import Saying, read_guide
from motcua.catalogue.finder.tokens import spelt, tokens
from motcua.ui.icons import SHAPES

TODAY = date(2026, 11, 23)
NAMES = {
    "1": "Đăng ký khai sinh",
    "2": "Đăng ký khai sinh có yếu tố nước ngoài",
    "3": "Đăng ký khai tử",
    "4": "Cấp hộ chiếu phổ thông",
    "5": "Cấp giấy phép lái xe",
    "6": "Đăng ký sử dụng hoá đơn điện tử",
    "7": "Hòa giải tranh chấp đất đai",
}
SAYINGS = [Saying(("bằng lái", "bằng lái xe"), "giấy phép lái xe"), Saying(("bố mất", "qua đời"), "đăng ký khai tử")]
INDEX = Index([Entry(code, {"name": name, "result": "Giấy khai sinh" if code == "1" else ""}) for code, name in NAMES.items()], SAYINGS)
GUIDE = read_guide(Path(settings.CITY_DATA) / "finding.toml", TODAY)


def first(words):
    hits = INDEX.search(words)
    return hits[0].code if hits else ""


@pytest.mark.parametrize(
    "words, code",
    [
        ("khai sinh", "1"),
        ("khai sinh nuoc ngoai", "2"),
        ("KHAI TU", "3"),
        ("ho chieu", "4"),
        ("ho chieuu", "4"),
        ("hộ chiêu", "4"),
        ("đổi bằng lái xe", "5"),
        ("hóa đơn điện tử", "6"),
        ("bố mất thì làm gì", "3"),
        ("tranh chap dat", "7"),
        ("3", "3"),
    ],
)
def test_the_right_one_stands_first(words, code):
    assert first(words) == code


@pytest.mark.parametrize("words", ["", "   ", "xyzzy qwerty", "tôi muốn làm thủ tục"])
def test_words_that_say_nothing_find_nothing(words):
    assert INDEX.search(words) == []


def test_marks_that_differ_weigh_less_than_none():
    scores = {words: next((h.score for h in INDEX.search(words) if h.code == "3"), 0) for words in ("khai tử", "khai tu", "khai tự")}
    assert scores["khai tử"] == scores["khai tu"] > scores["khai tự"]


def test_a_hit_says_why():
    assert ("saying", "giấy phép lái xe") in INDEX.search("bằng lái")[0].why
    assert dict(INDEX.search("ho chieuu")[0].why)["typo"]
    assert dict(INDEX.search("khai sinh")[0].why)["name"].startswith("khai")


@pytest.mark.parametrize("word", ["hóa", "hoá", "chiếu", "giấy", "đường", "khai", "tử", "mùa", "tuần", "quyền", "nghiệp", "thuế"])
def test_a_syllable_is_spelt_again_as_people_write_it(word):
    assert spelt(tokens(word)[0].said) in (word, "hóa")


def test_tones_may_stand_on_either_vowel():
    assert tokens("hoá") == tokens("hóa")


def test_every_event_has_an_icon_both_languages_and_procedures():
    for event in GUIDE.events:
        assert event.icon in SHAPES
        assert event.title.keys() == event.behind.keys() == {"vi", "en"}
        assert event.codes
        assert len(set(event.codes)) == len(event.codes)
    assert {"sinh-con", "ket-hon", "mat-nguoi-than", "mo-cua-hang", "xay-nha", "di-nuoc-ngoai"} <= {event.key for event in GUIDE.events}


def test_a_saying_stands_once_and_means_something_else():
    said = [say for saying in GUIDE.sayings for say in saying.say]
    assert sorted({say for say in said if said.count(say) > 1}) == []
    assert all(saying.means not in saying.say for saying in GUIDE.sayings)


def test_rows_hold_in_their_own_days(tmp_path):
    file = tmp_path / "finding.toml"
    file.write_text(
        'valid_from = 2026-01-01\nportal = "p"\n[[saying]]\nsay = ["a"]\nmeans = "b"\nvalid_to = 2026-06-30\n', encoding="utf-8"
    )
    assert len(read_guide(file, date(2026, 6, 30)).sayings) == 1
    assert read_guide(file, date(2026, 7, 1)).sayings == ()
    assert read_guide(file, date(2025, 12, 31)).sayings == ()
