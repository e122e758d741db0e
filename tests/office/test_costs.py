"""The controller enters what a procedure costs, sees the sum and the saving, keeps it; the estimate stays marked."""

import pytest
from django.test import Client

from motcua.acts.compliance import NewAssessment, assess
from motcua.audit.models import Entry
from motcua.catalogue.models import ComplianceCost, Procedure
from motcua.law.compliance import Burden, CostRefused, Task, Work
from motcua.law.lifecycle import NotAllowed
from tests import make
from tests.office.conftest import enter

ENTER = f"/quan-tri/thu-tuc/{make.COPY}/chi-phi/danh-gia/"
TYPED = {
    **{"rows": "2", "task-0": "prepare", "name-0": "Điền tờ khai", "hours-before-0": "1,5", "hours-after-0": "0,5"},
    **{"task-1": "file", "name-1": "Nộp và nhận", "hours-before-1": "4", "travel-before-1": "60.000", "hours-after-1": "0.25"},
    **{"times-before": "1", "times-after": "1", "applicants-before": "1000", "applicants-after": "1000"},
    **{"simplification": "Nộp trực tuyến, trả bản điện tử", "source": "Khảo sát 30 người", "basis": "NQ 66.7/2025/NQ-CP"},
}


def post(client: Client, **changes: str) -> str:
    answer = client.post(ENTER, {"_key": make.key(), **TYPED, **changes}, follow=True)
    return str(answer.content.decode())


def test_the_sum_and_the_saving_are_shown_before_anything_is_kept(controller: Client) -> None:
    page = post(controller, _sum="1")
    assert "356.875.000\u00a0đồng" in page  # (80,966 + 215,909 + 60,000) × 1,000
    assert "Tiết giảm một năm" in page
    assert 'value="60.000"' in page
    assert not ComplianceCost.objects.exists()


def test_kept_it_stands_on_the_procedure_and_among_all_marked_as_an_estimate(controller: Client) -> None:
    page = post(controller, _save="1")
    assert "Nộp trực tuyến, trả bản điện tử" in page
    assert "Ước tính" in page
    assert "Chưa kiểm chứng" in page, "the income is a setting nobody has checked"
    kept = ComplianceCost.objects.get()
    assert kept.saving.before == 356_875_000
    assert Entry.objects.filter(act="set_cost").count() == 1
    total = controller.get("/quan-tri/chi-phi/").content.decode()
    assert make.COPY in total
    post(controller, _save="1", **{"applicants-after": "2000", "measured": "1"})
    assert controller.get("/quan-tri/chi-phi/").content.decode().count(f"/thu-tuc/{make.COPY}/chi-phi/") == 1


def test_an_empty_page_starts_from_what_is_known(controller: Client) -> None:
    make.received()
    page = controller.get(ENTER).content.decode()
    assert 'name="applicants-before" inputmode="numeric" value="1"' in page
    assert "Nộp hồ sơ và nhận kết quả" in page
    assert controller.get("/quan-tri/chi-phi/").content.decode().count("Chưa đánh giá thủ tục nào")


def test_one_more_work_keeps_what_was_typed(controller: Client) -> None:
    page = post(controller, _add="1")
    assert 'name="name-2"' in page
    assert 'value="Điền tờ khai"' in page


@pytest.mark.parametrize(
    "changes,says",
    [
        ({"hours-before-0": "lâu"}, "Công việc 1: ghi giờ như"),
        ({"fees-after-1": "-5"}, "không thể âm"),
        ({"travel-before-1": "6e9"}, "Công việc 2"),
        ({"task-0": "nothing"}, "Công việc 1"),
        ({"applicants-before": "nhiều"}, "bằng chữ số"),
        ({"name-0": "", "name-1": " "}, "ít nhất một công việc"),
        ({"source": ""}, "nguồn số liệu"),
    ],
)
def test_bad_input_is_told_keeps_what_was_typed_and_keeps_nothing(controller: Client, changes: dict[str, str], says: str) -> None:
    page = post(controller, _save="1", **changes)
    assert says in page
    assert 'value="Nộp trực tuyến, trả bản điện tử"' in page
    assert not ComplianceCost.objects.exists()


def test_others_read_or_stay_outside() -> None:
    reading = enter("administrator")
    assert reading.get("/quan-tri/chi-phi/").status_code == 200
    assert reading.get(ENTER).status_code == 403
    assert enter(make.officer("receiver")).get("/quan-tri/chi-phi/").status_code == 403
    side = Burden((Work(Task.FILE, "Nộp"),), 1, 1)
    with pytest.raises(NotAllowed):
        assess(procedure(), NewAssessment("x", "y", side, side), by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    with pytest.raises(CostRefused):
        assess(procedure(), NewAssessment("x", "y", side, Burden((), 1, 1)), by=make.actor("receiver"), at=make.MONDAY, key=make.key())


def procedure() -> Procedure:
    return Procedure.objects.get(code=make.COPY)
