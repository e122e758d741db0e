"""A kind of paper and its values in, a PDF and its boxes out."""

import re
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

import segno

from motcua.papers import engine
from motcua.papers.errors import CannotRender
from motcua.papers.values import checked
from motcua.ports import Box


@dataclass(frozen=True)
class Rendered:
    """A finished PDF, and its named boxes: page from 0, points from the lower left corner."""

    pdf: bytes
    boxes: dict[str, Box] = field(default_factory=dict)


def render(kind: str, values: dict[str, Any]) -> Rendered:
    """Draw one paper: PDF/A-3a and PDF/UA-1, fonts embedded; stamps are PDF/A-3b, transparent and untagged.

    Kinds and values: values.md. The result's boxes are `signer`, `agency`, `seal` and, not yet issued,
    `number`, `day`, `month`, `year`; the slip's `signer`, `submitter`. The same values give the same bytes. Raises CannotRender.
    """
    values = checked(kind, values)
    if "verify_url" in values:
        values |= _printed(values)
    pdf, boxes = engine.press(kind).draw(values)
    return Rendered(pdf, {each["name"]: _box(each) for each in boxes})


def _printed(values: dict[str, Any]) -> dict[str, str]:
    """What a paper shows of its address: the QR picture, and the site in words."""
    try:
        date.fromisoformat(values["date"])
    except ValueError:
        raise CannotRender(f"The value “date” must be a date, YYYY-MM-DD, not “{values['date']}”.") from None
    picture = BytesIO()
    segno.make(values["verify_url"], error="m", micro=False).save(picture, kind="svg", border=2, light="white", xmldecl=False)
    return {"qr": picture.getvalue().decode(), "verify_host": re.sub(r"^https?://|/[^/]*/?$", "", values["verify_url"])}


def _box(measured: dict[str, Any]) -> Box:
    """From Typst's top left corner and pages from 1 to PDF's lower left corner and pages from 0."""
    top = measured["paper"] - measured["y"]
    return Box(
        page=measured["page"] - 1,
        x0=measured["x"],
        y0=top - measured["height"],
        x1=measured["x"] + measured["width"],
        y1=top,
    )
