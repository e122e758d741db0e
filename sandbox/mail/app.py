"""The pages of the catcher: who got what, one letter, and the same as JSON."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import pages
from sandbox.mail.box import Box

_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


def make(box: Box) -> Starlette:
    """Return the web application that shows `box`."""

    async def home(request: Request) -> Response:
        return _home(box, request.query_params.get("to", ""))

    async def one(request: Request) -> Response:
        letter = box.letter(request.path_params["number"])
        return _letter(letter) if letter else pages.page("Không có thư này", pages.paragraph("Thư không tồn tại."), 404)

    async def api(request: Request) -> Response:
        return JSONResponse(box.letters(request.query_params.get("to", "")))

    return Starlette(routes=[Route("/", home), Route("/api/messages", api), Route("/{number:int}", one)])


def _home(box: Box, recipient: str) -> Response:
    people = [(pages.link(f"/mail/?to={quote(to)}", to), str(number), str(repeats)) for to, number, repeats in box.recipients()]
    letters = [
        (
            escape(one["received_at"]),
            escape(one["to"]),
            pages.link(f"/mail/{one['id']}", one["subject"] or "(không có tiêu đề)"),
            str(one["repeats"]),
        )
        for one in box.letters(recipient, 200)
    ]
    body = pages.table("Người nhận", ("Địa chỉ", "Số thư", "Số lần gửi lặp"), people)
    title = f"Thư gửi {recipient}" if recipient else "Thư mới nhất"
    return pages.page("Hộp thư (giả lập)", body + pages.table(title, ("Lúc", "Người nhận", "Tiêu đề", "Gửi lặp"), letters))


def _letter(letter: Mapping[str, Any]) -> Response:
    facts = {
        "Người gửi": letter["from"],
        "Người nhận": letter["to"],
        "Lúc": letter["received_at"],
        "Message-ID": letter["message_id"] or "không có",
    }
    shown = "".join(f"<dt>{escape(name)}</dt><dd>{escape(str(value))}</dd>" for name, value in facts.items())
    html = f"<h2>Bản HTML (mã nguồn)</h2><pre>{escape(letter['html'])}</pre>" if letter["html"] else ""
    back = pages.link(f"/mail/?to={quote(letter['to'])}", "Mọi thư của người nhận này")
    return pages.page(letter["subject"] or "(không có tiêu đề)", f"<dl>{shown}</dl><pre>{_linked(letter['text'])}</pre>{html}<p>{back}</p>")


def _linked(text: str) -> str:
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = found.group().rstrip(".,;:)")
        parts += [escape(text[end : found.start()]), pages.link(address, address)]
        end = found.start() + len(address)
    return "".join([*parts, escape(text[end:])])
