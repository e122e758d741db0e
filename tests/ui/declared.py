"""A small declared form that has one of everything."""

from typing import Any

from motcua.ui.forms import Form


def words(vi: str, en: str = "") -> dict[str, str]:
    return {"vi": vi, "en": en or f"{vi} (en)"}


def data() -> dict[str, Any]:
    """A fresh copy, to be changed by tests."""
    return {
        "schema": {
            "type": "object",
            "properties": {
                "relation": {"enum": ["self", "other"]},
                "name": {"type": "string", "minLength": 2, "maxLength": 60, "x-personal": True},
                "born": {"type": "string", "format": "date", "x-not-after": "today", "x-personal": True},
                "number": {"type": "string", "pattern": "^[0-9]{12}$", "x-personal": True},
                "proof": {"type": "string"},
                "year": {"type": "integer", "minimum": 1900},
                "how_many": {"type": "integer", "minimum": 1, "maximum": 9},
                "phone": {"type": "string"},
                "email": {"type": "string"},
                "note": {"type": "string"},
                "sworn": {"const": True},
                "ways": {"type": "array", "items": {"enum": ["post", "mail"]}},
                "agency": {"type": "string"},
                "copies": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {"to": {"type": "string"}, "count": {"type": "integer", "minimum": 1}},
                        "required": ["to"],
                    },
                },
            },
            "required": ["relation", "name", "born", "proof", "sworn"],
        },
        "layout": {
            "pages": [
                {
                    "id": "who",
                    "title": words("Ai?"),
                    "questions": [
                        {
                            "field": "relation",
                            "label": words("Bạn là ai?", "Who are you?"),
                            "widget": "radios",
                            "options": [
                                {"value": "self", "label": words("Chính tôi", "Myself")},
                                {"value": "other", "label": words("Khác", "Other")},
                            ],
                        },
                        {
                            "field": "name",
                            "label": words("Họ và tên", "Full name"),
                            "widget": "text",
                            "why": words("Để ghi vào bản sao", "To write it in the copy"),
                            "prefill": [{"source": "population", "path": "name", "when": {"field": "relation", "is": "self"}}],
                        },
                        {"field": "born", "label": words("Ngày sinh", "Date of birth"), "widget": "date"},
                        {"field": "number", "label": words("Số định danh", "Personal number"), "widget": "personal_number"},
                    ],
                },
                {
                    "id": "proof",
                    "title": words("Giấy tờ"),
                    "show_if": {"field": "relation", "is": "other"},
                    "questions": [{"field": "proof", "label": words("Giấy chứng minh"), "widget": "text"}],
                },
                {
                    "id": "rest",
                    "title": words("Còn lại"),
                    "questions": [
                        {"field": "year", "label": words("Năm cấp", "Year"), "widget": "year"},
                        {"field": "how_many", "label": words("Số bản", "How many"), "widget": "number"},
                        {"field": "phone", "label": words("Điện thoại", "Phone"), "widget": "phone"},
                        {"field": "email", "label": words("Thư điện tử", "E-mail"), "widget": "email"},
                        {"field": "note", "label": words("Ghi chú", "Note"), "widget": "textarea"},
                        {"field": "sworn", "label": words("Tôi cam đoan", "I swear"), "widget": "checkbox"},
                        {
                            "field": "ways",
                            "label": words("Báo qua", "Tell by"),
                            "widget": "checkbox",
                            "options": [
                                {"value": "post", "label": words("Bưu chính", "Post")},
                                {"value": "mail", "label": words("Thư", "Mail")},
                            ],
                        },
                        {"field": "agency", "label": words("Cơ quan", "Agency"), "widget": "agency", "choices": "agencies"},
                        {
                            "group": "copies",
                            "label": words("Các bản sao", "Copies"),
                            "item_label": words("bản", "copy"),
                            "max": 3,
                            "questions": [
                                {"field": "to", "label": words("Gửi ai", "To whom"), "widget": "text"},
                                {
                                    "field": "count",
                                    "label": words("Mấy bản", "How many"),
                                    "widget": "number",
                                    "show_if": {"field": "to", "given": True},
                                },
                            ],
                        },
                    ],
                },
            ]
        },
    }


def form() -> Form:
    return Form.from_data(data())


WHO = {
    "relation": ["self"],
    "name": ["  Nguyễn   Thị Hạnh "],
    "born-day": ["14"],
    "born-month": ["3"],
    "born-year": ["1994"],
    "number": ["001 194 012 372"],
}
