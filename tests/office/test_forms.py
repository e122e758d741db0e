"""The office keeps declared forms: written without any script, tried, saved as versions that never change, used in drafts."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.audit.models import Entry
from motcua.catalogue.declaring import shape
from motcua.catalogue.models import Example, Form, FormDraft, Revision
from motcua.dossiers.models import Dossier, Draft
from tests import make
from tests.office.conftest import enter

HERE = f"/quan-tri/to-khai/{make.COPY}/"
WRITING = f"{HERE}soan/"


def words(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


@pytest.fixture
def draft(controller: Client) -> FormDraft:
    """The working copy of the form that asks for a copy from the register."""
    assert controller.post(f"{HERE}1/soan/").status_code == 302
    return FormDraft.objects.get(key=make.COPY)


def send(client: Client, address: str, draft: FormDraft, **values: Any) -> Any:
    """Post a page of the editor as the browser would, on the working copy as it stands."""
    draft.refresh_from_db()
    return client.post(f"{WRITING}{address}", {"edition": draft.edition, **values}, follow=True)


def question(draft: FormDraft, place: str) -> dict[str, Any]:
    draft.refresh_from_db()
    found = shape.spot(draft.data, place)
    assert found
    return {**found.item, "rule": found.rule, "required": found.required}


def add(client: Client, draft: FormDraft, page: str, label: str, widget: str) -> str:
    """Add a question through the page; its place."""
    answer = send(client, f"trang/{page}/", draft, _do="question", label_vi=label, label_en=f"{label} (en)", widget=widget)
    return str(answer.redirect_chain[-1][0]).rstrip("/").rpartition("/")[2]


def test_every_form_is_listed_with_its_versions_and_who_uses_it(controller, django_assert_max_num_queries):
    controller.get("/quan-tri/to-khai/")
    with django_assert_max_num_queries(12):
        page = words(controller.get("/quan-tri/to-khai/"))
    assert page.count("Đang hiệu lực") >= 12
    assert "Cấp bản sao từ sổ gốc" in page
    found = words(controller.get("/quan-tri/to-khai/?q=ban+sao+so+goc"))
    assert make.COPY in found
    assert make.BIRTH not in found
    assert "Không tờ khai nào" in words(controller.get("/quan-tri/to-khai/?q=zzz"))
    assert "Dữ liệu đi kèm" in words(controller.get(HERE))


def test_a_page_and_a_conditional_question_are_added_and_saved_as_a_version(controller, draft):
    send(controller, "", draft, _do="add_page", title_vi="Nhận thêm", title_en="More", after="")
    place = add(controller, draft, "nhan_them", "Có cần bản tiếng Anh không?", "radios")
    rows = {"options": "2", "option-0-value": "yes", "option-0-vi": "Có", "option-0-en": "Yes", "option-1-vi": "Không", "option-1-en": "No"}
    texts = {"label_vi": "Có cần bản tiếng Anh không?", "label_en": "In English too?", "widget": "radios", "required": "yes"}
    send(controller, f"cau/{place}/", draft, **texts, **rows)
    assert [each["value"] for each in question(draft, place)["options"]] == ["yes", "khong"]
    why = add(controller, draft, "nhan_them", "Để làm gì", "text")
    condition = {"rows": "1", "level-0": "1", "kind-0": "test", "field-0": place, "how-0": "is", "value-0": "yes"}
    page = send(controller, f"khi/question:{why}/", draft, **condition, _do="look")
    assert "Nghĩa là: “Có cần bản tiếng Anh không?” là “Có”" in words(page)
    send(controller, f"khi/question:{why}/", draft, **condition)
    assert question(draft, why)["show_if"] == {"field": place, "is": "yes"}
    answer = send(controller, "", draft, _do="save", note="Thêm bản tiếng Anh")
    assert "Đã lưu phiên bản 2" in words(answer)
    saved = Form.objects.get(key=make.COPY, version=2)
    assert saved.data == draft.data
    assert (saved.note, bool(saved.saved_by), saved.saved_at is not None) == ("Thêm bản tiếng Anh", True, True)
    assert not FormDraft.objects.exists()
    assert Entry.objects.filter(act="save_form", subject=saved.pk).count() == 1
    compared = words(controller.get(f"{HERE}so-sanh/?cu=1&moi=2"))
    assert "Trang “Nhận thêm”" in compared
    assert "Câu hỏi “Để làm gì”" in compared
    assert make.procedure().form.version == 1


def test_what_is_wrong_stands_at_its_input_and_nothing_typed_is_lost(controller, draft):
    place = add(controller, draft, "contact", "Bao nhiêu trang", "number")
    values = {"label_vi": "Bao nhiêu trang", "label_en": "", "widget": "number", "least": "một", "hint_vi": "Đếm cả bìa", "hint_en": ""}
    answer = send(controller, f"cau/{place}/", draft, **values)
    page = words(answer)
    assert answer.status_code == 422
    assert page.count("Ghi bằng cả tiếng Việt và tiếng Anh.") >= 2
    assert "Ghi bằng số, ví dụ 200." in page
    assert 'value="một"' in page
    assert 'value="Đếm cả bìa"' in page
    assert question(draft, place)["label"]["en"] == "Bao nhiêu trang (en)"


def test_rows_of_answers_and_sources_come_and_go_by_buttons(controller, draft):
    texts = {"label_vi": "A", "label_en": "A", "widget": "radios"}
    rows = {"options": "1", "option-0-value": "x", "option-0-vi": "Một", "option-0-en": "One", "sources": "0"}
    more = words(send(controller, "cau/relation/", draft, **texts, **rows, _do="option:add"))
    assert 'name="options" value="2"' in more
    assert 'value="Một"' in more
    sourced = words(send(controller, "cau/relation/", draft, **texts, **rows, _do="source:add"))
    assert "CSDL quốc gia về dân cư: nơi thường trú" in sourced
    assert question(draft, "relation")["label"]["vi"] != "A"


def test_where_an_answer_comes_from_is_chosen_and_its_own_condition_stays(controller, draft):
    before = question(draft, "holder_name")
    told = [f"{each['source']}.{each['path']}" for each in before["prefill"]]
    texts = {"label_vi": "Tên", "label_en": "Name", "widget": "text", "options": "0", "sources": str(len(told) + 1)}
    sources = {f"source-{at}": each for at, each in enumerate([*told, "population.spouse_name"])}
    send(controller, "cau/holder_name/", draft, **texts, **sources)
    assert question(draft, "holder_name")["prefill"] == [*before["prefill"], {"source": "population", "path": "spouse_name"}]


def test_two_officers_write_and_the_later_is_told(controller, draft):
    other = enter("procedure_controller")
    opened = draft.edition
    send(other, "", draft, _do="add_page", title_vi="Của người kia", title_en="Theirs")
    late = controller.post(WRITING, {"edition": opened, "_do": "add_page", "title_vi": "Của tôi", "title_en": "Mine"})
    assert late.status_code == 422
    assert "đã sửa tờ khai này lúc" in words(late)
    assert 'value="Của tôi"' in words(late)
    draft.refresh_from_db()
    assert "Của tôi" not in json.dumps(draft.data, ensure_ascii=False)


def test_a_question_that_something_looks_at_is_not_taken_out_and_one_a_procedure_needs_only_when_asked_again(controller, draft):
    held = words(send(controller, "", draft, _do="question:remove:relation"))
    assert "Chưa bỏ được, vì còn: điều kiện" in held
    asked = send(controller, "", draft, _do="question:remove:issuer")
    assert "còn cần câu hỏi ấy: mẫu kết quả" in words(asked)
    assert question(draft, "issuer")
    send(controller, "", draft, _do="question:remove:issuer", sure="question:issuer")
    draft.refresh_from_db()
    assert shape.spot(draft.data, "issuer") is None


def test_a_form_with_a_hole_is_kept_but_not_saved_as_a_version(controller, draft):
    send(controller, "", draft, _do="add_page", title_vi="Trống", title_en="Empty")
    refused = send(controller, "", draft, _do="save", note="x")
    assert refused.status_code == 422
    assert "Trang này chưa có câu hỏi." in words(refused)
    assert "Chưa xem thử được" in words(controller.get(f"{WRITING}xem-thu/"))
    send(controller, "", draft, _do="page:remove:trong")
    same = send(controller, "", draft, _do="save")
    assert "chưa khác gì phiên bản 1" in words(same)
    assert not Form.objects.filter(key=make.COPY, version=2).exists()


def test_pages_and_questions_change_places(controller, draft):
    ids = [page["id"] for page in shape.pages(draft.data)]
    send(controller, "", draft, _do=f"page:down:{ids[0]}")
    draft.refresh_from_db()
    assert [page["id"] for page in shape.pages(draft.data)][:2] == [ids[1], ids[0]]
    first = shape.pages(draft.data)[1]["questions"][0]["field"]
    send(controller, "", draft, _do=f"question:up:{first}")
    draft.refresh_from_db()
    assert shape.pages(draft.data)[0]["questions"][-1]["field"] == first


def test_a_preview_goes_page_by_page_with_conditions_and_sources_and_keeps_nothing(controller, draft):
    answers = make.answers_of(make.COPY)
    procedure = make.procedure().procedure
    Example(procedure=procedure, name="Cho mình", channel=2, received_at=make.MONDAY, answers=answers, expected={"payable": 8000}).save()
    counted = (Dossier.objects.count(), Draft.objects.count(), Entry.objects.count())
    page = words(controller.get(f"{WRITING}xem-thu/"))
    assert "Không có gì được nộp hay lưu" in page
    begun = controller.post(f"{WRITING}xem-thu/", {"_begin": "yes", "filled": "yes", "example": "Cho mình"})
    held = begun.context["held"]
    last = controller.post(f"{WRITING}xem-thu/", {"_held": held, "_to": "_review"})
    assert "Phải nộp" in words(last) or "Không phải nộp" in words(last)
    assert last.context["wrong"] == []
    wrong = controller.post(f"{WRITING}xem-thu/", {"_page": begun.context["page"].id, "_shown": "relation", "relation": "", "_held": ""})
    assert wrong.status_code == 422
    forged = controller.post(f"{WRITING}xem-thu/", {"_held": held[:-4] + "aaaa", "_to": "_review"})
    assert "Chưa trả lời câu nào." in words(forged)
    assert (Dossier.objects.count(), Draft.objects.count(), Entry.objects.count()) == counted


def test_a_preview_says_what_would_be_filled_in_and_from_where(controller):
    begun = controller.post(f"{HERE}1/xem-thu/", {"_begin": "yes", "filled": "yes"})
    first = controller.post(
        f"{HERE}1/xem-thu/", {"_held": begun.context["held"], "_page": begun.context["page"].id, "_shown": "relation", "relation": "self"}
    )
    assert "Trang này điền sẵn được" in words(first)
    assert "CSDL quốc gia về dân cư" in words(first)
    assert "Trần Thị Mẫu" in words(first)


def test_a_file_goes_out_and_comes_in_as_a_working_copy_and_a_bad_one_names_its_place(controller):
    content = controller.get(f"{HERE}1/tep.json").content
    told = json.loads(content)
    assert (told["key"], told["version"], told["name"]["vi"]) == (make.COPY, 1, "Cấp bản sao từ sổ gốc")
    copied = {"file": SimpleUploadedFile("a.json", content), "code": "don-chung"}
    controller.post("/quan-tri/to-khai/nhan-tep/", copied)
    assert FormDraft.objects.get(key="don-chung").data == make.procedure().form.data
    told["layout"]["pages"][0]["questions"][0]["widget"] = "slider"
    bad = controller.post("/quan-tri/to-khai/nhan-tep/", {"file": SimpleUploadedFile("b.json", json.dumps(told).encode())})
    assert bad.status_code == 422
    assert "pages[0].questions[0]" in words(bad)
    assert controller.post("/quan-tri/to-khai/nhan-tep/", {}).status_code == 422
    assert not FormDraft.objects.filter(key=make.COPY).exists()


def test_a_version_goes_into_several_drafts_at_once_and_published_revisions_keep_theirs(controller, draft):
    add(controller, draft, "contact", "Ghi chú thêm", "text")
    send(controller, "", draft, _do="save", note="x")
    behind = words(controller.get(HERE))
    assert "Bản công bố còn dùng phiên bản cũ" in behind
    answer = controller.post(f"{HERE}2/dung/", {"codes": [make.COPY], "others": make.BIRTH}, follow=True)
    drafts = Revision.objects.filter(valid_from=None, form__key=make.COPY, form__version=2)
    assert {each.procedure.code for each in drafts} == {make.COPY, make.BIRTH}
    assert "mà tờ khai không hỏi" in words(answer)  # a birth needs more than this form asks
    assert make.procedure().form.version == 1
    assert "mà tờ khai không hỏi" in words(controller.get(f"/quan-tri/thu-tuc/{make.BIRTH}/"))
    assert "Không có thủ tục mã 9.9" in words(controller.post(f"{HERE}2/dung/", {"others": "9.9"}, follow=True))


def test_a_new_form_begins_empty_or_like_another_and_a_taken_code_is_refused(controller):
    new = {"code": "don-de-nghi", "name_vi": "Đơn đề nghị", "name_en": "Request", "like": ""}
    assert "chưa có trang nào" in words(controller.post("/quan-tri/to-khai/moi/", new, follow=True))
    again = controller.post("/quan-tri/to-khai/moi/", new)
    assert again.status_code == 422
    assert "Đã có tờ khai mã" in words(again)
    odd = controller.post("/quan-tri/to-khai/moi/", {**new, "code": "Đơn đề nghị"})
    assert 'value="Đơn đề nghị"' in words(odd)
    draft = FormDraft.objects.get(key="don-de-nghi")
    controller.post("/quan-tri/to-khai/don-de-nghi/soan/", {"edition": draft.edition, "_do": "drop"})
    assert not FormDraft.objects.filter(key="don-de-nghi").exists()


def test_who_may_only_look_may_not_write(administrator):
    assert administrator.get(HERE).status_code == 200
    assert administrator.post(f"{HERE}1/soan/").status_code == 403
    assert administrator.get("/quan-tri/to-khai/moi/").status_code == 403


@pytest.mark.parametrize(
    "address", ["9.9/", f"{make.COPY}/soan/", f"{make.COPY}/9/tep.json", f"{make.COPY}/so-sanh/?cu=1&moi=x", f"{make.COPY}/so-sanh/"]
)
def test_what_is_not_there_is_not_found(controller, address):
    assert controller.get(f"/quan-tri/to-khai/{address}").status_code == 404
