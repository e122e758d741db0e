"""Values of whole papers for tests: a copy from the register (2.000908) and a slip."""

from typing import Any

STACKED = "Ẩ Ỗ Ữ Ậ Ặ Ỵ ẩ ỗ ữ ậ ặ ỵ"


def result(**changed: Any) -> dict[str, Any]:
    """A one-page result, not yet numbered."""
    return {
        "parent_agency": "Ủy ban nhân dân thành phố Hà Nội",
        "agency_lines": ["Ủy ban nhân dân", "phường Hoàn Kiếm"],
        "place": "Hà Nội",
        "date": "2026-11-23",
        "title": "Bản sao trích từ sổ gốc",
        "subtitle": "Văn bằng tốt nghiệp trung học phổ thông",
        "body": [
            {"text": "Ủy ban nhân dân phường Hoàn Kiếm cấp bản sao từ sổ gốc cho người có tên dưới đây, đúng với sổ gốc đang lưu:"},
            {
                "facts": [
                    ["Họ, chữ đệm, tên", "NGUYỄN THỊ HẠNH"],
                    ["Ngày, tháng, năm sinh", "14/3/1994"],
                    ["Số định danh cá nhân", "001194012372"],
                    ["Nơi cư trú", "Số 12 ngõ 34 phố Hàng Bạc, phường Hoàn Kiếm, thành phố Hà Nội"],
                ]
            },
            {"table": {"head": ["TT", "Nội dung", "Số vào sổ", "Ngày"], "rows": [["1", "Bằng tốt nghiệp", "125/THPT", "20/6/2012"]]}},
            {"note": "Bản sao này có giá trị sử dụng như bản chính theo quy định của pháp luật."},
        ],
        "basis": [
            "Căn cứ Luật Tổ chức chính quyền địa phương",
            "Căn cứ Nghị định số 23/2015/NĐ-CP ngày 16 tháng 02 năm 2015 của Chính phủ về cấp bản sao từ sổ gốc",
        ],
        "recipients": ["Bà Nguyễn Thị Hạnh", "Bộ phận Một cửa", "Lưu: VT, TP"],
        "signer_title": "KT. Chủ tịch\nPhó Chủ tịch",
        "signer_name": "Trần Quốc Đạt",
        "verify_url": "http://127.0.0.1:8000/kiem-tra/3f9a2c71d0b84e55",
        "verify_code": "3F9A-2C71-D0B8-4E55",
        "number": None,
        **changed,
    }


def slip(**changed: Any) -> dict[str, Any]:
    """Mẫu 01 for the same citizen."""
    return {
        "parent_agency": "Ủy ban nhân dân thành phố Hà Nội",
        "agency_lines": ["Trung tâm Phục vụ hành chính công", "Chi nhánh số 1"],
        "place": "Hà Nội",
        "date": "2026-11-23",
        "date_line": "Hà Nội, ngày 23 tháng 11 năm 2026",
        "code": "H26.12-261123-0001",
        "verify_url": "http://127.0.0.1:8000/tra-cuu?ma=H26.12-261123-0001",
        "receiver_unit": "Chi nhánh số 1, Trung tâm Phục vụ hành chính công",
        "applicant": "Nguyễn Thị Hạnh",
        "address": "Số 12 ngõ 34 phố Hàng Bạc, phường Hoàn Kiếm, thành phố Hà Nội",
        "phone": "0912 345 678",
        "email": "hanh@example.vn",
        "id_number": "001194012372",
        "channel": "Trực tuyến",
        "request": "Cấp bản sao từ sổ gốc (2.000908)",
        "holder": "Nguyễn Thị Hạnh",
        "components": [
            {"name": "Tờ khai cấp bản sao từ sổ gốc", "originals": 1, "certified": 0, "copies": 0},
            {"name": "Giấy tờ chứng minh quan hệ với người được cấp bản chính", "originals": 0, "certified": 1, "copies": 0},
        ],
        "sets": 1,
        "term": "Trong ngày làm việc",
        "received_at": "09 giờ 15 phút, ngày 23/11/2026",
        "due_at": "17 giờ 30 phút, ngày 23/11/2026",
        "collect_at": "Chi nhánh số 1, tầng 1, 18 Lý Thường Kiệt",
        "look_up": "http://127.0.0.1:8000/tra-cuu, điện thoại 1022",
        "submitter": "Nguyễn Thị Hạnh",
        "receiver": "Phạm Thu Trang",
        **changed,
    }
