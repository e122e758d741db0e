"""What people type is read kindly; what is wrong is said plainly; nothing typed is lost."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from tests.ui import declared

TODAY = date(2026, 11, 23)


def _who(**changes: list[str]) -> dict[str, list[str]]:
    return {**declared.WHO, **{name.replace("__", "-"): value for name, value in changes.items()}}


def test_a_page_is_read_into_clean_answers() -> None:
    read = declared.form().read("who", declared.WHO, {}, today=TODAY)
    assert read.complete
    assert read.answers == {"relation": "self", "name": "Nguyễn Thị Hạnh", "born": "1994-03-14", "number": "001194012372"}


@pytest.mark.parametrize("typed", ["1/2/2026", "01-02-2026", "1.2.2026", "2026-02-01", " 1 / 2 / 2026 "])
def test_a_whole_date_typed_into_the_day_is_understood(typed: str) -> None:
    read = declared.form().read("who", _who(born__day=[typed], born__month=[""], born__year=[""]), {})
    assert read.answers["born"] == "2026-02-01"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"born__day": [""], "born__month": [""], "born__year": [""]}, "Ghi ngày sinh, ví dụ 14/3/1994"),
        ({"born__year": ["94"]}, "Năm phải có 4 chữ số, ví dụ 2009"),
        ({"born__day": ["31"], "born__month": ["2"]}, "Ghi ngày, tháng, năm có thật, ví dụ 14/3/1994"),
        ({"born__day": ["mười"]}, "Ghi ngày, tháng, năm có thật, ví dụ 14/3/1994"),
        ({"born__year": ["2027"]}, "Ngày sinh không được sau hôm nay"),
        ({"name": ["  "]}, "Ghi họ và tên"),
        ({"name": ["A"]}, "Ghi đầy đủ hơn, ít nhất 2 ký tự"),
        ({"name": ["A" * 61]}, "Rút ngắn còn nhiều nhất 60 ký tự"),
        ({"relation": ["nobody"]}, "Chọn một trong các câu trả lời có sẵn"),
        ({"relation": []}, "Chọn một câu trả lời"),
        ({"number": ["12"]}, "Số định danh cá nhân có 12 chữ số, ví dụ 001094000123"),
    ],
)
def test_each_wrong_answer_gets_its_sentence(changes: dict[str, list[str]], message: str) -> None:
    read = declared.form().read("who", _who(**changes), {}, today=TODAY)
    assert [error.message for error in read.errors] == [message]


def test_the_sentence_is_in_the_language_of_the_page() -> None:
    with translation.override("en"):
        read = declared.form().read("who", _who(name=[""]), {})
    assert [error.message for error in read.errors] == ["Enter full name"]


def test_the_layout_may_say_it_better() -> None:
    data = declared.data()
    data["layout"]["pages"][0]["questions"][1]["messages"] = {"required": declared.words("Ghi tên như trong căn cước")}
    read = type(declared.form()).from_data(data).read("who", _who(name=[""]), {})
    assert [error.message for error in read.errors] == ["Ghi tên như trong căn cước"]


def test_what_was_typed_wrong_is_shown_again_and_the_rest_is_kept() -> None:
    read = declared.form().read("who", _who(born__year=["94"]), {})
    assert read.raw["born-year"] == ["94"]
    assert "born" not in read.answers
    assert read.answers["name"] == "Nguyễn Thị Hạnh"


@pytest.mark.parametrize(
    ("field", "typed", "answer"),
    [
        ("phone", "+84 912.345.678", "0912345678"),
        ("phone", "024 3825 3536", "02438253536"),
        ("how_many", " 2 ", 2),
        ("how_many", "2,0", 2),
        ("year", "2009", 2009),
        ("email", "hanh@example.vn", "hanh@example.vn"),
        ("note", "dòng một\r\n  dòng hai ", "dòng một\ndòng hai"),
        ("name", "Nguye\u0302\u0303n", "Nguyễn"),
    ],
)
def test_many_ways_of_writing_are_one_answer(field: str, typed: str, answer: Any) -> None:
    page = "who" if field == "name" else "rest"
    assert declared.form().read(page, {field: [typed]}, {}).answers[field] == answer


@pytest.mark.parametrize(
    ("field", "typed"), [("phone", "12"), ("email", "hanh@"), ("how_many", "hai"), ("how_many", "1.5"), ("how_many", "10"), ("year", "09")]
)
def test_what_cannot_be_understood_is_an_error_at_its_field(field: str, typed: str) -> None:
    read = declared.form().read("rest", {field: [typed], "sworn": ["yes"]}, {})
    assert [error.anchor for error in read.errors] == [field]


def test_a_promise_must_be_ticked() -> None:
    read = declared.form().read("rest", {"_shown": ["sworn"]}, {})
    assert [error.field for error in read.errors] == ["sworn"]
    assert declared.form().read("rest", {"sworn": ["yes"]}, {}).answers["sworn"] is True


def test_a_locked_value_is_not_changed_by_a_post() -> None:
    read = declared.form().read("who", _who(name=["Kẻ Gian"]), {"name": "Nguyễn Thị Hạnh"}, locked={"name"})
    assert read.answers["name"] == "Nguyễn Thị Hạnh"


def test_a_locked_value_said_to_be_wrong_becomes_a_question() -> None:
    read = declared.form().read("who", {"_edit": ["name,born"]}, {"name": "Nguyễn Thị Hạnh"}, locked={"name"})
    assert read.edit == {"name"}
    assert read.stay
    assert not read.errors
    assert read.answers["name"] == "Nguyễn Thị Hạnh"


def test_a_locked_value_that_cannot_stand_is_asked() -> None:
    read = declared.form().read("who", _who(name=["Nguyễn Thị Hạnh"]), {"name": "A"}, locked={"name"})
    assert read.answers["name"] == "Nguyễn Thị Hạnh"


def test_rows_are_added_and_removed_without_scripts() -> None:
    form = declared.form()
    posted = {"copies-count": ["2"], "copies-0-to": ["Trường A"], "copies-1-to": ["Trường B"], "copies-1-count": ["x"]}
    added = form.read("rest", {**posted, "_add": ["copies"]}, {})
    assert added.stay
    assert not added.errors
    assert added.answers["copies"] == [{"to": "Trường A"}, {"to": "Trường B"}, {}]
    removed = form.read("rest", {**posted, "_remove": ["copies:0"]}, {})
    assert removed.answers["copies"] == [{"to": "Trường B"}]
    assert removed.raw["copies-0-count"] == ["x"]


def test_no_more_rows_than_the_group_takes() -> None:
    posted = {f"copies-{at}-to": ["x"] for at in range(60)} | {"copies-count": ["999"], "_add": ["copies"]}
    assert len(declared.form().read("rest", posted, {}).answers["copies"]) == 3


def test_errors_in_rows_point_at_their_row() -> None:
    posted = {"copies-count": ["3"], "copies-0-to": ["A"], "copies-1-count": ["0"], "copies-2-to": [""], "sworn": ["yes"]}
    read = declared.form().read("rest", posted, {})
    assert [error.field for error in read.errors] == ["copies-1-to"]
    assert len(read.answers["copies"]) == 2


def test_a_question_that_appears_keeps_the_page() -> None:
    data = declared.data()
    data["layout"]["pages"][0]["questions"][3]["show_if"] = {"field": "relation", "is": "self"}
    data["schema"]["required"].append("number")
    form = type(declared.form()).from_data(data)
    posted = {name: value for name, value in declared.WHO.items() if name != "number"}
    read = form.read("who", {**posted, "_shown": ["relation name born"]}, {})
    assert read.stay
    assert not read.errors


def test_a_page_that_does_not_exist_is_a_look_up_error() -> None:
    with pytest.raises(LookupError):
        declared.form().read("nowhere", {}, {})


def test_the_dense_page_is_read_at_once() -> None:
    read = declared.form().read_all({**declared.WHO, "sworn": ["yes"], "year": ["2009"]}, {})
    assert read.complete
    assert read.answers["year"] == 2009
