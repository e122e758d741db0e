"""Long registers are made by a job, in volumes; spreadsheets hold text and no formula; predecessors' books are the successor's."""

import io
import zipfile
from datetime import datetime

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from motcua.audit.models import AccessRead
from motcua.documents.verification import verify
from motcua.doors.counter import books as door
from motcua.dossiers.models import RegisterClosing, Run
from motcua.jobs import books
from motcua.jobs.runs import work as carry_out
from motcua.law.calendar import HANOI
from motcua.ports import port
from tests import make
from tests.counter.conftest import signed_in
from tests.counter.test_books import REGISTER, file, text
from tests.merged import merge

pytestmark = pytest.mark.django_db


def asked(browser: Client, form: str, code: str = make.WARD) -> bytes:
    """Ask for the year's book, do the job, take the file."""
    answer = browser.post(f"{REGISTER}{code}/2026/lap/", {"form": form}, follow=True)
    run = Run.objects.get(finished_at=None)
    carry_out(str(run.pk))
    page = browser.get(answer.request["PATH_INFO"]).content.decode()
    assert f"Đã lập xong, {run.total or Run.objects.get(pk=run.pk).total} dòng." in page
    return bytes(browser.get(f"{answer.request['PATH_INFO']}tep/").content)


def test_a_year_is_printed_in_volumes_and_each_person_can_see_it(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "VOLUME", 2)
    codes = [str(make.received().code) for _each in range(3)]
    volumes = zipfile.ZipFile(io.BytesIO(asked(browser, "pdf")))
    assert volumes.namelist() == [f"so-theo-doi-H26.105-2026-quyen-0{n}.pdf" for n in (1, 2)]
    first, second = (text(volumes.read(name)) for name in volumes.namelist())
    assert "Quyển 1, từ số 1 đến số 2" in first
    assert (codes[0] in first, codes[1] in first, codes[2] in first) == (True, True, False)
    assert codes[2] in second
    assert AccessRead.objects.filter(purpose="register").count() == 3
    found = verify(volumes.read(volumes.namelist()[0]), make.signing().roots())
    assert [(s.signer, s.intact, s.trusted) for s in found.signatures] == [("UBND phường Cửa Nam", True, True)]


def test_a_book_that_nobody_signs_says_so_and_was_not_taken(browser: Client, settings: LazySettings) -> None:
    make.received()
    settings.CONNECTORS = {**settings.CONNECTORS, "signing": {"BACKEND": "tests.desk.conftest.Away"}}
    port.cache_clear()
    browser.post(f"{REGISTER}{make.WARD}/2026/lap/", {"form": "pdf"})
    carry_out(str(Run.objects.get().pk))
    run = Run.objects.get()
    port.cache_clear()
    assert ("Chưa ký được sổ" in run.failure, run.document, run.finished_at is None) == (True, None, False)
    assert not AccessRead.objects.filter(purpose="register").exists()
    assert "Chưa ký được sổ" in browser.get(f"/mot-cua/viec-dai/{run.pk}/").content.decode()


def test_a_spreadsheet_holds_every_cell_as_text(browser: Client) -> None:
    make.received(user=make.citizen("=HYPERLINK(1)", "001194099999"))
    for content in (asked(browser, "xlsx"), file(browser, "xlsx").content):
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        rows = list(sheet.iter_rows())
        assert [cell.value for cell in rows[0]][:2] == ["TT", "Mã hồ sơ"]
        assert (rows[1][4].value, rows[1][4].data_type) == ("=HYPERLINK(1)", "s")
        assert {cell.data_type for row in rows for cell in row if cell.value} == {"s"}
    assert "'=HYPERLINK(1)" in asked(browser, "csv").decode("utf-8-sig")


def test_a_book_too_long_to_wait_for_says_so_and_what_to_press(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "MOST_AT_ONCE", 1)
    make.received()
    assert file(browser, "pdf").status_code == 200
    make.received()
    answer = browser.get(f"{REGISTER}{make.WARD}/2026/0.pdf", follow=True)
    assert "yêu cầu lập sổ" in answer.content.decode()
    assert "Lập sổ cả năm (PDF)" in answer.content.decode()


def test_no_other_counter_asks_for_a_book_or_takes_its_file(browser: Client, stranger: Client) -> None:
    make.received()
    assert stranger.post(f"{REGISTER}{make.WARD}/2026/lap/", {"form": "csv"}).status_code == 404
    asked(browser, "csv")
    run = Run.objects.get()
    assert stranger.get(f"/mot-cua/viec-dai/{run.pk}/tep/").status_code == 404
    assert browser.get(f"/mot-cua/viec-dai/{run.pk}/tep/")["Cache-Control"] == "private, no-store"


def test_the_successor_shows_prints_and_closes_the_books_of_what_was_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    closed, open_one = make.returned(), make.received()
    new = merge()
    monkeypatch.setattr(timezone, "now", lambda: datetime(2027, 1, 4, 9, tzinfo=HANOI))
    successor = signed_in(make.officer("receiver", new.code))
    page = successor.get(REGISTER, {"quay": make.WARD, "nam": "2026", "thang": "11"}).content.decode()
    assert str(closed.code) in page
    assert str(open_one.code) in page
    assert "(đến 22/11/2026)" in page
    assert str(closed.code) in text(file(successor, "pdf").content)
    successor.post(f"{REGISTER}{make.WARD}/2026/khoa/", {"_key": "x"})
    assert RegisterClosing.objects.get(agency__code=make.WARD).count == 2
