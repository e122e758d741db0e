"""The names of the national states (TrangThaiHoSo)."""

STATES = {
    "1": "Mới đăng ký",
    "2": "Được tiếp nhận",
    "3": "Không được tiếp nhận",
    "4": "Đang xử lý",
    "5": "Yêu cầu bổ sung giấy tờ",
    "6": "Yêu cầu thực hiện nghĩa vụ tài chính",
    "7": "Công dân yêu cầu rút hồ sơ",
    "8": "Dừng xử lý",
    "9": "Đã xử lý xong",
    "10": "Đã trả kết quả",
}
CLOSED = ("3", "8", "9", "10")


def state_name(number: str) -> str:
    """Return '4 – Đang xử lý'."""
    return f"{number} – {STATES.get(number, '?')}"
