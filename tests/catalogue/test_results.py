"""Result templates as the office writes them: the editor gives back what ships, places go by name, what cannot be printed is named."""

import copy
import json
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.filling import fill, lines, places_in, wanted
from motcua.catalogue.reading import BUILTIN, read
from motcua.catalogue.results import buttons, editing, fields, palette, sample, shape, telling
from motcua.catalogue.results.palette import Place
from motcua.ui.forms import Form, Question

SHIPPED = sorted(BUILTIN.glob("*/templates/*.json"))
REPLY = BUILTIN / "1.000656" / "templates" / "tu-choi.json"


def data(path=REPLY):
    return json.loads(path.read_text("utf-8"))


def names(path=REPLY, template=None):
    """The palette of a template that ships, with the form it ships beside."""
    template = template or data(path)
    form = Form.from_data(read(path.parent.parent).form)
    return palette.places_of(form, fields.rows_of(template["form"], template.get("defaults", {})))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.parent.name}/{path.stem}")
def test_the_editor_gives_back_every_template_that_ships_unchanged(path):
    template, known = data(path), names(path)
    state = editing.state_of(template)
    assert editing.kept(editing.shown(state, known), known) == state
    back, wrong = editing.data_of(state, template, known)
    assert [problem.why for problem in wrong] == []
    assert back == {"subtitle": "", **template}


def test_every_place_has_a_name_of_its_own():
    for path in SHIPPED:
        known = [place.name for place in names(path).places]
        assert len(known) == len(set(known)), path


def test_places_are_typed_by_name_by_english_name_or_by_key():
    known = names()
    for typed in ("{Mã hồ sơ}", "{mã hồ sơ }", "{ma ho so}", "{dossier.code}"):
        assert known.kept(f"Hồ sơ {typed}.") == "Hồ sơ {dossier.code}."
    assert known.shown("{fields.reason}") == "{Lý do, kèm điều luật}"
    assert known.kept("{The reason, with the article}") == "{fields.reason}"


def test_an_unknown_place_is_told_at_its_line_with_the_nearest_name():
    template, known = data(), names()
    state = editing.kept(editing.state_of(template), known)
    state["body"][1]["text"] += " {Mã hồ xơ}"
    state["body"][3]["when"] = "Lý do khác"
    wrong = {problem.at: problem.why for problem in editing.data_of(state, template, known)[1]}
    assert wrong == {
        "body-1-text": "Không có chỗ điền “Mã hồ xơ”. Gần nhất: “Mã hồ sơ”.",
        "body-3-when": "Không có chỗ điền “Lý do khác”. Gần nhất: “Lý do, kèm điều luật”.",
    }


def test_places_of_one_name_are_told_apart_by_what_they_belong_to():
    known = palette.Palette(
        [Place("a.x", "Ngày sinh", "Người mẹ"), Place("a.y", "Ngày sinh", "Người cha"), Place("a.z", "Nơi sinh", "Con")]
    )
    assert [place.name for place in known.places] == ["Ngày sinh (Người mẹ)", "Ngày sinh (Người cha)", "Nơi sinh"]
    alike = palette.Palette([Place("a.x", "Tên", "Con"), Place("a.y", "Tên", "Con")])
    assert len({place.name for place in alike.places}) == 2
    assert alike.key_of(alike.places[1].name) == "a.y"


def test_a_field_whose_label_changed_is_still_meant_by_its_old_name():
    rows = [{**fields.rows_of(data()["form"], {})[0], "was": "Lý do, kèm điều luật", "label_vi": "Vì sao"}]
    known = palette.places_of(None, rows)
    assert known.kept("{Lý do, kèm điều luật}") == "{fields.reason}"
    assert known.shown("{fields.reason}") == "{Vì sao}"


def test_parts_and_lines_are_added_moved_and_taken_out():
    state = editing.state_of(data())
    more, anchor = buttons.changed(state, "add body 1 facts")
    assert (more["body"][1]["kind"], len(more["body"]), anchor) == ("facts", 5, "body-1")
    two, anchor = buttons.changed(more, "add body-1-rows 1")
    assert (len(two["body"][1]["rows"]), anchor) == (2, "body-1-rows-1")
    down, _ = buttons.changed(two, "down body 1")
    assert down["body"][2]["kind"] == "facts"
    gone, _ = buttons.changed(down, "remove body 2")
    assert gone["body"] == state["body"]
    assert buttons.changed(state, "up basis 0")[0]["basis"] == state["basis"]


@given(st.text(max_size=60))
def test_no_button_breaks_a_state(what):
    for said in (what, f"add {what}", f"remove body {what}", f"place {what}"):
        made, _anchor = buttons.changed(editing.state_of(data()), said)
        assert set(made) == set(editing.state_of(data()))


def test_a_place_is_put_at_the_end_of_the_text_it_was_asked_for():
    made, anchor = buttons.changed(editing.state_of(data()), "place body-0-text dossier.code")
    assert made["body"][0]["text"].endswith("{dossier.code}")
    assert anchor == "body-0-text"
    unchanged, _ = buttons.changed(editing.state_of(data()), "place body-0-kind dossier.code")
    assert unchanged == editing.state_of(data())


def test_an_officers_field_is_added_changed_and_kept_by_its_own_name():
    template = data()
    rows = fields.named([*fields.rows_of(template["form"], {}), {**fields.EMPTY, "label_vi": "Nơi cất giữ", "kind": "textarea"}])
    assert rows[-1]["name"] == "noi_cat_giu"
    form, _defaults, wrong = fields.form_of(rows, template["form"])
    assert wrong == []
    made = Form.from_data(form).items()["noi_cat_giu"]
    assert isinstance(made, Question)
    assert (made.widget, made.required, str(made.label)) == ("textarea", True, "Nơi cất giữ")
    assert form["schema"]["properties"]["reason"] == template["form"]["schema"]["properties"]["reason"]
    less, _, _ = fields.form_of(rows[1:], form)
    assert "reason" not in less["schema"]["properties"]


def test_choices_keep_their_values_when_their_words_stay():
    first, _, _ = fields.form_of(
        [{**fields.EMPTY, "name": "way", "label_vi": "Cách", "kind": "radios", "options": "Một\nHai | Two"}], shape.BLANK["form"]
    )
    options = first["layout"]["pages"][0]["questions"][0]["options"]
    assert [option["label"] for option in options] == [{"vi": "Một", "en": "Một"}, {"vi": "Hai", "en": "Two"}]
    again, _, _ = fields.form_of(fields.rows_of(first, {}), first)
    assert again == first
    assert fields.form_of([{**fields.EMPTY, "name": "way", "label_vi": "Cách", "kind": "radios", "options": "Một"}], first)[2]


CONDITIONS = {"answers": {"a": "Có", "b": ""}}


@pytest.mark.parametrize(
    ("when", "met"),
    [
        ("answers.a", True),
        ("answers.b", False),
        ({"place": "answers.b", "empty": True}, True),
        ({"place": "answers.a", "empty": True}, False),
        ({"place": "answers.a", "is": "Có"}, True),
        ({"place": "answers.a", "is": "Không"}, False),
        ({"place": "answers.a"}, True),
    ],
)
def test_a_condition_asks_for_something_nothing_or_certain_words(when, met):
    assert wanted(when, CONDITIONS) is met
    assert fill([{"when": when, "line": "x"}], CONDITIONS) == (["x"] if met else [])
    assert places_in({"when": when}) == {when if isinstance(when, str) else when["place"]}


def test_conditions_of_every_kind_go_through_the_editor():
    template = {**data(), "basis": [{"when": {"place": "answers.dead_name", "is": "X"}, "line": "Căn cứ"}]}
    template["body"] = [
        {
            "when": {"place": "fields.advice", "empty": True},
            "table": {"head": ["A|B", "C"], "rows": [["1", ""], {"when": "fields.reason", "row": ["2", "3"]}]},
        },
        {"note": "Nhỏ"},
    ]
    assert shape.faults(template) == []
    back, wrong = editing.data_of(editing.state_of(template), template, names(template=template))
    assert wrong == []
    assert back == template


def test_lines_know_where_they_stand_whatever_is_left_out():
    template = {"body": [{"when": "answers.b", "text": "weg"}, {"facts": [["Tên", "{answers.a}"]]}]}
    found = {line.place: line.text for line in lines(template, CONDITIONS)}
    assert found == {"body.1.facts.0.0": "Tên", "body.1.facts.0.1": "Có"}
    assert fill(template, CONDITIONS, {"body.1.facts.0.1": "Không"}) == {"body": [{"facts": [["Tên", "Không"]]}]}


BROKEN: list[Any] = [
    None,
    [],
    {},
    {"title": 1},
    {**shape.BLANK, "extra": 1},
    {**data(), "body": []},
    {**data(), "body": [{"text": "a", "note": "b"}]},
    {**data(), "body": [{"facts": [["Một"]]}]},
    {**data(), "body": [{"table": {"head": ["A", "B"], "rows": [["1"]]}}]},
    {**data(), "body": [{"when": {"place": "x"}, "text": "a"}]},
    {**data(), "body": [{"when": "answers.a}{answers.b", "text": "a"}]},
    {**data(), "body": [{"facts": [["Nhãn", "x"]] * 60}] * 3},
    {**data(), "title": {"vi": "A"}},
    {**data(), "symbol": ""},
    {**data(), "basis": [1]},
    {**data(), "form": {"schema": 1}},
    {**data(), "form": "x"},
    {**data(), "defaults": {"none": "x"}},
]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: str(broken)[:30])
def test_what_is_no_template_is_named_and_never_raises(broken):
    found = shape.faults(broken)
    assert found
    assert all(str(says) for _at, says in found)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["when", "text", "facts", "table", "head", "rows", "row", "place"]), inner, max_size=3)
        ),
        max_leaves=8,
    )
)
def test_any_body_is_judged_and_what_passes_can_be_filled(body):
    template = {**copy.deepcopy(data()), "body": body}
    if not shape.faults(template):
        fill(template, sample.values_of({}))
        assert telling.of_data(template, names())


def test_a_preview_has_words_for_every_place_and_says_which_conditions_are_met():
    template, known = data(), names()
    form = Form.from_data(read(REPLY.parent.parent).form)
    words = sample.words_of(form, None, template)
    assert all(words.get(key) for key, _name in sample.asked(template, known))
    assert words["fields.advice"] == template["defaults"]["advice"]
    told = sample.conditions(template, sample.values_of({**words, "fields.advice": ""}), known)
    assert told == [("{Hướng dẫn người yêu cầu}", "chỉ in khi “Hướng dẫn người yêu cầu” có nội dung", False)]


def test_no_more_is_added_than_one_page_can_send():
    state = editing.state_of(data())
    while not buttons.full(state, "fields"):
        state, _anchor = buttons.changed(state, f"add fields {len(state['fields'])}")
    assert len(state["fields"]) == shape.MOST_FIELDS
    assert buttons.changed(state, "add fields 0")[0] == state
    for _part in range(shape.MOST_PARTS + 5):
        state, _anchor = buttons.changed(state, "add body 0 facts")
    while not buttons.full(state, "body-0-rows"):
        state, _anchor = buttons.changed(state, "add body-0-rows 0")
    assert len(state["body"]) == shape.MOST_PARTS
    inputs = sum(7 * (1 + len(part["rows"])) for part in state["body"]) + 9 * len(state["fields"])
    assert inputs < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
