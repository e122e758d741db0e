"""Pages, the whole check, the summary, and what the state fills in."""

from datetime import UTC, date, datetime

from motcua.ui.forms import edited, fill_in, locked
from tests.ui import declared

AT = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)
GOOD = {"relation": "self", "name": "Nguyễn Thị Hạnh", "born": "1994-03-14", "sworn": True}


def test_only_pages_that_ask_something_are_shown_and_counted() -> None:
    form = declared.form()
    assert [(page.id, page.number, page.total) for page in form.pages({})] == [("who", 1, 2), ("rest", 2, 2)]
    assert [page.id for page in form.pages({"relation": "other"})] == ["who", "proof", "rest"]


def test_one_goes_on_and_back_over_visible_pages() -> None:
    form = declared.form()
    after, before = form.next_page("who", {}), form.previous_page("rest", {"relation": "other"})
    assert after is not None
    assert after.id == "rest"
    assert before is not None
    assert before.id == "proof"
    assert form.next_page("rest", {}) is None
    assert form.previous_page("who", {}) is None
    assert form.page("proof", {}) is None


def test_answers_to_hidden_questions_are_dropped() -> None:
    answers = {**GOOD, "proof": "giấy cũ", "unknown": 1, "copies": [{}, {"to": "A"}, "garbage"]}
    assert declared.form().visible_answers(answers) == {**GOOD, "copies": [{"to": "A"}]}


def test_a_hidden_question_needs_no_answer() -> None:
    form = declared.form()
    assert form.check(GOOD, date(2026, 11, 23)) == []
    assert [error.field for error in form.check({**GOOD, "relation": "other"})] == ["proof"]


def test_the_whole_check_speaks_in_the_order_asked() -> None:
    assert [error.field for error in declared.form().check({"how_many": 99})] == ["relation", "name", "born", "how_many", "sworn"]


def test_answers_of_another_kind_than_asked_are_errors_not_crashes() -> None:
    errors = declared.form().check({"relation": ["self"], "name": 3, "born": {"a": 1}, "sworn": "yes", "copies": 7})
    assert [error.field for error in errors] == ["relation", "name", "born", "sworn"]


def test_rules_between_fields_come_from_the_schema() -> None:
    data = declared.data()
    data["schema"]["dependentRequired"] = {"email": ["phone"]}
    form = type(declared.form()).from_data(data)
    assert [error.field for error in form.check({**GOOD, "email": "a@example.vn"})] == ["phone"]


def test_the_summary_is_in_words_of_either_language() -> None:
    answers = {**GOOD, "ways": ["post", "mail"], "copies": [{"to": "Trường A", "count": 2}]}
    sections = declared.form().summary(answers)
    assert [section.page_id for section in sections] == ["who", "rest"]
    assert [tuple(row) for row in sections[0].rows] == [
        ("Bạn là ai?", "Chính tôi"),
        ("Họ và tên", "Nguyễn Thị Hạnh"),
        ("Ngày sinh", "14/03/1994"),
    ]
    english = {row.label: row.value for row in declared.form().summary(answers, "en")[1].rows}
    assert english == {"I swear": "Yes", "Tell by": "Post; Mail", "copy 1: To whom": "Trường A", "copy 1: How many": "2"}


def test_what_is_known_is_filled_in_with_its_source() -> None:
    form = declared.form()
    answers, sources = fill_in(form, {"relation": "self"}, {}, {"population": ({"name": "Nguyễn Thị Hạnh"}, AT)})
    assert answers["name"] == "Nguyễn Thị Hạnh"
    assert sources == {"name": {"source": "population", "path": "name", "at": AT.isoformat()}}
    assert locked(sources) == {"name"}


def test_what_no_longer_applies_goes_out_again() -> None:
    form = declared.form()
    known = {"population": ({"name": "Nguyễn Thị Hạnh"}, AT)}
    answers, sources = fill_in(form, {"relation": "self"}, {}, known)
    assert fill_in(form, {**answers, "relation": "other"}, sources, known) == ({"relation": "other"}, {})


def test_what_the_person_wrote_anew_is_not_filled_in_again() -> None:
    form = declared.form()
    known = {"population": ({"name": "Nguyễn Thị Hạnh"}, AT)}
    answers, sources = fill_in(form, {"relation": "self"}, {}, known)
    sources = edited(sources, {"name"}, AT)
    assert locked(sources) == set()
    assert fill_in(form, {"relation": "self"}, sources, known).answers == {"relation": "self"}
