"""Mẫu 02 to 07 and the handover list: tagged, complete, in order, and with a place for the agency's signature on the slips."""

import subprocess
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pypdf import PdfReader

from motcua.papers import CannotRender, render, slip_stamp
from motcua.ports import SignatureRequest
from tests import make
from tests.papers import forms, samples

AT = datetime(2026, 11, 23, 2, 15, 30, tzinfo=UTC)
SLIPS = [forms.supplement_request, forms.refusal, forms.apology, forms.stop_notice]
BOOKS = [forms.control_sheet, forms.register, forms.handover_list]


def kind(values: Any) -> str:
    return str(values.__name__)


def text(pdf: bytes) -> str:
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True, timeout=30)
    return " ".join(read.stdout.decode().split())


def leaves(value: Any) -> Any:
    """Every text in the values."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from leaves(each)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("values", [*SLIPS, *BOOKS], ids=kind)
def test_a_form_is_tagged_archivable_and_in_vietnamese(values: Any) -> None:
    reader = PdfReader(BytesIO(render(kind(values), values()).pdf))
    root: Any = reader.trailer["/Root"]
    about = root["/Metadata"].get_data().decode()
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in about
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    assert root["/Lang"].startswith("vi")
    assert str(reader.metadata.creation_date if reader.metadata else "").startswith("2026-11-23")


@pytest.mark.parametrize("values", [*SLIPS, *BOOKS], ids=kind)
def test_every_value_given_is_printed(values: Any) -> None:
    hidden = {"parent_agency", "agency_lines", "place", "date", "verify_url", "signer_title"}
    given = {name: value for name, value in values().items() if name not in hidden}
    printed = "".join(text(render(kind(values), values()).pdf).split())
    words = [word for said in leaves(given) for word in said.split()]
    assert words
    assert [word for word in words if word not in printed] == []


@pytest.mark.parametrize("values", SLIPS, ids=kind)
def test_a_slip_is_a5_and_signed_by_its_agency_on_the_page_of_the_names(values: Any) -> None:
    drawn = render(kind(values), values())
    [page] = PdfReader(BytesIO(drawn.pdf)).pages
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (420, 595)
    stamp = slip_stamp(drawn.boxes, agency="Ủy ban nhân dân phường Cửa Nam", signed_at=AT)
    signed = make.signing().sign(drawn.pdf, SignatureRequest(f"agency:{make.WARD}", stamp.field, stamp.box, stamp.pdf, "Ký số"))
    [signature] = PdfFileReader(BytesIO(signed)).embedded_signatures
    assert signature.field_name == "agency"
    assert "23-11-2026 09:15:30 +07:00" in text(signed)


def test_the_slip_of_reception_has_room_for_the_signature_also_after_many_components() -> None:
    many = [{"name": f"Giấy tờ số {i} kèm theo hồ sơ", "originals": i, "certified": 0, "copies": 1} for i in range(1, 31)]
    drawn = render("appointment_slip", samples.slip(components=many))
    assert drawn.boxes["agency"].page == drawn.boxes["signer"].page == len(PdfReader(BytesIO(drawn.pdf)).pages) - 1


def test_what_a_dossier_has_not_leaves_no_line() -> None:
    before = text(render("refusal", forms.refusal(code=None, phone=None, address=None)).pdf)
    assert not {"Mã hồ sơ", "Số điện thoại", "Địa chỉ"} & {label for label in ("Mã hồ sơ", "Số điện thoại", "Địa chỉ") if label in before}
    withdrawn = text(render("stop_notice", forms.stop_notice(papers=[], fees=[], asked=None)).pdf)
    assert "không có giấy tờ bản giấy" in withdrawn
    assert "Yêu cầu của người nộp" not in withdrawn


def test_twenty_things_asked_run_over_a_page_and_keep_the_names_together() -> None:
    item = {"name": "Giấy tờ chứng minh quan hệ", "instruction": "Nộp bản sao có chứng thực " * 4, "basis": "23/2015/NĐ-CP Điều 16"}
    drawn = render("supplement_request", forms.supplement_request(items=[item] * 20))
    pages = PdfReader(BytesIO(drawn.pdf)).pages
    assert len(pages) > 1
    assert text(drawn.pdf).count("Cần làm gì") >= 2
    assert drawn.boxes["agency"].page == drawn.boxes["signer"].page


def test_a_register_of_a_thousand_lines_repeats_its_head_and_counts_its_pages() -> None:
    drawn = render("register", forms.register(1000, closing="Sổ đã khóa."))
    pages = PdfReader(BytesIO(drawn.pdf)).pages
    said = text(drawn.pdf)
    assert said.count("Mã hồ sơ") >= len(pages) - 1
    assert f"Trang {len(pages)}/{len(pages)}" in said
    assert "H26.105-261123-1000" in said
    assert "Sổ đã khóa." in said


def test_a_missing_value_is_named() -> None:
    values = forms.apology()
    del values["new_due"]
    with pytest.raises(CannotRender, match="“new_due” of “apology” is missing"):
        render("apology", values)
