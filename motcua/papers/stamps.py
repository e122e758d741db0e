"""How signatures look on a result, ready for the signing port: which field, where, drawn how."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from motcua.papers.paper import render
from motcua.ports import Box

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Stamp:
    """One visible signature to be made: its field, its box and a one-page PDF of the box's size."""

    field: str
    box: Box
    pdf: bytes


def signer_stamp(boxes: Mapping[str, Box], *, name: str, title: str, signed_at: datetime) -> Stamp:
    """The person's signature, between title and name. `signed_at` is shown in Hà Nội's time (NĐ 30/2020, Phụ lục I)."""
    box = boxes["signer"]
    drawn = render("signer_stamp", {"name": name, "title": title, "signed_at": moment(signed_at), **_size(box)})
    return Stamp("signer", box, drawn.pdf)


def agency_stamps(boxes: Mapping[str, Box], *, agency: str, number_line: str, date_line: str, signed_at: datetime) -> list[Stamp]:
    """Number, date and seal, to be signed by the agency in this order.

    One stamp when all stand on the first page. When the signature is on a later page, the seal is a second one there,
    field `agency_seal`: a signature field may be seen on one page only.
    """
    words = {"agency": agency, "number_line": number_line, "date_line": date_line, "signed_at": moment(signed_at)}
    first, seal = boxes["agency"], boxes["seal"]
    at = {"number": _spot(boxes["number"], first), "date": _spot(boxes["date"], first), "seal": None}
    if seal.page == first.page:
        return [_agency("agency", first, {**at, "seal": _spot(seal, first)}, words)]
    alone = {"number": None, "date": None, "seal": _spot(seal, seal)}
    return [_agency("agency", first, at, words), _agency("agency_seal", seal, alone, words)]


def moment(at: datetime) -> str:
    """The time of a signature as it is printed: dd-mm-yyyy hh:mm:ss +07:00 (NĐ 30/2020, Phụ lục I)."""
    return at.astimezone(HANOI).strftime("%d-%m-%Y %H:%M:%S +07:00")


def _agency(field: str, box: Box, at: dict[str, Any], words: dict[str, str]) -> Stamp:
    return Stamp(field, box, render("agency_stamp", {**words, "at": at, **_size(box)}).pdf)


def _size(box: Box) -> dict[str, float]:
    return {"width": box.x1 - box.x0, "height": box.y1 - box.y0}


def _spot(inner: Box, outer: Box) -> dict[str, float]:
    return {"x": inner.x0 - outer.x0, "y": outer.y1 - inner.y1, **_size(inner)}
