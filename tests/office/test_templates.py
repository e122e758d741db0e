"""The office writes result templates: edited without any script, previewed, kept as versions, compared, sent and taken in as files."""

import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from motcua.acts import publishing, result_templates
from motcua.audit.models import Entry, EntryWords
from motcua.catalogue.models import Procedure, ResultTemplate, Revision, TemplateWork
from motcua.catalogue.results import editing
from tests import make
from tests.office.conftest import enter

NAME = "2.000908:khong-co"
HERE = f"/quan-tri/mau-ket-qua/{NAME}/"
EDIT = f"{HERE}soan/"


def words(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def form(state: editing.State, **more: str) -> dict[str, str]:
    """The editor's inputs as a browser sends them."""
    sent = {key: state[key] for key in editing.TOP}
    for where in editing.LISTS:
        sent |= _list(state[where], where)
    work = TemplateWork.objects.get(key=NAME)
    return {**sent, "seen": str(work.serial), "procedure": work.procedure, **more}


def _list(rows: list[editing.State], where: str) -> dict[str, str]:
    sent = {f"{where}-n": str(len(rows))}
    for n, row in enumerate(rows):
        for key, value in row.items():
            sent |= _list(value, f"{where}-{n}-rows") if isinstance(value, list) else {f"{where}-{n}-{key}": value}
    return sent


def begun(client: Client) -> editing.State:
    """Begin to write on from version 1; returns the state."""
    client.post(f"{HERE}1/soan/")
    state = TemplateWork.objects.get(key=NAME).state
    assert state is not None
    return state


def saved(client: Client, note: str = "Thêm một dòng") -> ResultTemplate:
    """Keep a second version with one line more."""
    state = begun(client)
    state["body"].append({"kind": "text", "text": "Giấy này lập tại {agency.name}.", "rows": [], "when": "", "test": "", "said": ""})
    answer = client.post(EDIT, form(state, note=note, _save="1"))
    assert answer.status_code == 302, words(answer)
    return ResultTemplate.objects.get(key=NAME, version=2)


def test_every_template_is_listed_with_who_uses_it_and_found_by_words(administrator: Client) -> None:
    page = words(administrator.get("/quan-tri/mau-ket-qua/"))
    assert f"{ResultTemplate.objects.count()} mẫu" in page
    assert "Cấp bản sao từ sổ gốc" in page
    found = words(administrator.get("/quan-tri/mau-ket-qua/?q=so+goc"))
    assert "2.000908:ban-sao" in found
    assert "1.000656:tu-choi" not in found
    assert "Không có mẫu nào như vậy." in words(administrator.get("/quan-tri/mau-ket-qua/?q=zzzz"))


def test_the_list_takes_few_queries(administrator: Client, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        administrator.get("/quan-tri/mau-ket-qua/")


def test_the_editor_keeps_every_press_and_what_was_typed(administrator: Client) -> None:
    state = begun(administrator)
    state["subtitle"] = "Trích yếu vừa gõ"
    answer = administrator.post(EDIT, form(state, _do="add body 1 facts"))
    assert answer.headers["Location"] == f"{EDIT}#body-1"
    page = words(administrator.get(EDIT))
    assert "Trích yếu vừa gõ" in page
    assert 'name="body-1-rows-0-label"' in page
    kept = TemplateWork.objects.get(key=NAME)
    assert (kept.serial, kept.edited_by, kept.base) == (2, make.officer("administrator", "H26.20").name, 1)
    assert Entry.objects.filter(act="write_template").count() == 2
    assert ResultTemplate.objects.filter(key=NAME).count() == 1


def test_a_place_is_put_in_by_its_name(administrator: Client) -> None:
    state = begun(administrator)
    sent = form(state, _do="place body-0-text", **{"insert-body-0-text": "Mã hồ sơ"})
    assert administrator.post(EDIT, sent).headers["Location"].endswith("#body-0-text")
    kept = TemplateWork.objects.get(key=NAME).state
    assert kept
    assert kept["body"][0]["text"].endswith("{dossier.code}")
    assert "{Mã hồ sơ}" in words(administrator.get(EDIT))


def test_an_unknown_place_is_refused_at_its_line_with_the_nearest_and_nothing_is_lost(administrator: Client) -> None:
    state = begun(administrator)
    state["body"][0]["text"] = "Kính gửi {Họ tên người nôpj}"
    answer = administrator.post(EDIT, form(state, _save="1"))
    assert answer.status_code == 422
    page = words(answer)
    assert "Không có chỗ điền “Họ tên người nôpj”. Gần nhất: “Họ tên người nộp”." in page
    assert 'href="#body-0-text"' in page
    assert "Kính gửi {Họ tên người nôpj}" in page
    assert not ResultTemplate.objects.filter(key=NAME, version=2).exists()
    kept = TemplateWork.objects.get(key=NAME).state
    assert kept
    assert kept["body"][0]["text"] == "Kính gửi {Họ tên người nôpj}"


def test_a_version_is_saved_with_a_note_and_never_changes(administrator: Client) -> None:
    made = saved(administrator)
    assert (made.note, made.saved_by) == ("Thêm một dòng", make.officer("administrator", "H26.20").name)
    assert made.data["body"][-1] == {"text": "Giấy này lập tại {agency.name}."}
    assert TemplateWork.objects.get(key=NAME).state is None
    first = ResultTemplate.objects.get(key=NAME, version=1)
    assert len(first.data["body"]) + 1 == len(made.data["body"])
    page = words(administrator.get(f"{HERE}2/"))
    assert "Đoạn văn: Giấy này lập tại {Tên cơ quan giải quyết}." in page
    assert Entry.objects.filter(act="save_template").count() == 1


def test_two_versions_are_compared_in_words_and_the_working_copy_too(administrator: Client) -> None:
    saved(administrator)
    page = words(administrator.get(f"{HERE}so-sanh/?cu=1&moi=2"))
    assert "1 dòng khác nhau" in page
    assert "Giấy này lập tại" in page
    state = TemplateWork.objects.get(key=NAME)
    assert administrator.get(f"{HERE}so-sanh/?cu=1&moi=soan").status_code == 404
    administrator.post(f"{HERE}2/soan/")
    assert "0 dòng khác nhau" in words(administrator.get(f"{HERE}so-sanh/?cu=2&moi=soan"))
    assert administrator.get(f"{HERE}so-sanh/?cu=1&moi=99").status_code == 404
    assert state.base == 2


def test_the_later_of_two_writers_is_told_and_keeps_what_was_typed(administrator: Client, controller: Client) -> None:
    state = begun(administrator)
    before = form(state)
    state["subtitle"] = "Của người thứ hai"
    controller.post(EDIT, form(state))
    mine = {**before, "subtitle": "Của người thứ nhất", "_keep": "1"}
    refused = administrator.post(EDIT, mine)
    assert refused.status_code == 422
    page = words(refused)
    name = make.officer("procedure_controller", "H26.20").name
    assert f"{name} đã sửa bản này sau khi bạn mở trang" in page
    assert "Của người thứ nhất" in page
    assert "<ins>nhất</ins>" in page
    kept = TemplateWork.objects.get(key=NAME)
    assert kept.state
    assert kept.state["subtitle"] == "Của người thứ hai"
    serial = re.search(r'name="_over" value="(\d+)"', page)
    assert serial
    administrator.post(EDIT, {**mine, "_over": serial[1]})
    kept = TemplateWork.objects.get(key=NAME)
    assert kept.state
    assert kept.state["subtitle"] == "Của người thứ nhất"
    sealed = Entry.objects.filter(act="write_template").latest("seq")
    assert EntryWords.objects.get(pk=sealed.pk).words["over"] == name


def test_a_field_of_the_officers_is_added_and_its_place_used_in_one_press(administrator: Client) -> None:
    state = begun(administrator)
    state["fields"].append(
        {
            "name": "",
            "was": "",
            "label_vi": "Nơi cất sổ",
            "label_en": "",
            "kind": "radios",
            "required": "1",
            "options": "Kho A\nKho B",
            "hint": "",
            "default": "",
        }
    )
    state["body"][0]["text"] = "Sổ cất ở {Nơi cất sổ}."
    assert administrator.post(EDIT, form(state, _save="1")).status_code == 302
    made = ResultTemplate.objects.get(key=NAME, version=2).data
    assert made["body"][0]["text"] == "Sổ cất ở {fields.noi_cat_so}."
    assert made["form"]["schema"]["required"][-1] == "noi_cat_so"


def test_the_preview_is_the_real_paper_marked_on_every_page_and_says_what_is_printed(administrator: Client) -> None:
    address = "/quan-tri/mau-ket-qua/1.000656:tu-choi/1/xem-thu/"
    page = words(administrator.get(address))
    assert "Có in: chỉ in khi" in page
    typed = administrator.post(address, {"w-applicant.name": "Lê Văn Bịa", "w-fields.advice": ""})
    assert "Lê Văn Bịa" in words(typed)
    assert "Không in: chỉ in khi" in words(typed)
    shipped = words(administrator.post(address, {"example": "shipped", "_fill": "1"}))
    assert "Nguyễn Văn Phúc" in shipped
    pdf = administrator.post(address, {"w-applicant.name": "Lê Văn Bịa", "_pdf": "1"})
    assert pdf.headers["Content-Type"] == "application/pdf"
    for sheet in PdfReader(io.BytesIO(pdf.content)).pages:
        assert "BẢN XEM THỬ" in sheet.extract_text()


def test_the_working_copy_is_previewed_too_and_its_faults_named(administrator: Client) -> None:
    state = begun(administrator)
    assert administrator.get(f"{EDIT}xem-thu/").status_code == 200
    state["title_en"] = ""
    administrator.post(EDIT, form(state))
    assert "Mẫu phải có tên bằng tiếng Việt và tiếng Anh." in words(administrator.get(f"{EDIT}xem-thu/"))
    assert "Mẫu phải có tên bằng tiếng Việt và tiếng Anh." in words(administrator.get(f"{EDIT}?soat=1"))


def test_a_new_template_is_begun_empty_or_from_another_and_its_name_is_its_own(administrator: Client) -> None:
    like = str(ResultTemplate.objects.get(key=NAME, version=1).pk)
    sent = {"title": "Thông báo kết quả", "procedure": "2.000908", "like": like}
    answer = administrator.post("/quan-tri/mau-ket-qua/moi/", sent)
    assert answer.headers["Location"] == "/quan-tri/mau-ket-qua/2.000908:thong-bao-ket-qua/soan/"
    assert "Mẫu mới, chưa có phiên bản" in words(administrator.get("/quan-tri/mau-ket-qua/"))
    assert administrator.post("/quan-tri/mau-ket-qua/moi/", sent).status_code == 422
    administrator.post("/quan-tri/mau-ket-qua/2.000908:thong-bao-ket-qua/soan/bo/")
    assert not TemplateWork.objects.exists()


def test_a_template_goes_out_as_a_file_and_comes_in_as_the_same(administrator: Client) -> None:
    content = administrator.get(f"{HERE}1/tep.json").content
    again = administrator.post("/quan-tri/mau-ket-qua/nhan-tep/", {"file": SimpleUploadedFile("mau.json", content)}, follow=True)
    assert "Nội dung tệp này đã có: phiên bản 1." in words(again)
    whole = json.loads(content)
    whole["data"]["subtitle"] = "khác"
    taken = administrator.post("/quan-tri/mau-ket-qua/nhan-tep/", {"file": _file(whole)}, follow=True)
    assert "Đã nhận mau.json thành phiên bản 2." in words(taken)
    assert ResultTemplate.objects.get(key=NAME, version=2).data == whole["data"]


def _file(whole: object) -> SimpleUploadedFile:
    return SimpleUploadedFile("mau.json", json.dumps(whole).encode())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "x"}, "không phải một mẫu kết quả"),
        ({"key": "../x"}, "Tên mẫu chỉ gồm"),
        ({"data": {"title": 1}}, "không có đúng các phần"),
        ({"data": [1]}, "không có đúng các phần"),
        ("{fields.nothing}", "Không có chỗ điền “fields.nothing”"),
        ("not json", "không phải JSON"),
    ],
)
def test_a_file_that_is_no_template_is_refused_whole(administrator: Client, change: object, says: str) -> None:
    whole = json.loads(administrator.get(f"{HERE}1/tep.json").content)
    if change == "not json":
        file = SimpleUploadedFile("mau.json", b"\xff\xfe{")
    elif isinstance(change, str):
        whole["data"]["subtitle"] = change
        file = _file(whole)
    else:
        file = _file({**whole, **change})  # type: ignore[dict-item]
    answer = administrator.post("/quan-tri/mau-ket-qua/nhan-tep/", {"file": file})
    assert answer.status_code == 422
    assert says in words(answer)
    assert ResultTemplate.objects.filter(key=NAME).count() == 1


def draft_of(code: str = make.COPY) -> Revision:
    """Begin a draft of a procedure."""
    by = make.actor(make.officer("procedure_controller", "H26.20"))
    return publishing.draft_revision(Procedure.objects.get(code=code), by=by, at=make.MONDAY, key=make.key())


def test_a_version_is_used_in_drafts_of_several_procedures_at_once(controller: Client) -> None:
    made = saved(controller)
    other = "2.000635"
    drafts = [draft_of(), draft_of(other)]
    assert controller.post(f"{HERE}2/dung/", {"drafts": [make.COPY, other]}).status_code == 302
    for draft in drafts:
        assert draft.template("khong-co") == made
    held = make.procedure()
    assert held.template("khong-co").version == 1
    page = words(controller.get(f"/quan-tri/thu-tuc/{other}/"))
    assert "Mẫu “" in page  # 2.000635 does not ask what 2.000908's paper names: the gate says so
    assert "chỗ điền" in page


def test_the_templates_of_a_draft_are_chosen_and_what_does_not_fit_is_said(controller: Client) -> None:
    draft = draft_of()
    address = f"/quan-tri/thu-tuc/{make.COPY}/ban-thao/mau/"
    page = words(controller.get(address))
    assert "Quy trình lập văn bản này." in page
    held = {each.name: each for each in draft.templates.all()}
    answer = controller.post(address, {"slot-ban-sao": str(held["ban-sao"].pk)}, follow=True)
    assert "khong-co" in words(answer)
    assert 'class="checks"' in words(answer)
    assert list(draft.templates.all()) == [held["ban-sao"]]


def test_only_the_controller_puts_a_version_into_a_draft(administrator: Client) -> None:
    draft_of()
    assert administrator.post(f"{HERE}1/dung/", {"drafts": [make.COPY]}).status_code == 403
    assert administrator.get(f"/quan-tri/thu-tuc/{make.COPY}/ban-thao/mau/").status_code == 403
    assert enter(make.officer("case_officer")).get("/quan-tri/mau-ket-qua/").status_code == 403


def test_what_was_decided_keeps_its_templates() -> None:
    by = make.actor(make.officer("procedure_controller", "H26.20"))
    with pytest.raises(publishing.NotADraft):
        result_templates.choose_templates(make.procedure(), [], by=by, at=make.MONDAY, key=make.key())


def test_the_list_asks_no_more_when_there_are_many(administrator: Client, django_assert_max_num_queries: object) -> None:
    first = ResultTemplate.objects.get(key=NAME, version=1)
    ResultTemplate.objects.bulk_create(ResultTemplate(key=f"9.{n}:mau", version=1, data=first.data) for n in range(40))
    for address in ("/quan-tri/mau-ket-qua/", "/quan-tri/mau-ket-qua/?q=mau", "/quan-tri/mau-ket-qua/?page=2"):
        with django_assert_max_num_queries(16):  # type: ignore[operator]
            assert administrator.get(address).status_code == 200


def test_a_template_that_another_language_reads_is_compared_in_it(administrator: Client) -> None:
    saved(administrator)
    page = words(administrator.get(f"{HERE}so-sanh/?cu=1&moi=2&lang=en"))
    assert "1 line differs" in page
    assert "Paragraph:" in page


def test_a_digit_that_is_no_number_breaks_no_page(administrator: Client) -> None:
    state = begun(administrator)
    assert administrator.get(f"{HERE}so-sanh/?cu=¹&moi=1").status_code == 404
    assert administrator.post(EDIT, {**form(state), "seen": "²", "body-n": "³"}).status_code == 422
    assert administrator.post(f"/quan-tri/quy-trinh/{make.COPY}/1/sua/", {"rows": "²", "_do": "add:¹"}).status_code == 200
