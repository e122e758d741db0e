"""Official papers: what is drawn, that it is accessible and archivable, and where signatures go."""

import re
import shutil
import subprocess
import unicodedata
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from motcua.papers import CannotRender, Rendered, agency_stamps, engine, render, signer_stamp
from tests.papers import samples

AT = datetime(2026, 11, 23, 2, 15, 30, tzinfo=UTC)
KINDS = [("result", samples.result), ("appointment_slip", samples.slip)]


def text(pdf: bytes) -> str:
    """The words as poppler reads them, spaces and line ends as one space."""
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True, timeout=30)
    return " ".join(read.stdout.decode().split())


def close(words: str) -> str:
    """The letters alone: poppler takes single letters in a row for one spaced word."""
    return "".join(words.split())


def stamps(drawn: Rendered) -> list[Any]:
    return agency_stamps(
        drawn.boxes,
        agency="UBND phường Hoàn Kiếm",
        number="12/BS-UBND",
        issued_on=date(2026, 11, 23),
        signed_at=AT,
    )


@pytest.mark.parametrize("kind, values", KINDS)
def test_a_paper_is_tagged_pdf_a_3a_and_pdf_ua_1_in_vietnamese(kind: str, values: Any) -> None:
    reader = PdfReader(BytesIO(render(kind, values()).pdf))
    root: Any = reader.trailer["/Root"]
    about = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in about
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in about
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    assert root["/Lang"].startswith("vi")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title
    assert str(reader.metadata.creation_date).startswith("2026-11-23")


@pytest.mark.parametrize("kind, values", KINDS)
def test_only_tinos_is_used_and_it_is_embedded(kind: str, values: Any, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(render(kind, values()).pdf)
    rows = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True, timeout=30).stdout.splitlines()[2:]
    assert rows
    for row in rows:
        assert "+Tinos" in row
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]


@pytest.mark.parametrize("kind, values", KINDS)
def test_the_tags_hold_a_heading_a_table_and_a_described_qr(kind: str, values: Any) -> None:
    root: Any = PdfReader(BytesIO(render(kind, values()).pdf)).trailer["/Root"]
    found = list(_elements(root["/StructTreeRoot"]))
    names = {each["/S"] for each in found}
    assert {"/H1", "/Table", "/TH", "/TD", "/Figure"} <= names
    assert all("QR" in each["/Alt"] for each in found if each["/S"] == "/Figure")


def _elements(node: Any) -> Any:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from _elements(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        yield from _elements(node.get("/K", []))


def test_an_answer_that_looks_like_code_is_printed_letter_by_letter() -> None:
    hostile = '#sys.inputs \\ @ref $x$ *đậm* _ng_ <box> `mã` #image("/etc/passwd") // /* = - + 1. "x" [y] ~'
    drawn = render("result", samples.result(body=[{"text": hostile}, {"facts": [[hostile, hostile]]}], signer_name=hostile))
    assert close(text(drawn.pdf)).count(close(hostile)) == 4


def test_stacked_marks_are_kept_also_when_they_come_in_parts() -> None:
    parts = unicodedata.normalize("NFD", samples.STACKED)
    drawn = render("result", samples.result(body=[{"text": parts}]))
    assert close(samples.STACKED) in close(text(drawn.pdf))


def test_sixty_rows_run_over_pages_with_the_head_repeated() -> None:
    rows = [[str(i), f"Nguyễn Thị Ánh Ngọc Bích {i}", "Bằng tốt nghiệp trung học phổ thông", "20/6/2012"] for i in range(1, 61)]
    drawn = render("result", samples.result(body=[{"table": {"head": ["TT", "Họ và tên", "Văn bằng", "Ngày"], "rows": rows}}]))
    pages = PdfReader(BytesIO(drawn.pdf)).pages
    assert len(pages) >= 2
    assert text(drawn.pdf).count("Họ và tên") == len(pages)
    assert drawn.boxes["signer"].page == len(pages) - 1
    assert drawn.boxes["agency"].page == 0
    assert [(each.field, each.box.page) for each in stamps(drawn)] == [("agency", 0), ("agency_seal", len(pages) - 1)]


def test_long_names_stay_on_the_page() -> None:
    long = "Tôn Nữ Công Tằng Thị Nguyễn Phúc Hoàng Mỹ Duyên Quỳnh Anh Bảo Ngọc"
    drawn = render("result", samples.result(signer_name=long, agency_lines=[long, long], title=long, subtitle=long))
    stamp = signer_stamp(drawn.boxes, name=long, title=long, signed_at=AT)
    assert text(drawn.pdf).count("Quỳnh Anh") >= 2
    assert len(PdfReader(BytesIO(stamp.pdf)).pages) == 1


def test_number_and_date_are_dots_until_issued_and_stand_in_the_first_page() -> None:
    drawn = render("result", samples.result())
    assert {"Số:", "ngày", "tháng", "năm"} <= set(text(drawn.pdf).split())
    assert ".." not in text(drawn.pdf), "the dots are drawn, not typed"
    page = drawn.boxes["agency"]
    assert drawn.boxes.keys() == {"agency", "number", "day", "month", "year", "signer", "seal"}
    box = drawn.boxes
    assert all(page.x0 - 0.1 <= each.x0 < each.x1 <= page.x1 + 0.1 and page.y0 <= each.y0 < each.y1 <= page.y1 for each in box.values())
    numbered = render("result", samples.result(number="12/BS-UBND", date_line="Hà Nội, ngày 23 tháng 11 năm 2026"))
    assert "Số: 12/BS-UBND" in text(numbered.pdf)
    assert "Hà Nội, ngày 23 tháng 11 năm 2026" in text(numbered.pdf)
    assert numbered.boxes.keys() == {"agency", "signer", "seal"}


def test_number_and_day_are_written_into_the_gaps_on_the_line_of_the_words() -> None:
    drawn = render("result", samples.result())
    [stamp] = stamps(drawn)
    for word, after in [("12/BS-UBND", "Số:"), ("23", "ngày"), ("11", "tháng"), ("2026", "năm")]:
        left, bottom = _place(stamp, word)
        label_right, label_bottom = _last(drawn.pdf, after)
        assert 0 < left - label_right < 12
        assert bottom == pytest.approx(label_bottom, abs=0.5)


def test_a_long_number_stays_in_its_gap() -> None:
    drawn, number = render("result", samples.result()), "123456/QĐ-TTPVHCC-KSTTHC"
    [stamp] = agency_stamps(drawn.boxes, agency="UBND", number=number, issued_on=date(2027, 2, 5), signed_at=AT)
    assert _place(stamp, number)[0] == pytest.approx(drawn.boxes["number"].x0, abs=1)
    right = _corners(stamp.pdf, number)[0][2] + stamp.box.x0
    assert right <= drawn.boxes["number"].x1 + 1
    assert "05" in text(stamp.pdf)
    assert "02" in text(stamp.pdf)


def _corners(pdf: bytes, word: str) -> list[list[float]]:
    """Left, top, right, bottom of every such word, in points from the page's upper left corner."""
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True, timeout=30).stdout.decode()
    found = [each for each in told.splitlines() if f">{word}<" in each]
    return [[float(value) for value in re.findall(r'="([\d.]+)"', each)] for each in found]


def _place(stamp: Any, word: str) -> tuple[float, float]:
    """Left and bottom of a word of the stamp, in points from the upper left corner of the A4 page below it."""
    left, _, _, bottom = _corners(stamp.pdf, word)[0]
    return left + stamp.box.x0, bottom + 841.89 - stamp.box.y1


def _last(pdf: bytes, word: str) -> tuple[float, float]:
    """Right and bottom of the first such word of the head."""
    _, _, right, bottom = _corners(pdf, word)[0]
    return right, bottom


def test_stamps_are_as_large_as_their_boxes_and_carry_hanoi_time() -> None:
    drawn = render("result", samples.result())
    for stamp in [signer_stamp(drawn.boxes, name="Trần Quốc Đạt", title="Phó Chủ tịch", signed_at=AT), *stamps(drawn)]:
        [page] = PdfReader(BytesIO(stamp.pdf)).pages
        assert float(page.mediabox.width) == pytest.approx(stamp.box.x1 - stamp.box.x0, abs=0.1)
        assert float(page.mediabox.height) == pytest.approx(stamp.box.y1 - stamp.box.y0, abs=0.1)
        assert "23-11-2026 09:15:30 +07:00" in text(stamp.pdf)


def test_the_seal_covers_about_a_third_of_the_signature_from_its_left() -> None:
    drawn = render("result", samples.result())
    signer, seal = drawn.boxes["signer"], drawn.boxes["seal"]
    width = (signer.x1 - signer.x0) * 50 / 60
    left = (signer.x0 + signer.x1 - width) / 2
    right_of_seal = seal.x0 + (seal.y1 - seal.y0)
    assert seal.x0 < left
    assert (right_of_seal - left) / width == pytest.approx(1 / 3, abs=0.02)


@pytest.mark.parametrize("end", ["", "/"])
def test_the_site_of_verification_is_printed_without_the_secret_part(end: str) -> None:
    drawn = render("result", samples.result(verify_url=f"https://motcua.example/xac-minh/3f9a2c71{end}"))
    assert "motcua.example/xac-minh Mã kiểm tra" in text(drawn.pdf)
    assert "3f9a2c71" not in text(drawn.pdf)


def test_the_same_values_give_the_same_bytes() -> None:
    assert render("result", samples.result()).pdf == render("result", samples.result()).pdf


def _without(values: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != name}


@pytest.mark.parametrize(
    "kind, values, said",
    [
        ("letter", {}, "no paper of kind “letter”"),
        ("result", _without(samples.result(), "title"), "“title” of “result” is missing"),
        ("result", samples.result(colour="red"), "“colour” of “result” is not known"),
        ("result", samples.result(title=7), "“result.title” cannot be printed: int"),
        ("result", samples.result(body=[{"picture": "x"}]), "“result.body[0]” cannot be printed"),
        ("result", samples.result(body=[{"facts": [["only a label"]]}]), "“result.body[0].facts[0]” needs 2 parts"),
        ("result", samples.result(body=[{"table": {"head": ["A", "B"], "rows": [["1"]]}}]), "here 2"),
        ("result", samples.result(body=[{"table": {"head": [], "rows": []}}]), "here 0"),
        ("result", samples.result(date="23/11/2026"), "must be a date"),
        ("result", samples.result(signer_name="Tên 😀"), "😀"),
        ("appointment_slip", _without(samples.slip(), "due_at"), "“due_at” of “appointment_slip” is missing"),
        ("appointment_slip", samples.slip(components=[{"name": "Tờ khai"}]), "“certified” of “appointment_slip.components[0]” is missing"),
    ],
)
def test_a_paper_that_cannot_be_drawn_says_why(kind: str, values: dict[str, Any], said: str) -> None:
    with pytest.raises(CannotRender) as refused:
        render(kind, values)
    assert said in str(refused.value)


def test_a_missing_font_names_the_package(settings: Any, tmp_path: Path) -> None:
    settings.PAPER_FONTS = tmp_path
    with pytest.raises(CannotRender, match="fonts-croscore"):
        engine.fonts.__wrapped__()
    shutil.copy(engine.FONTS / "Tinos-Regular.ttf", tmp_path)
    assert engine.fonts.__wrapped__().families() == ["Tinos"]


def test_a_second_phase_and_many_components_are_printed() -> None:
    many = [{"name": f"Giấy tờ số {i} kèm theo hồ sơ", "originals": i, "certified": 0, "copies": 1} for i in range(1, 31)]
    drawn = render("appointment_slip", samples.slip(components=many, email=None, second_phase={"received_at": "A", "due_at": "B"}))
    assert "Giấy tờ số 30" in text(drawn.pdf)
    assert "Email" not in text(drawn.pdf)
    assert "7. Thời gian trả kết quả giai đoạn 2: B" in text(drawn.pdf)
    assert drawn.boxes["signer"].page == len(PdfReader(BytesIO(drawn.pdf)).pages) - 1
