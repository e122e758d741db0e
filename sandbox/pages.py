"""Plain readable pages: one layout, escaped words, no inline script or style."""

from collections.abc import Iterable, Sequence
from html import escape

from starlette.responses import HTMLResponse

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
_LAYOUT = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Hệ thống giả lập</title><link rel="stylesheet" href="/static/sandbox.css"></head>
<body><a class="skip" href="#main">Đến nội dung chính</a>
<header><p><a href="/">Thế giới bên ngoài (giả lập)</a></p><p>Người và dữ liệu ở đây đều không có thật.</p></header>
<main id="main"><h1>{title}</h1>
{body}
</main></body></html>"""


def page(title: str, body: str, status: int = 200) -> HTMLResponse:
    """Return a whole page; `title` is plain text, `body` is HTML already escaped."""
    return HTMLResponse(_LAYOUT.format(title=escape(title), body=body), status, HEADERS)


def paragraph(text: str, kind: str = "") -> str:
    """Return `text` as a paragraph; `kind` is a class of ours such as 'error'."""
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def link(href: str, text: str) -> str:
    """Return a link with escaped address and words."""
    return f'<a href="{escape(href)}">{escape(text)}</a>'


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; the cells are HTML already escaped. An empty table says so in words."""
    lines = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    if not lines:
        return f"<h2>{escape(caption)}</h2><p>Chưa có gì.</p>"
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(lines)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def hidden(name: str, value: str) -> str:
    """Return a hidden form field."""
    return f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'


def mask(number: str) -> str:
    """Return a personal number with only its first and last three digits readable."""
    return number if len(number) < 7 else number[:3] + "•" * (len(number) - 6) + number[-3:]
