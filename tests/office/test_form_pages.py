"""Pages of the form editor as browsers send them: saved unchanged, nothing changes; groups and conditions inside them."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from motcua.catalogue.declaring import shape
from motcua.catalogue.models import FormDraft
from tests import make
from tests.office.test_forms import send, words


class Posted(HTMLParser):
    """What a browser would send of the form that holds `edition`, no button pressed but the saving one."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.area = self.select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in pairs}
        name = given.get("name", "")
        if tag == "textarea":
            self.area = name
            self.values[name] = [""]
        if tag == "select":
            self.select = name
            self.values.setdefault(name, [""])
        if tag == "option" and "selected" in given:
            self.values[self.select] = [given.get("value", "")]
        ticked = given.get("type") not in ("checkbox", "radio") or "checked" in given
        if tag == "input" and name and ticked:
            self.values.setdefault(name, []).append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.values[self.area] = [self.values[self.area][0] + data.removeprefix("\n")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""


def begun(client: Client, code: str) -> FormDraft:
    client.post(f"/quan-tri/to-khai/{code}/1/soan/")
    return FormDraft.objects.get(key=code)


@pytest.mark.parametrize("code", [make.COPY, make.BIRTH, "1.013225"])
def test_a_question_saved_as_its_page_shows_it_stays_the_same(controller: Client, code: str) -> None:
    draft = begun(controller, code)
    before = draft.data
    for each in shape.spots(before):
        address = f"/quan-tri/to-khai/{code}/soan/cau/{each.place}/"
        page = words(controller.get(address))
        main = page[page.index("<main") :]
        answer = controller.post(address, Posted(main[main.index("<form") : main.index("</form>")]).values)
        assert answer.status_code == 302, each.place
        draft.refresh_from_db()
        assert shape.spot(draft.data, each.place).item == each.item  # type: ignore[union-attr]
    assert draft.data == before


def test_a_group_has_questions_of_its_own_that_see_each_other(controller: Client) -> None:
    draft = begun(controller, make.COPY)

    def press(address: str, **values: Any) -> Any:
        return send(controller, address, draft, **values)

    press("trang/contact/", _do="question", label_vi="Con", label_en="Children", widget="group")
    told = {"label_vi": "Các con", "label_en": "Children", "item_label_vi": "người con", "item_label_en": "child", "min": "0", "max": "5"}
    assert press("cau/con/", **{**told, "max": "99"}).status_code == 422
    press("cau/con/", **told)
    press("cau/con/", _do="inner", inner_vi="Đã đi học", inner_en="At school", inner_widget="checkbox")
    press("cau/con/", _do="inner", inner_vi="Trường", inner_en="School", inner_widget="text")
    line = {"rows": "1", "level-0": "1", "kind-0": "test", "field-0": "da_di_hoc", "how-0": "is", "value-0": "yes"}
    assert "là “Có đánh dấu”" in words(press("khi/question:con.truong/", **line, _do="look"))
    press("khi/question:con.truong/", **line)
    draft.refresh_from_db()
    school = shape.spot(draft.data, "con.truong")
    assert school
    assert school.item["show_if"] == {"field": "da_di_hoc", "is": True}
    group = shape.spot(draft.data, "con")
    assert group
    assert (group.item["max"], group.item["label"]["vi"]) == (5, "Các con")
    assert "Chưa bỏ được" in words(press("", _do="question:remove:con.da_di_hoc"))
    tried = controller.post(f"/quan-tri/to-khai/{make.COPY}/soan/xem-thu/", {"_to": "contact", "_held": ""})
    assert "Thêm người con" in words(tried)
    press("", _do="question:remove:con")
    draft.refresh_from_db()
    assert draft.data == make.procedure().form.data


def test_a_page_is_removed_only_when_nothing_else_looks_at_it(controller: Client) -> None:
    draft = begun(controller, make.COPY)
    assert "Chưa bỏ được" in words(send(controller, "", draft, _do="page:remove:document"))
    asked = words(send(controller, "", draft, _do="page:remove:contact"))
    assert "còn cần câu hỏi ấy" in asked
    assert "Vẫn bỏ" in asked
    send(controller, "", draft, _do="page:remove:contact", sure="page:contact")
    draft.refresh_from_db()
    assert shape.page_at(draft.data, "contact") is None


def test_a_question_goes_to_another_page_and_an_option_gets_a_condition(controller: Client) -> None:
    draft = begun(controller, make.COPY)
    page = words(controller.get(f"/quan-tri/to-khai/{make.COPY}/soan/cau/document_kind/"))
    main = page[page.index("<main") :]
    values = Posted(main[main.index("<form") : main.index("</form>")]).values
    controller.post(f"/quan-tri/to-khai/{make.COPY}/soan/cau/document_kind/", {**values, "on_page": "details"})
    draft.refresh_from_db()
    assert shape.pages(draft.data)[3]["questions"][-1]["field"] == "document_kind"
    line = {"rows": "1", "level-0": "1", "kind-0": "test", "field-0": "relation", "how-0": "is", "value-0": "self"}
    send(controller, "khi/option:document_kind:other/", draft, **line)
    draft.refresh_from_db()
    kind = shape.spot(draft.data, "document_kind")
    assert kind
    assert [each.get("show_if") for each in kind.item["options"] if each["value"] == "other"] == [{"field": "relation", "is": "self"}]
    assert controller.get(f"/quan-tri/to-khai/{make.COPY}/soan/khi/option:document_kind:none/").status_code == 404


def test_enter_in_an_input_of_the_outline_asks_for_nothing(controller: Client) -> None:
    draft = begun(controller, make.COPY)
    answer = send(controller, "", draft, _do="look", title_vi="Gõ dở")
    assert 'value="Gõ dở"' in words(answer)
    assert FormDraft.objects.get(key=make.COPY).edition == draft.edition
