"""Errors of the API as application/problem+json (RFC 9457), in the language that is asked for."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MEDIA = "application/problem+json"
_TITLES = {
    400: gettext_lazy("Yêu cầu không đọc được"),
    404: gettext_lazy("Không tìm thấy"),
    405: gettext_lazy("Không nhận cách gọi này"),
    406: gettext_lazy("Không trả được dạng này"),
    413: gettext_lazy("Nội dung gửi quá lớn"),
    415: gettext_lazy("Chỉ nhận application/json"),
    422: gettext_lazy("Tham số sai"),
    429: gettext_lazy("Gọi quá nhiều lần"),
    500: gettext_lazy("Lỗi của hệ thống"),
    503: gettext_lazy("Hệ thống tạm thời không trả lời"),
}


def problem(status: int, detail: str = "", errors: list[dict[str, str]] | None = None, **headers: str) -> HttpResponse:
    """Return the answer that tells a problem."""
    title = str(_TITLES.get(status) or HTTPStatus(status).phrase)
    told: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail or title, "errors": errors or []}
    return HttpResponse(json.dumps(told, ensure_ascii=False), status=status, content_type=MEDIA, headers=headers)


def place_of(where: tuple[Any, ...]) -> str:
    """Return where in a request something is wrong, as a person writes it: page, answers.name."""
    return ".".join(str(each) for each in where if each not in ("query", "path", "body", "given"))


def why_of(kind: str, told: dict[str, Any]) -> str:
    """Return what is wrong with a value, in the reader's language; `kind` and `told` are pydantic's."""
    if kind == "missing":
        return _("Thiếu giá trị này.")
    if kind in ("greater_than_equal", "less_than_equal"):
        least, most = told.get("ge"), told.get("le")
        return _("Phải từ %(least)s trở lên.") % {"least": least} if least is not None else _("Không được quá %(most)s.") % {"most": most}
    if kind in ("literal_error", "enum"):
        return _("Chỉ nhận: %(choices)s.") % {"choices": told.get("expected", "")}
    if kind in ("string_too_long", "too_long"):
        return _("Dài quá %(most)s.") % {"most": told.get("max_length", "")}
    if kind.startswith("date"):
        return _("Ghi ngày như 2026-11-23.")
    if kind.startswith(("int", "float")):
        return _("Phải là một số.")
    if kind.startswith("bool"):
        return _("Ghi true hoặc false.")
    return _("Giá trị này không đọc được.")
