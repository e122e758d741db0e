"""The office keeps processes: a table editor without any script, files in and out, versions compared, checked, activated."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from motcua.catalogue.models import StepPlan, plan_from
from motcua.catalogue.processes import bpmn_in, editing, table, writing
from tests import make
from tests.acts.test_parallel import STEPS

HERE = f"/quan-tri/quy-trinh/{make.COPY}/"


def form(rows: list[editing.Typed]) -> dict[str, str]:
    """The editor's fields as a browser sends them."""
    return {"rows": str(len(rows))} | {f"{name}-{at}": text for at, row in enumerate(rows) for name, text in row.items()}


def rows() -> list[editing.Typed]:
    return editing.typed_of(plan_from(STEPS))


def words(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_every_process_is_listed_with_its_longest_way_against_its_term(controller: Client) -> None:
    page = words(controller.get("/quan-tri/quy-trinh/"))
    assert page.count("/quan-tri/quy-trinh/") > 12
    assert "Cấp bản sao từ sổ gốc" in page


def test_a_process_of_two_phases_shows_the_stop_between_them(controller: Client) -> None:
    page = words(controller.get("/quan-tri/quy-trinh/1.013950/1/"))
    assert page.count("Giai đoạn 2: đồng hồ dừng đến khi người dân nộp xong.") == 1


def test_a_version_shows_its_table_what_citizens_will_see_and_what_to_expect(controller: Client) -> None:
    page = words(controller.get(f"{HERE}1/"))
    for said in ("Tra sổ gốc, dự thảo bản sao", "Đang áp dụng", "Người dân sẽ thấy", "Một nửa số hồ sơ xong trong", "Chưa hồ sơ nào xong"):
        assert said in page
    assert "kich-hoat" not in page
    make.returned()
    assert "Từ thời gian thật của các bước đã làm" in words(controller.get(f"{HERE}1/"))


def test_the_editor_adds_moves_and_takes_out_rows_and_keeps_what_was_typed(controller: Client) -> None:
    typed = rows()
    typed[1]["name"] = "Tên vừa gõ"
    added = words(controller.post(f"{HERE}1/sua/", {**form(typed), "_do": "add:2"}))
    assert 'name="rows" value="9"' in added
    assert "Tên vừa gõ" in added
    moved = words(controller.post(f"{HERE}1/sua/", {**form(typed), "_do": "down:2"}))
    assert moved.index('id="name-2" name="name-2" value="Tên vừa gõ"')
    taken = words(controller.post(f"{HERE}1/sua/", {**form(typed), "_do": "remove:2"}))
    assert "Tên vừa gõ" not in taken
    assert StepPlan.objects.filter(key=make.COPY).count() == 1


def test_problems_stand_beside_their_rows_and_a_draft_may_have_them(controller: Client) -> None:
    typed = rows()
    typed[2]["minutes"] = "0"
    page = words(controller.post(f"{HERE}1/sua/", {**form(typed), "_check": "1"}))
    assert page.index("Bước 3: fire") < page.index("Thời gian của bước phải lớn hơn 0.") < page.index("Bước 4: culture")
    saved = controller.post(f"{HERE}1/sua/", form(typed), follow=True)
    assert "Đã lưu phiên bản 2" in words(saved)
    assert "Chưa kích hoạt được" in words(saved)
    refused = controller.post(f"{HERE}2/kich-hoat/")
    assert refused.status_code == 422
    assert "Thời gian của bước phải lớn hơn 0." in words(refused)


def test_what_cannot_be_read_is_said_and_nothing_is_kept(controller: Client) -> None:
    typed = rows()
    typed[2]["minutes"], typed[3]["outcomes"] = "lâu lắm", "xong"
    answer = controller.post(f"{HERE}1/sua/", form(typed))
    assert answer.status_code == 422
    assert "Ghi số phút làm việc bằng chữ số." in words(answer)
    assert "chưa đủ: mã | kết quả xử lý" in words(answer)
    assert "lâu lắm" in words(answer)
    assert StepPlan.objects.filter(key=make.COPY).count() == 1


def test_a_sound_version_is_saved_activated_and_compared(controller: Client) -> None:
    controller.post(f"{HERE}1/sua/", {**form(rows()), "note": "Thêm hai ý kiến"})
    assert plan_from(StepPlan.objects.get(key=make.COPY, version=2).steps) == plan_from(STEPS)
    assert "Thêm hai ý kiến" in words(controller.get(HERE))
    compared = words(controller.get(f"{HERE}so-sanh/?cu=1&moi=2"))
    assert "Thêm" in compared
    assert "Sửa" in compared
    assert "hồ sơ mới theo phiên bản 2" in words(controller.post(f"{HERE}2/kich-hoat/", follow=True))
    assert make.procedure().plan.version == 2


def test_files_go_out_and_come_in_and_a_bad_one_is_refused_row_by_row(controller: Client) -> None:
    sheet = controller.get(f"{HERE}1/tep.xlsx").content
    drawing = controller.get(f"{HERE}1/tep.bpmn").content
    plan = make.procedure().plan.plan()
    assert (table.read(sheet).plan, bpmn_in.read(drawing).plan) == (plan, plan)
    assert "Hướng dẫn" in load_workbook(io.BytesIO(controller.get("/quan-tri/quy-trinh/mau.xlsx").content)).sheetnames
    given = SimpleUploadedFile("quy-trinh.xlsx", writing.written(plan_from(STEPS)))
    assert "thành phiên bản 2" in words(controller.post(f"{HERE}nhan-tep/", {"file": given}, follow=True))
    book = load_workbook(io.BytesIO(sheet))
    book["Quy trình"].merge_cells("B5:B6")
    out = io.BytesIO()
    book.save(out)
    bad = controller.post(f"{HERE}nhan-tep/", {"file": SimpleUploadedFile("xau.xlsx", out.getvalue())})
    assert bad.status_code == 422
    assert "B5:B6: Ô gộp" in words(bad)
    assert controller.post(f"{HERE}nhan-tep/", {}).status_code == 422
    assert StepPlan.objects.filter(key=make.COPY).count() == 2


def test_a_procedure_or_version_that_is_not_there_is_not_found(controller: Client) -> None:
    for address in ("/quan-tri/quy-trinh/9.999999/", f"{HERE}9/", f"{HERE}so-sanh/?cu=1&moi=x", f"{HERE}1/tep.docx"):
        assert controller.get(address).status_code == 404
