"""How signatures look on a result, ready for the signing port: which field, where, drawn how."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil, floor
from typing import Any
from zoneinfo import ZoneInfo

from motcua.papers.paper import render
from motcua.ports import Box

WRITTEN = ("number", "day", "month", "year")
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Stamp:
    """One visible signature to be made: its field, its box and a one-page PDF of the box's size."""

    field: str
    box: Box
    pdf: bytes


def signer_stamp(boxes: Mapping[str, Box], *, name: str, title: str, signed_at: datetime) -> Stamp:
    """The person's signature, between title and name. `signed_at` is shown in Hà Nội's time (NĐ 30/2020, Phụ lục I)."""
    box = _whole(boxes["signer"])
    drawn = render("signer_stamp", {"name": name, "title": title, "signed_at": moment(signed_at), **_size(box)})
    return Stamp("signer", box, drawn.pdf)


def agency_stamps(boxes: Mapping[str, Box], *, agency: str, number: str, issued_on: date, signed_at: datetime) -> list[Stamp]:
    """Number, day and seal, to be signed by the agency in this order; `number` is such as 12/BS-UBND.

    One stamp when all stand on the first page. When the signature is on a later page, the seal is a second one there,
    field `agency_seal`: a signature field may be seen on one page only.
    """
    words = {"agency": agency, "number": number, "date": _words(issued_on), "signed_at": moment(signed_at)}
    first, seal = _whole(boxes["agency"]), _whole(boxes["seal"])
    at = {name: _spot(boxes[name], first) if name in boxes else None for name in WRITTEN}
    if seal.page == first.page:
        return [_agency("agency", first, {**at, "seal": _spot(boxes["seal"], first)}, words)]
    alone = {**dict.fromkeys(WRITTEN), "seal": _spot(boxes["seal"], seal)}
    return [_agency("agency", first, {**at, "seal": None}, words), _agency("agency_seal", seal, alone, words)]


def slip_stamp(boxes: Mapping[str, Box], *, agency: str, signed_at: datetime) -> Stamp:
    """The agency's electronic signature on a slip: its name and the time (TT 01/2018/TT-VPCP Điều 10; NĐ 30/2020, Phụ lục I)."""
    box = _whole(boxes["agency"])
    drawn = render("slip_stamp", {"agency": agency, "signed_at": moment(signed_at), **_size(box)})
    return Stamp("agency", box, drawn.pdf)


def _words(day: date) -> dict[str, str]:
    """Days below ten and the first two months carry a zero (NĐ 30/2020, Phụ lục I)."""
    return {"day": f"{day.day:02}", "month": f"{day.month:02}" if day.month < 3 else str(day.month), "year": str(day.year)}


def moment(at: datetime) -> str:
    """The time of a signature as it is printed: dd-mm-yyyy hh:mm:ss +07:00 (NĐ 30/2020, Phụ lục I)."""
    return at.astimezone(HANOI).strftime("%d-%m-%Y %H:%M:%S +07:00")


def _agency(field: str, box: Box, at: dict[str, Any], words: dict[str, Any]) -> Stamp:
    return Stamp(field, box, render("agency_stamp", {**words, "at": at, **_size(box)}).pdf)


def _whole(box: Box) -> Box:
    """The box in whole points, slightly larger: signing tools cut fractions off, which would shift what is drawn."""
    return Box(box.page, floor(box.x0), floor(box.y0), ceil(box.x1), ceil(box.y1))


def _size(box: Box) -> dict[str, float]:
    return {"width": box.x1 - box.x0, "height": box.y1 - box.y0}


def _spot(inner: Box, outer: Box) -> dict[str, float]:
    return {"x": inner.x0 - outer.x0, "y": outer.y1 - inner.y1, **_size(inner)}
