"""Register, control sheet and handover list at the counter: seen, printed, taken as a file; forms shown when they are signed."""

import csv
import io
import subprocess
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.acts import reception, registers
from motcua.audit.models import AccessRead
from motcua.dossiers.models import Paper, RegisterClosing
from motcua.law.calendar import HANOI
from motcua.people.models import Agency
from tests import make
from tests.counter.conftest import signed_in

REGISTER = reverse("counter:register")
DAY = make.MONDAY.date()


def text(pdf: bytes) -> str:
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True, timeout=30)
    return " ".join(read.stdout.decode().split())


def file(browser: Client, suffix: str, month: int = 11, code: str = make.WARD):
    return browser.get(reverse("counter:register_file", args=[code, 2026, month, suffix]))


def forwarded(**answers):
    dossier = make.received(**answers)
    return reception.forward(dossier, officer=make.officer("case_officer"), by=make.actor("receiver"), at=make.MONDAY, key=make.key())


def test_the_register_shows_the_month_by_number_and_no_contact(browser: Client) -> None:
    first, second = make.received(), make.received()
    page = browser.get(REGISTER).content.decode()
    assert page.index(str(first.code)) < page.index(str(second.code))
    assert "2 hồ sơ trong sổ" in page
    assert "0912345678" not in page
    assert not AccessRead.objects.exists()
    assert str(first.code) not in browser.get(REGISTER, {"thang": "10"}).content.decode()


@pytest.mark.parametrize("asked", [{"thang": "13"}, {"nam": "1"}, {"nam": "x", "thang": "-1"}, {"nam": "9" * 30}])
def test_a_month_that_is_none_is_this_month(browser: Client, asked: dict[str, str]) -> None:
    dossier = make.received()
    assert str(dossier.code) in browser.get(REGISTER, asked).content.decode()


def test_the_file_has_contact_and_each_person_can_see_that_it_was_taken(browser: Client) -> None:
    dossier = make.returned()
    table = list(csv.reader(io.StringIO(file(browser, "csv").content.decode("utf-8-sig"))))
    line = dict(zip(table[0], table[1], strict=True))
    assert len(table) == 2
    assert (line["TT"], line["Mã hồ sơ"]) == ("1", dossier.code)
    assert "0912345678" in line["Địa chỉ, số điện thoại"]
    assert line["Ký nhận"] == "Nguyễn Thị Hạnh"
    assert all(line[name].endswith("23/11/2026") for name in ("Nhận hồ sơ", "Chuyển đến cơ quan", "Nhận kết quả từ cơ quan", "Trả kết quả"))
    read = AccessRead.objects.get(purpose="register")
    assert (read.subject, read.party) == (dossier.pk, dossier.applicant_id)


def test_a_name_that_is_a_formula_is_text_in_the_file(browser: Client) -> None:
    make.received(user=make.citizen("=HYPERLINK(1)", "001194099999"))
    assert "'=HYPERLINK(1)" in file(browser, "csv").content.decode()


def test_the_register_is_printed_by_month_and_year(browser: Client) -> None:
    dossier = make.received()
    for month, period in ((11, "Tháng 11 năm 2026"), (0, "Cả năm 2026")):
        answer = file(browser, "pdf", month)
        assert answer["Content-Type"] == "application/pdf"
        printed = text(answer.content)
        assert "SỔ THEO DÕI HỒ SƠ NĂM 2026" in printed
        assert period in printed
        assert str(dossier.code) in printed


def test_what_is_of_another_counter_is_not_found(stranger: Client, browser: Client) -> None:
    dossier = make.received()
    assert str(dossier.code) not in stranger.get(REGISTER).content.decode()
    assert file(stranger, "csv").status_code == 404
    assert stranger.get(reverse("counter:control", args=[dossier.pk])).status_code == 404
    assert stranger.get(reverse("counter:handover"), {"quay": make.WARD}).status_code == 404
    assert stranger.post(reverse("counter:close_register", args=[make.WARD, 2025])).status_code == 404
    assert file(browser, "csv", code="H26.99").status_code == 404


def test_a_year_that_is_over_is_closed_by_a_press_and_stays_closed(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make.received()
    assert "Khóa sổ năm" not in browser.get(REGISTER).content.decode()
    monkeypatch.setattr(timezone, "now", lambda: datetime(2027, 1, 4, 9, tzinfo=HANOI))
    browser = signed_in(make.officer("receiver"))
    page = browser.get(REGISTER, {"nam": "2026"}).content.decode()
    assert "Khóa sổ năm 2026" in page
    for key in ("one", "one", "two"):
        answer = browser.post(reverse("counter:close_register", args=[make.WARD, 2026]), {"_key": key})
    assert RegisterClosing.objects.get().count == 1
    assert answer.status_code == 422
    assert "đã khóa" in answer.content.decode()
    page = browser.get(REGISTER, {"nam": "2026"}).content.decode()
    assert "Đã khóa" in page
    assert 'action="/mot-cua/so-theo-doi/H26.105/2026/khoa/"' not in page
    assert f"mã băm {RegisterClosing.objects.get().hash}" in text(file(browser, "pdf", 0).content).replace("- ", "-")


def test_this_year_cannot_be_closed(browser: Client) -> None:
    make.received()
    answer = browser.post(reverse("counter:close_register", args=[make.WARD, 2026]), {"_key": "x"})
    assert answer.status_code == 422
    assert "chưa hết" in answer.content.decode()


def test_the_list_costs_the_same_queries_for_one_dossier_and_for_many(browser: Client, django_assert_max_num_queries) -> None:
    for _ in range(4):
        make.received()
    with django_assert_max_num_queries(16):
        browser.get(REGISTER)


def test_the_control_sheet_says_who_gave_to_whom_and_whether_in_time(browser: Client) -> None:
    dossier = make.returned()
    page = browser.get(reverse("counter:control", args=[dossier.pk])).content.decode()
    assert "Quyển số 2026, số thứ tự 1" in page
    assert "Trần Minh Khuê" in page
    printed = text(browser.get(reverse("counter:control_file", args=[dossier.pk, "pdf"])).content)
    assert "PHIẾU KIỂM SOÁT" in printed
    assert "Trước hạn" in printed
    table = list(
        csv.reader(io.StringIO(browser.get(reverse("counter:control_file", args=[dossier.pk, "csv"])).content.decode("utf-8-sig")))
    )
    assert table[0] == ["Giao", "Nhận", "Thời gian giao, nhận", "Kết quả", "Ghi chú"]
    assert len(table) == dossier.steps.count() + 1
    assert table[-1][1] == "Nguyễn Thị Hạnh"


def test_the_handover_list_is_by_unit_and_has_a_place_for_both_signatures(browser: Client) -> None:
    dossier = forwarded()
    make.received()
    page = browser.get(reverse("counter:handover")).content.decode()
    assert "Phòng chuyên môn" in page
    assert page.count('num">H26.105-') == 1
    [address] = [part.split('"')[0] for part in page.split('href="') if part.split('"')[0].endswith(".pdf")]
    printed = text(browser.get(address).content)
    for word in ("BẢNG KÊ BÀN GIAO", str(dossier.code), "BÊN GIAO", "BÊN NHẬN", "Lê Thu Hà", "Khuê"):
        assert word in printed
    assert browser.get(reverse("counter:handover"), {"ngay": "2026-11-20"}).content.decode().count('num">H26.105-') == 0
    assert browser.get(reverse("counter:handover_file", args=[make.WARD, DAY, "khong-co"])).status_code == 404
    assert browser.get("/mot-cua/ban-giao/H26.105/2026-13-45/x.pdf").status_code == 404


def test_a_form_is_opened_when_it_is_signed_and_said_to_be_on_its_way_before(browser: Client) -> None:
    declined = make.submitted()
    reception.decline(declined, reason="Không thuộc thẩm quyền.", by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    address = reverse("counter:dossier", args=[declined.pk])
    assert "đang lập" in browser.get(address).content.decode()
    Paper.objects.filter(dossier=declined).update(unsigned=True)
    assert "đang ký" in browser.get(address).content.decode()
    make.papers()
    paper = Paper.objects.get(dossier=declined, kind="refusal")
    link = reverse("counter:document", args=[declined.pk, paper.document_id])
    assert link in browser.get(address).content.decode()
    assert browser.get(link)["Content-Type"] == "application/pdf"


def test_a_closed_book_of_an_earlier_year_is_shown_as_closed(db: None) -> None:
    user = make.officer("receiver")
    ward = Agency.objects.get(code=make.WARD)
    registers.close(ward, 2025, by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    assert "Đã khóa" in signed_in(user).get(REGISTER, {"nam": "2025", "quay": make.WARD}).content.decode()


@pytest.mark.parametrize("address", ["2026/13.csv", "0/11.pdf", "99999999999/1.csv", "2026/-1.pdf"])
def test_a_month_of_no_calendar_is_not_found(browser: Client, address: str) -> None:
    assert browser.get(f"{REGISTER}{make.WARD}/{address}").status_code == 404
    assert browser.get(f"/mot-cua/ban-giao/{make.WARD}/9999-12-31/x.pdf").status_code == 404
