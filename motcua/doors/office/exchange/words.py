"""Names of partners, kinds and values of messages, for people."""

from django.utils.translation import gettext as _

from motcua.lib.saying import N_

PARTNERS = {
    "national_portal": N_("Cổng Dịch vụ công quốc gia"),
    "mail": N_("Thư điện tử"),
    "population_registry": N_("Cơ sở dữ liệu quốc gia về dân cư"),
}
VALUES = {
    "code": N_("Mã hồ sơ"),
    "procedure_code": N_("Mã thủ tục"),
    "procedure_name": N_("Tên thủ tục"),
    "sector_code": N_("Mã lĩnh vực"),
    "sector_name": N_("Tên lĩnh vực"),
    "channel": N_("Kênh nộp"),
    "holder_name": N_("Chủ hồ sơ"),
    "holder_number": N_("Số giấy tờ của chủ hồ sơ"),
    "holder_kind": N_("Loại chủ hồ sơ"),
    "phone": N_("Điện thoại"),
    "email": N_("Thư điện tử"),
    "summary": N_("Trích yếu"),
    "submitted_at": N_("Nộp lúc"),
    "received_at": N_("Tiếp nhận lúc"),
    "due_at": N_("Hẹn trả"),
    "finished_at": N_("Xử lý xong lúc"),
    "returned_at": N_("Trả kết quả lúc"),
    "declined_at": N_("Từ chối lúc"),
    "status": N_("Trạng thái"),
    "at": N_("Lúc"),
    "agency_code": N_("Mã cơ quan"),
    "agency_name": N_("Cơ quan giải quyết"),
    "actor_name": N_("Người xử lý"),
    "actor_title": N_("Chức danh"),
    "unit_name": N_("Nơi xử lý"),
    "step_name": N_("Việc"),
    "step_from": N_("Bắt đầu bước"),
    "step_due": N_("Hạn của bước"),
    "to": N_("Người nhận"),
    "subject": N_("Tiêu đề"),
    "text": N_("Nội dung thư"),
}


def partner(name: str) -> str:
    """Return a partner's name in the reader's language."""
    return _(PARTNERS[name]) if name in PARTNERS else name


def value(path: str) -> str:
    """Return the name of a value of a message; one without a name of its own shows its path."""
    return _(VALUES[path]) if path in VALUES else path
