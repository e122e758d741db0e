"""Values of Mẫu 02 to 07 and of the handover list, for tests."""

from typing import Any

from tests.papers.samples import STACKED

HEAD = {
    "parent_agency": "Ủy ban nhân dân thành phố Hà Nội",
    "agency_lines": ["Ủy ban nhân dân phường Cửa Nam", "Bộ phận Tiếp nhận và Trả kết quả"],
    "date": "2026-11-23",
    "date_line": "Hà Nội, ngày 23 tháng 11 năm 2026",
}
SLIP = {
    **HEAD,
    "place": "Hà Nội",
    "verify_url": "http://127.0.0.1:8000/xac-minh/3f9a2c71d0b84e55/",
    "number": "12/HDHS",
    "code": "H26.105-261123-0001",
    "applicant": "Nguyễn Thị Hạnh",
    "address": "Số 5 Phố Cửa Nam, phường Cửa Nam, thành phố Hà Nội",
    "request": "Cấp bản sao văn bằng, chứng chỉ từ sổ gốc",
}
CONTACT = {"phone": "0912 345 678", "email": "hanh@example.vn", "website": "http://127.0.0.1:8000", "help": "Lê Thu Hà, điện thoại 1022"}


def supplement_request(**changed: Any) -> dict[str, Any]:
    """Mẫu 02 with two items."""
    items = [
        {
            "name": "Giấy tờ chứng minh quan hệ",
            "instruction": "Nộp bản sao giấy khai sinh có chứng thực.",
            "basis": "23/2015/NĐ-CP Điều 16",
        },
        {"name": "Ảnh chụp bằng tốt nghiệp", "instruction": f"Chụp lại, rõ cả bốn góc. {STACKED}", "basis": ""},
    ]
    words = {
        "items": items,
        "reason": "Thiếu giấy tờ chứng minh quan hệ.",
        "until": "17 giờ 30 phút, ngày 03/12/2026",
        "guide": "Lê Thu Hà",
    }
    return {**SLIP, **CONTACT, **words, **changed}


def refusal(**changed: Any) -> dict[str, Any]:
    """Mẫu 03, before any code was given."""
    words = {
        "reason": "Phường không giữ sổ gốc; xin nộp tại Sở Giáo dục và Đào tạo.",
        "submitter": "Nguyễn Thị Hạnh",
        "refuser": "Lê Thu Hà",
    }
    return {**SLIP, **CONTACT, **words, "code": None, **changed}


LED = {"signer_title": "Chủ tịch", "signer_name": "Trịnh Văn Dũng", "collect_at": "Ủy ban nhân dân phường Cửa Nam"}


def apology(**changed: Any) -> dict[str, Any]:
    """Mẫu 04."""
    words = {
        "received_at": "09 giờ 00 phút, ngày 23/11/2026",
        "due_at": "17 giờ 30 phút, ngày 23/11/2026",
        "reason": "Sổ gốc đang được phục chế.",
        "new_due": "17 giờ 30 phút, ngày 27/11/2026",
    }
    return {**SLIP, **LED, **words, "number": "3/PXL", **changed}


def stop_notice(**changed: Any) -> dict[str, Any]:
    """Mẫu 05 after a withdrawal."""
    words = {
        "received_at": "09 giờ 00 phút, ngày 23/11/2026",
        "asked": "Tôi đã tìm thấy bản chính.",
        "stage": "Tra sổ, dự thảo",
        "reason": "Người nộp rút hồ sơ.",
        "papers": ["Giấy khai sinh: 1 bản chính, 0 bản sao"],
        "fees": ["8.000 đồng (tám nghìn đồng)"],
    }
    return {**SLIP, **LED, **words, "number": "2/TBDHS", **changed}


def control_sheet(**changed: Any) -> dict[str, Any]:
    """Mẫu 06 with two moves."""
    moves = [
        {
            "giver": "Bộ phận Một cửa: Lê Thu Hà",
            "taker": "Tra sổ: Trần Minh Khuê",
            "at": "09 giờ 30 phút, ngày 23/11/2026",
            "result": "Trước hạn",
            "note": "",
        },
        {
            "giver": "Tra sổ: Trần Minh Khuê",
            "taker": "Ký: Trịnh Văn Dũng",
            "at": "14 giờ 05 phút, ngày 23/11/2026",
            "result": "",
            "note": "Đã ký",
        },
    ]
    words = {
        "book": "2026",
        "number": "1",
        "code": "H26.105-261123-0001",
        "applicant": "Nguyễn Thị Hạnh",
        "request": SLIP["request"],
        "received_at": "09 giờ 00 phút, ngày 23/11/2026",
        "due_at": "17 giờ 30 phút, ngày 23/11/2026",
        "settles": "Ủy ban nhân dân phường Cửa Nam",
        "cooperates": "",
        "moves": moves,
    }
    return {**HEAD, **words, **changed}


def registered(number: int) -> dict[str, str]:
    """One line of Mẫu 07."""
    return {
        "number": str(number),
        "code": f"H26.105-261123-{number:04d}",
        "procedure": str(SLIP["request"]),
        "sets": "1",
        "applicant": "Nguyễn Thị Hạnh",
        "contact": "Số 5 Phố Cửa Nam; 0912345678",
        "settles": "Ủy ban nhân dân phường Cửa Nam",
        "received": "09:00 23/11/2026",
        "due": "17:30 23/11/2026",
        "sent": "09:30 23/11/2026",
        "back": "15:00 23/11/2026",
        "returned": "16:00 23/11/2026",
        "method": "Tại quầy",
        "signed": "Nguyễn Thị Hạnh",
        "note": "",
    }


def register(lines: int = 40, **changed: Any) -> dict[str, Any]:
    """Mẫu 07."""
    words = {"year": "2026", "period": "Tháng 11 năm 2026", "closing": None}
    return {**HEAD, **words, "lines": [registered(number) for number in range(1, lines + 1)], **changed}


def handover_list(**changed: Any) -> dict[str, Any]:
    """A handover of two dossiers."""
    line = {
        "code": "H26.105-261123-0001",
        "procedure": str(SLIP["request"]),
        "applicant": "Nguyễn Thị Hạnh",
        "papers": "1 bản chính, 2 bản sao",
        "at": "09:30",
        "due": "17:30 23/11/2026",
        "taker": "Trần Minh Khuê",
    }
    words = {"giver": "Bộ phận Một cửa, UBND phường Cửa Nam", "taker": "Phòng chuyên môn, UBND phường Cửa Nam", "day": "23/11/2026"}
    return {**HEAD, **words, "lines": [line, {**line, "code": "H26.105-261123-0002"}], "by": "Lê Thu Hà", **changed}
