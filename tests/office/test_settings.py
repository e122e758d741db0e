"""The office shows who keeps the city's settings what is unsure in them."""

from datetime import date

import pytest
from django.test import Client

from motcua.audit.models import Entry
from motcua.policy.models import Setting
from motcua.policy.values import value
from tests import make
from tests.office.conftest import enter


def test_an_administrator_reads_every_setting_with_how_sure_it_is(administrator: Client) -> None:
    page = administrator.get("/quan-tri/thiet-lap/").content.decode()
    for setting in Setting.objects.all():
        assert setting.name in page
    assert page.index("Chưa kiểm chứng") < page.index("Theo hiểu biết")


def test_what_the_sources_of_a_procedure_leave_unsure_is_named(controller: Client) -> None:
    page = controller.get("/quan-tri/thiet-lap/").content.decode()
    assert make.COPY in page
    assert "supplement_days" in page


@pytest.mark.parametrize("role", ["receiver", "case_officer", "signer"])
def test_nobody_else_enters_the_office(role: str) -> None:
    client = enter(make.officer(role))
    assert client.get("/quan-tri/").status_code == 403
    assert client.get("/quan-tri/thiet-lap/").status_code == 403


def test_the_office_leads_to_each_of_its_matters(administrator: Client) -> None:
    assert "/quan-tri/thiet-lap/" in administrator.get("/quan-tri/").content.decode()


TOLD = {"value": "6", "valid_from": "2027-01-01", "source": "NĐ 99/2026/NĐ-CP", "certainty": "T"}
REPLY = "/quan-tri/thiet-lap/pre_acceptance_reply_hours/"


def test_an_administrator_sets_a_new_value_from_a_day_and_the_old_one_stays(administrator: Client) -> None:
    page = administrator.post(REPLY, TOLD, follow=True).content.decode()
    assert "Đã đặt giá trị mới" in page
    assert "NĐ 99/2026/NĐ-CP" in page
    assert value("pre_acceptance_reply_hours", date(2026, 12, 31)) == 8
    assert value("pre_acceptance_reply_hours", date(2027, 1, 1)) == 6
    assert Entry.objects.filter(act="set_policy", subject=Setting.objects.get(valid_from=date(2027, 1, 1)).pk).count() == 1


@pytest.mark.parametrize(
    "name, change, words",
    [
        ("pre_acceptance_reply_hours", {"value": "tám"}, "Giá trị chưa viết đúng"),
        ("pre_acceptance_reply_hours", {"value": '"8"'}, "ghi một số nguyên"),
        ("pre_acceptance_reply_hours", {"value": "0"}, "ghi một số nguyên"),
        ("pre_acceptance_reply_hours", {"value": "8.5"}, "ghi một số nguyên"),
        ("pre_acceptance_reply_hours", {"value": "true"}, "ghi một số nguyên"),
        ("alert_share", {"value": "100"}, "từ 1 đến 99"),
        ("due_precision", {"value": '"hour"'}, "chỉ nhận: date, minute"),
        ("due_precision", {"value": "5"}, "ghi một chuỗi chữ"),
        ("paper_symbols", {"value": '{"refusal": "TC"}'}, "đúng các phần"),
        ("pre_acceptance_reply_hours", {"source": ""}, "Ghi số, ký hiệu văn bản"),
        ("pre_acceptance_reply_hours", {"valid_from": "2026-01-01"}, "từ hôm nay trở đi"),
        ("pre_acceptance_reply_hours", {"certainty": "x"}, "Chọn một mục"),
        ("pre_acceptance_reply_hours", {"valid_from": "31/02/2027"}, "Ghi ngày như"),
    ],
)
def test_a_value_that_is_none_is_refused_in_words(administrator: Client, name: str, change: dict[str, str], words: str) -> None:
    before = Setting.objects.count()
    answer = administrator.post(f"/quan-tri/thiet-lap/{name}/", {**TOLD, **change})
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert Setting.objects.count() == before


def test_two_values_for_one_day_are_refused(administrator: Client) -> None:
    administrator.post(REPLY, TOLD)
    answer = administrator.post(REPLY, {**TOLD, "value": "7"})
    assert (answer.status_code, "đã có giá trị từ ngày 01/01/2027" in answer.content.decode()) == (422, True)


def test_a_controller_reads_settings_but_sets_none(controller: Client) -> None:
    assert REPLY not in controller.get("/quan-tri/thiet-lap/").content.decode()
    assert controller.post(REPLY, TOLD).status_code == 403
    assert enter("administrator").get("/quan-tri/thiet-lap/khong-co/").status_code == 404
