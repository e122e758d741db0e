"""A form as plain data: to the editor's text and back without loss, conditions as lines, what is wrong, what refers to what."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.declaring import changing, comparing, conditions, fields, files, limits, problems, references, shape
from motcua.catalogue.models import words
from motcua.catalogue.reading import BUILTIN
from motcua.ui.forms import Form
from motcua.ui.forms.conditions import holds
from motcua.ui.forms.paths import PATHS
from motcua.ui.forms.schema import SOURCES
from motcua.ui.forms.sources import NAMES
from tests.ui import declared
from tests.ui.test_definition import CHANGES

CODES = sorted(path.parent.name for path in BUILTIN.glob("*/form.json"))


def data_of(code: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((BUILTIN / code / "form.json").read_text("utf-8"))
    return loaded


def both(vi: str) -> dict[str, str]:
    return {"vi": vi, "en": f"{vi} (en)"}


def small() -> dict[str, Any]:
    """Two pages: whether one has children, who they are; the agency."""
    data, first = changing.add_page(shape.empty(), both("Gia đình"))
    data, place = changing.add_question(data, first, both("Có con không"), "radios", field="has")
    given_ = fields.edited(shape.spot(data, place))  # type: ignore[arg-type]
    rows = [{**dict.fromkeys(fields.OPTION_FIELDS, ""), "value": v, "vi": v, "en": v} for v in ("yes", "no")]
    data, wrong = fields.written(data, place, fields.Edited(given_.typed, rows, []))
    assert not wrong
    data, group = changing.add_group(data, first, both("Con"), both("người con"))
    data, _ = changing.add_question(data, first, both("Tên"), "text", group=group, field="name")
    data, second = changing.add_page(data, both("Nơi nộp"))
    data, _ = changing.add_question(data, second, both("Cơ quan"), "agency", field="agency")
    return changing.set_condition(data, f"question:{group}", {"field": "has", "is": "yes"})


@pytest.mark.parametrize("code", CODES)
def test_every_form_that_ships_goes_through_the_editor_and_comes_back_the_same(code):
    data = data_of(code)
    assert problems.problems(data) == []
    for each in shape.spots(data):
        made, wrong = fields.written(data, each.place, fields.edited(each))
        assert (made, wrong) == (data, {}), each.place
        for condition in [each.item.get("show_if"), *(told.get("when") for told in changing.prefills(each.item))]:
            made_again = conditions.made(conditions.rows_of(condition), conditions.askable(data, each.place))
            assert made_again == conditions.Made(condition)
    assert comparing.differences(data, data) == []
    read = files.read(files.written(code, 1, both("Tên"), data))
    assert (read.key, read.data, read.wrong) == (code, data, ())


def test_a_form_made_in_the_editor_is_one_that_citizens_can_fill_in():
    data = small()
    assert problems.problems(data) == []
    form = Form.from_data(data)
    assert [page.id for page in form.pages({})] == ["gia_dinh", "noi_nop"]
    assert [item.field for item in form.pages({"has": "yes"})[0].visible({"has": "yes"})] == ["has", "con"]
    assert [item.field for item in form.pages({"has": "no"})[0].visible({"has": "no"})] == ["has"]


KNOWN = {
    "kind": conditions.Asked(both("Loại"), "choice", (("a", both("A")), ("b", both("B")))),
    "agree": conditions.Asked(both("Đồng ý"), "tick", conditions.TICKED),
    "count": conditions.Asked(both("Số"), "integer"),
}
TESTS = st.one_of(
    st.sampled_from([{"field": "kind", "is": "a"}, {"field": "agree", "is": True}, {"field": "agree", "is": False}]),
    st.sampled_from([{"field": "kind", "in": ["a", "b"]}, {"field": "count", "in": [1, 3]}, {"field": "count", "is": 2}]),
    st.builds(lambda field, on: {"field": field, "given": on}, st.sampled_from(sorted(KNOWN)), st.booleans()),
)
TREES = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner.filter(lambda part: "not" not in part)),
    ),
    max_leaves=8,
)
ANSWERS = st.fixed_dictionaries({}, optional={"kind": st.sampled_from("ab"), "agree": st.booleans(), "count": st.integers(0, 3)})


@given(TREES)
def test_any_condition_is_the_same_after_it_was_lines_of_selects(condition):
    rows = conditions.rows_of(condition)
    assert conditions.made(rows, KNOWN) == conditions.Made(condition)
    assert str(conditions.said(condition, KNOWN, words))


@given(st.lists(TREES, min_size=2, max_size=3), ANSWERS)
def test_lines_beside_each_other_must_all_hold(parts, answers):
    made = conditions.made([row for part in parts for row in conditions.rows_of(part)], KNOWN)
    assert holds(made.condition, answers) == all(holds(part, answers) for part in parts)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([conditions.Row(field="gone", values=("a",))], "Chọn câu hỏi"),
        ([conditions.Row(field="kind")], "Chọn một câu trả lời"),
        ([conditions.Row(field="kind", how="in")], "Chọn ít nhất một"),
        ([conditions.Row(field="kind", values=("c",))], "không có câu trả lời “c”"),
        ([conditions.Row(field="count", values=("nhiều",))], "ghi số"),
        ([conditions.Row(kind="any")], "cần ít nhất một điều bên dưới"),
        ([conditions.Row(level=2, field="kind", values=("a",))], "Cấp 2 phải nằm dưới"),
    ],
)
def test_a_line_that_says_nothing_is_refused_with_the_reason(rows, says):
    made = conditions.made(rows, KNOWN)
    assert made.condition is None
    assert says in str(made.wrong[0])


def test_a_condition_reads_as_a_sentence():
    condition = {
        "all": [{"field": "kind", "in": ["a", "b"]}, {"any": [{"field": "agree", "is": True}, {"field": "count", "given": False}]}]
    }
    said = str(conditions.said(condition, KNOWN, words))
    assert said == "“Loại” là một trong “A”, “B” và (“Đồng ý” là “Có đánh dấu” hoặc “Số” chưa được trả lời)"


def test_what_refers_to_a_question_is_named_and_a_page_counts_what_it_asks():
    data = small()
    assert [str(each) for each in references.needed_inside(data, "has")] == ["điều kiện của câu hỏi “Con”"]
    assert references.needed_inside(data, "con") == []
    assert references.needed_of_page(data, "gia_dinh") == []
    moved = changing.send_question(data, "con", "noi_nop")
    assert [str(each) for each in references.needed_of_page(moved, "gia_dinh")] == ["điều kiện của câu hỏi “Con”"]
    rules = data_of("1.001193")  # if … then … between answers
    assert "quy tắc giữa nhiều câu hỏi" in {str(ref.what) for _place, ref in references.inside(rules)}


def test_a_form_with_a_hole_says_every_hole_with_its_place():
    data = changing.remove_question(small(), "has")
    data, page = changing.add_page(data, both("Trống"))
    data, _ = changing.add_question(data, page, both("Chọn gì"), "select", field="choose")
    data = changing.remove_question(data, "agency")
    found = [(each.page, each.place, each.why) for each in problems.problems(data)]
    assert ("noi_nop", "", "Trang này chưa có câu hỏi.") in found
    assert ("gia_dinh", "con", "Điều kiện xét câu hỏi “has”, mà tờ khai không hỏi.") in found
    assert ("trong", "choose", "Câu hỏi này cần ít nhất hai câu trả lời để chọn.") in found
    assert ("", "", "Tờ khai chưa hỏi cơ quan giải quyết hồ sơ: thêm câu hỏi loại ấy.") in found


def test_what_cannot_be_is_said_at_its_input_and_the_data_stay_as_they_were():
    data = small()
    before = json.dumps(data)
    here = shape.spot(data, "has")
    assert here
    typed = {**fields.edited(here).typed, "label_en": "", "widget": "number", "least": "nhiều", "hint_vi": "Chỉ tiếng Việt"}
    _made, wrong = fields.written(data, "has", fields.Edited(typed, [], []))
    assert set(wrong) == {"label_en", "hint_en", "least"}
    typed |= {"label_en": "Children", "hint_en": "Only", "least": "5", "most": "2"}
    assert set(fields.written(data, "has", fields.Edited(typed, [], []))[1]) == {"most"}
    rows = [{**dict.fromkeys(fields.OPTION_FIELDS, ""), "value": "x", "vi": "Một", "en": "One"}] * 2
    assert set(fields.written(data, "has", fields.Edited({**typed, "widget": "radios"}, rows, []))[1]) == {"option-1-value"}
    assert json.dumps(data) == before


def test_differences_are_told_by_property_before_and_after():
    old = small()
    new, _ = changing.add_question(old, "noi_nop", both("Điện thoại"), "phone", field="phone")
    here = shape.spot(new, "has")
    assert here
    new, _ = fields.written(
        new,
        "has",
        fields.Edited(
            {**fields.edited(here).typed, "required": "", "hint_vi": "Kể cả con nuôi", "hint_en": "Adopted too"},
            fields.edited(here).options,
            [],
        ),
    )
    new = changing.remove_question(changing.set_condition(new, "question:con", None), "con")
    told = {(each.kind, each.what): [(c.name, c.before, c.after) for c in each.changes] for each in comparing.differences(old, new)}
    assert told[("added", "Câu hỏi “Điện thoại”")] == []
    assert told[("removed", "Câu hỏi “Con”")] == []
    assert ("Bắt buộc", "có", "không") in told[("changed", "Câu hỏi “Có con không”")]
    assert ("Gợi ý", "", "Kể cả con nuôi / Adopted too") in told[("changed", "Câu hỏi “Có con không”")]


PAGE = {"id": "p", "title": both("P"), "questions": [{"field": "b"}]}
UNASKED = {"schema": {"type": "object", "properties": {"a": {}}}, "layout": {"pages": [PAGE]}}


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"{", "1:2"),
        (b"[]", "format"),
        (b'{"format": "other"}', "format"),
        (b'{"schema": {}, "layout": {}}', "schema"),
        (json.dumps(UNASKED).encode(), "pages[0].questions[0]"),
        (b"\xff\xfe", ""),
        (b"[" * 100_000, ""),
        (b" " * (files.MOST_BYTES + 1), ""),
    ],
    ids=["not json", "a list", "another format", "no schema", "a field without schema", "no utf-8", "too deep", "too big"],
)  # fmt: skip
def test_a_file_that_is_no_form_is_refused_with_the_place(content, place):
    read = files.read(content)
    assert read.wrong
    assert place in str(read.wrong[0][0])
    assert str(read.wrong[0][1])


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "schema",
                        "layout",
                        "pages",
                        "type",
                        "properties",
                        "id",
                        "title",
                        "vi",
                        "en",
                        "questions",
                        "field",
                        "widget",
                        "show_if",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_no_file_whatever_makes_the_reader_fail(told):
    read = files.read(json.dumps(told).encode())
    assert read.wrong or Form.from_data(read.data)


def test_every_source_has_a_name_and_values_to_choose():
    assert set(PATHS) == set(SOURCES)
    assert set(SOURCES) <= set(NAMES)
    assert all(paths and len({each.name for each in paths}) == len(paths) for paths in PATHS.values())


def test_every_kind_of_question_begins_with_a_rule_the_form_can_be_read_with():
    for widget in fields.WIDGET_NAMES:
        data, page = changing.add_page(shape.empty(), both("Trang"))
        data, place = changing.add_question(data, page, both("Câu hỏi"), widget)
        if widget in ("radios", "select"):
            assert any(each.place == place for each in problems.problems(data))
            continue
        assert Form.from_data(data).items()[place].schema == limits.first_rule(widget)  # type: ignore[union-attr]


def test_an_answer_is_offered_only_when_its_condition_holds():
    data = changing.set_condition(data_of("1.001193"), "option:relation:grandparent", {"field": "phone", "given": True})
    form = Form.from_data(data)
    item = form.items()["relation"]
    page = form.page_of("relation")
    assert page
    offered = {option.value for each in page.visible({}) if each.field == "relation" for option in each.options}  # type: ignore[union-attr]
    assert "grandparent" not in offered
    assert {option.value for option in item.options} - offered == {"grandparent"}  # type: ignore[union-attr]
    wrong = form.check({"relation": "grandparent"})
    assert "relation" in {each.field for each in wrong}
    assert "relation" not in {each.field for each in form.check({"relation": "grandparent", "phone": "0912345678"})}


def test_a_condition_that_waits_for_an_answer_nobody_can_give_is_a_problem():
    data = changing.set_condition(
        small(), "question:con", {"any": [{"field": "has", "is": "yes"}, {"field": "has", "in": ["maybe", "no"]}]}
    )
    assert [each.why for each in problems.problems(data)] == ["Điều kiện chờ câu trả lời “maybe” mà câu hỏi “has” không có."]
    assert problems.problems(data)[0].place == "con"


@pytest.mark.parametrize(("said", "change"), CHANGES, ids=[said for said, _ in CHANGES])
def test_every_reason_of_the_reader_is_told_to_officers_in_their_words(said, change):
    data = declared.data()
    change(data)
    place, why = files.read(json.dumps(data).encode()).wrong[0]
    assert said.split(":")[0] in str(place)
    assert str(why)[0].isupper()
    assert "JSON Schema" not in str(why) or said == "schema:"
    assert "needs" not in str(why)


@pytest.mark.parametrize(
    "rule",
    [{"$ref": "https://example.org/x"}, {"type": "string", "pattern": "(a+)+$"}, {"pattern": "("}, {"anyOf": [{"pattern": "a" * 201}]}],
    ids=["the network", "a pattern without end", "no pattern", "a long pattern deep inside"],
)
def test_rules_that_reach_out_or_never_end_are_not_taken_in(rule):
    data = small()
    data["schema"]["properties"]["has"] = rule
    place, _why = files.read(json.dumps(data).encode()).wrong[0]
    assert str(place).startswith("schema.properties.has")
