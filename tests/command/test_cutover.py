"""Cut-over: running dossiers come from an older system with codes, clocks, past and numbers; again and again; what does not fit is told."""

import csv
import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from motcua.acts import handover, reception, supplement, suspension
from motcua.audit.models import Entry
from motcua.doors.command.__main__ import main
from motcua.dossiers.codebook import days
from motcua.dossiers.models import Dossier, Paper, Promise, Serial, TakenOver
from motcua.law.calendar import HANOI
from motcua.law.cutover import read
from motcua.law.lifecycle import Act, Status
from motcua.people.actor import actor_of
from motcua.people.models import Agency
from tests import make
from tests.desk.conftest import enter
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db
SOURCE = "iGate"


def record(code: str = "H26.105-261116-0041", **changes: Any) -> dict[str, Any]:
    """A dossier in the hands of a case officer since a week before MONDAY."""
    whole: dict[str, Any] = {
        "code": code,
        "procedure_code": make.COPY,
        "channel": 2,
        "status": 4,
        "receiving_agency": make.WARD,
        "applicant": {"name": "Đỗ Văn Cũ", "number": "001088000001", "phone": "0900000001"},
        "summary": "Cấp bản sao bằng tốt nghiệp",
        "submitted_at": "2026-11-16T08:30",
        "received_at": "2026-11-16T09:00",
        "clock_from": "2026-11-16T09:00",
        "due_at": "2026-11-25T09:00",
        "officer": "demo.chuyenvien",
        "step": "search",
        "history": [{"at": "2026-11-16T09:00", "what": "Tiếp nhận", "who": "Nguyễn Tiếp", "unit": "Một cửa"}],
    }
    return {name: value for name, value in {**whole, **changes}.items() if value is not None}


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    make.city()
    monkeypatch.setattr(timezone, "now", lambda: make.MONDAY)


def folder(tmp_path: Path, *rows: dict[str, Any] | str) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    (tmp_path / "dossiers.jsonl").write_text("\n".join(lines), "utf-8")
    return tmp_path


def cutover(capsys: pytest.CaptureFixture[str], place: Path, *words: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = main(["cutover", str(place), "--source", SOURCE, *words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=HANOI)


def test_a_running_dossier_keeps_its_code_its_promise_and_its_past(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, report = cutover(capsys, folder(tmp_path, record()))
    assert (code, report["created"], report["rejected"], report["by_status"]) == (0, 1, [], {"4": 1})
    dossier = Dossier.objects.get(code="H26.105-261116-0041")
    assert (dossier.state, dossier.due_at, dossier.promised_at) == (Status.PROCESSING, at(25), at(25))
    assert list(dossier.promises.values_list("why", flat=True)) == [Promise.Why.TAKEN]
    assert (dossier.step_key, dossier.step_officer) == ("search", make.officer("case_officer"))
    assert [event.what for event in dossier.past.all()] == ["Tiếp nhận"]
    assert list(Entry.objects.filter(subject=dossier.pk).values_list("act", flat=True)) == [Act.TAKE_OVER]


def test_it_goes_on_here_to_the_end(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    cutover(capsys, folder(tmp_path, record()))
    dossier = make.work("found", Dossier.objects.get(code="H26.105-261116-0041"), make.MONDAY)
    for _kind, do in make._steps(make.COPY)[1:]:
        dossier = do(Dossier.objects.get(pk=dossier.pk), make.MONDAY)
    by = make.actor("receiver")
    done = handover.hand_over(dossier, receiver_name="Đỗ Văn Cũ", method="counter", by=by, at=make.MONDAY, key=make.key())
    assert (done.state, done.code) == (Status.RETURNED, "H26.105-261116-0041")


def test_the_same_file_again_changes_nothing_and_a_changed_record_is_brought_up_to_date(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    cutover(capsys, folder(tmp_path, record(), record("H26.105-261116-0042")))
    assert cutover(capsys, tmp_path)[1]["unchanged"] == 2
    later = record(step="sign", officer=None, promised_at="2026-11-27T09:00")
    assert cutover(capsys, folder(tmp_path, later, record("H26.105-261116-0042")))[1]["updated"] == 1
    dossier = Dossier.objects.get(code="H26.105-261116-0041")
    assert (dossier.step_key, dossier.due_at, dossier.promised_at, dossier.steps.count()) == ("sign", at(25), at(27), 2)
    assert Entry.objects.filter(subject=dossier.pk).count() == 2


def test_what_was_worked_on_here_is_not_written_over(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    cutover(capsys, folder(tmp_path, record()))
    dossier = Dossier.objects.get(code="H26.105-261116-0041")
    suspension.suspend(dossier, what="Lệ phí", amount=5000, by=make.actor("case_officer"), at=make.MONDAY, key=make.key())
    code, report = cutover(capsys, folder(tmp_path, record(step="sign")))
    assert (code, report["updated"]) == (1, 0)
    assert "đã được làm tiếp" in report["rejected"][0]["why"]
    dossier.refresh_from_db()
    assert dossier.state is Status.FINANCIAL_DUTY


def test_a_dry_run_tells_the_same_and_leaves_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    place = folder(tmp_path, record(), record("H26.105-261116-0043", agency="H26.999"))
    (place / "serials.csv").write_text("agency,book,year,last\nH26.105,register,2026,4213\n")
    dry = cutover(capsys, place, "--dry-run")[1]
    assert not TakenOver.objects.exists()
    assert not Serial.objects.filter(book="register:2026").exists()
    real = cutover(capsys, place)[1]
    assert {**dry, "dry_run": False} == real
    assert (real["created"], len(real["rejected"])) == (1, 1)


def test_numbers_go_on_after_the_older_systems_last_and_leave_no_gap_to_explain(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    place = folder(tmp_path, record("H26.105-261123-0017"))
    (place / "serials.csv").write_text("agency,book,year,last\nH26.105,register,2026,4213\n")
    cutover(capsys, place)
    fresh = make.received()
    assert (fresh.code, fresh.register.number) == ("H26.105-261123-0018", 4214)
    day = next(days(Agency.objects.get(code=make.WARD), at(23).date(), at(23).date()))
    assert day.gaps == ()
    cutover(capsys, place)  # never back
    assert make.received().code == "H26.105-261123-0019"


def test_an_open_supplement_is_answered_here_and_the_clock_goes_on(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    asked = {"asked_at": "2026-11-18T10:00", "until": "2026-11-27T17:30", "reason": "Ảnh mờ", "items": ["Ảnh chụp bằng"]}
    cutover(capsys, folder(tmp_path, record(status=5, supplement=asked)))
    dossier = Dossier.objects.get(code="H26.105-261116-0041")
    request = dossier.supplements.get()
    assert (request.until, request.asked_by.is_active, dossier.pauses.get().end) == (at(27, 17).replace(minute=30), False, None)
    by = actor_of(make.officer("receiver"), make.MONDAY)
    supplement.answer_item(dossier, request.items.get(), answer="Đã chụp lại", file=None, by=by, at=make.MONDAY)
    back = supplement.supply(dossier, by=by, at=make.MONDAY, key=make.key())
    assert back.state is Status.PROCESSING
    assert back.due_at == at(25)
    assert back.promised_at is not None
    assert back.promised_at > make.MONDAY


def test_a_duty_that_is_open_is_met_here(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    cutover(capsys, folder(tmp_path, record(status=6, stopped_at="2026-11-19T09:00", reason="Lệ phí trước bạ")))
    dossier = Dossier.objects.get(code="H26.105-261116-0041")
    by = make.actor("case_officer")
    back = suspension.resume(dossier, proof="Biên lai 0001", by=by, at=make.MONDAY, key=make.key())
    assert back.state is Status.PROCESSING


def test_a_new_one_is_received_here_with_a_code_of_ours(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    new = record("", status=1, external_code="000.00.00.G01-261120-123456", received_at=None, clock_from=None, due_at=None)
    cutover(capsys, folder(tmp_path, new))
    dossier = Dossier.objects.get(external_code="000.00.00.G01-261120-123456")
    taken = reception.receive(dossier, seen=[], by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    assert taken.code == "H26.105-261123-0001"


def test_a_result_on_file_comes_along_and_is_read_by_its_owner(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    citizen = make.citizen()
    place = folder(
        tmp_path,
        record(
            status=9,
            finished_at="2026-11-20T15:00",
            applicant={"name": "Nguyễn Thị Hạnh", "number": "001194012372"},
            result={"number": "12/BS", "title": "Bản sao", "issued_on": "2026-11-20", "path": "kq.pdf"},
            files=[{"path": "bang.png", "requirement": "relation", "sha256": hashlib.sha256(make.picture()).hexdigest()}],
        ),
    )
    (place / "files").mkdir()
    (place / "files" / "kq.pdf").write_bytes(_pdf())
    (place / "files" / "bang.png").write_bytes(make.picture())
    assert cutover(capsys, place)[1]["rejected"] == []
    dossier = Dossier.objects.get(code="H26.105-261116-0041")
    assert dossier.applicant == citizen.party
    answer = signed_in(citizen).get(f"/viec-cua-toi/{dossier.pk}/")
    assert answer.status_code == 200, answer.headers
    page = answer.content.decode()
    assert "H26.105-261116-0041" in page
    assert "Bản sao" in page


def _pdf() -> bytes:
    dossier = make.received()
    make.papers()
    paper = Paper.objects.get(dossier=dossier)
    return make.pdf_of(paper)


@pytest.mark.parametrize(
    ("change", "field", "why"),
    [
        ({"status": 7}, "status", "không có trong"),
        ({"status": 99}, "status", "không có trong"),
        ({"procedure_code": "9.999999"}, "", "chưa có bản công bố"),
        ({"code": "HN-1"}, "code", "không phải mã hồ sơ"),
        ({"due_at": None}, "due_at", "cần có trường này"),
        ({"received_at": "hôm qua"}, "received_at", "không phải ngày giờ"),
        ({"received_at": "2026-11-15T09:00"}, "received_at", "sớm hơn submitted_at"),
        ({"step": "khong-co"}, "", "Quy trình không có bước"),
        ({"status": 5}, "supplement", "cần có trường này"),
        ({"files": [{"path": "khong-co.pdf"}]}, "", "không có tệp"),
        ({"files": [{"path": "../../etc/passwd"}]}, "", "không có tệp"),
        ({"applicant": {"name": ""}}, "applicant.name", "thiếu"),
        ({"history": ["chữ"]}, "history", "đối tượng JSON"),
        ({"pauses": [{"start": "2026-11-17", "end": "2026-11-16", "mode": "pause"}]}, "pauses", "trước khi bắt đầu"),
        ({"channel": "xe"}, "channel", "không có trong"),
    ],
)
def test_what_does_not_fit_is_said_by_field_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, change: dict[str, Any], field: str, why: str
) -> None:
    code, report = cutover(capsys, folder(tmp_path, record(**change), record("H26.105-261116-0050")))
    assert (code, report["created"]) == (1, 1)
    assert any(each["field"] == field and why in each["why"] for each in report["rejected"]), report["rejected"]
    assert TakenOver.objects.count() == 1


def test_broken_lines_and_doubled_codes_are_reported_and_the_rest_goes_on(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    place = folder(tmp_path, "{hỏng", record(), record(), "[1]", record("H26.105-261116-0051"))
    report = cutover(capsys, place, "--report", str(tmp_path / "out.csv"))[1]
    assert (report["read"], report["created"], [each["line"] for each in report["rejected"]]) == (5, 2, [1, 3, 4])
    with (tmp_path / "out.csv").open(encoding="utf-8-sig") as out:
        assert len(list(csv.reader(out))) == 4


def test_tables_of_a_workbook_say_the_same_as_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    book = Workbook()
    sheet, history = book.create_sheet("dossiers"), book.create_sheet("history")
    whole = record()
    flat = {
        **{k: v for k, v in whole.items() if not isinstance(v, dict | list)},
        "applicant.name": "Đỗ Văn Cũ",
        "applicant.number": "001088000001",
    }
    sheet.append(list(flat))
    sheet.append(list(flat.values()))
    history.append(["code", "at", "what"])
    history.append([whole["code"], at(16).replace(tzinfo=None), "Tiếp nhận"])
    book.save(tmp_path / "igate.xlsx")
    assert cutover(capsys, tmp_path)[1]["rejected"] == []
    dossier = Dossier.objects.get(code=whole["code"])
    assert (dossier.applicant.name, dossier.past.get().at, dossier.promised_at) == ("Đỗ Văn Cũ", at(16), at(25))


def test_the_pages_tell_what_the_older_system_promised_and_did(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    cutover(capsys, folder(tmp_path, record()))
    dossier = Dossier.objects.get(code="H26.105-261116-0041")
    page = enter(make.officer("case_officer")).get(f"/xu-ly/{dossier.pk}/").content.decode()
    assert "lời hẹn đó được giữ nguyên" in page
    assert "theo hệ thống cũ" in page


rows = st.dictionaries(
    st.sampled_from([*record(), "supplement", "pauses", "files", "result", "answers"]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=6,
    ),
)


@settings(max_examples=150, deadline=None)
@given(rows)
def test_no_row_however_odd_breaks_the_reading(row: dict[str, Any]) -> None:
    found, problems = read({**record(), **row}, 1)
    assert (found is None) == bool(problems)
    for each in problems:
        assert str(each.why)
