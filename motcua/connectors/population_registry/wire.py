"""Service 037 on the wire: the question as SOAP, the answer as a Person. Reads defensively: no DOCTYPE, a bounded size."""

import base64
import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree import ElementTree as ET

from motcua.connectors.population_registry import codes
from motcua.law.once_only import same_person
from motcua.ports import Garbled, Person, Refused, Unreachable

BCA = "http://dancuquocgia.bca"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
MOST_BYTES = 256 * 1024


@dataclass(frozen=True)
class Question:
    """One look-up; `request_id` is unique, the rest as motcua.ports.population names it."""

    request_id: str
    agency: str
    user: str
    procedure: str
    asked_by: str
    number: str
    name: str
    birth_date: date


def question(asked: Question) -> bytes:
    """Return the SOAP envelope that asks for one person (name in upper case, birth date yyyyMMdd)."""
    envelope = ET.Element(f"{{{SOAP}}}Envelope")
    body = ET.SubElement(ET.SubElement(envelope, f"{{{SOAP}}}Body"), f"{{{BCA}}}TraCuuThongTinCongDan")
    fields = {
        "MaYeuCau": asked.request_id,
        "MaDVC": asked.procedure,
        "MaTichHop": "037",
        "MaCanBo": asked.asked_by,
        "MaDonVi": asked.agency,
        "TaiKhoan": asked.user,
        "SoDinhDanh": asked.number,
        "HoVaTen": _key(asked.name),
    }
    for name, text in fields.items():
        ET.SubElement(body, f"{{{BCA}}}{name}").text = text
    born = ET.SubElement(body, f"{{{BCA}}}NgayThangNamSinh")
    ET.SubElement(born, f"{{{BCA}}}NgayThangNam").text = f"{asked.birth_date:%Y%m%d}"
    written: bytes = ET.tostring(envelope, "utf-8", xml_declaration=True)
    return written


def authorization(*, url: str, user: str, secret: str, timestamp: str) -> str:
    """Return the Authorization header: Basic base64(user:sha256hex(url+user+timestamp+secret)); `timestamp` in milliseconds."""
    digest = hashlib.sha256(f"{url}{user}{timestamp}{secret}".encode()).hexdigest()
    return "Basic " + base64.b64encode(f"{user}:{digest}".encode()).decode()


def answer(content: bytes) -> Person | None:
    """Return the person in `content`, or None when there is none.

    Raises Refused for a fault of ours, Unreachable for one of theirs, Garbled for what cannot be read.
    """
    root = _parse(content)
    fault = root.find(f"{{{SOAP}}}Body/{{{SOAP}}}Fault")
    if fault is not None:
        raise _fault(fault.findtext("faultcode") or "", (fault.findtext("faultstring") or "").strip()[:300])
    collection = root.find(f"{{{SOAP}}}Body/{{{BCA}}}CongdanCollection")
    if collection is None:
        raise Garbled("the registry's answer has no CongdanCollection", shown(content))
    found = collection.find(f"{{{BCA}}}Congdan")
    return None if found is None else _person(found, content)


def same(asked: Question, told: Person) -> bool:
    """Tell whether the answer is about who was asked for: number (or the old one), name and birth date."""
    known = {told.number, told.old_number} - {""}
    return same_person((asked.number, asked.name, asked.birth_date), (known, told.name, told.birth_date))


def shown(content: bytes) -> str:
    """Return an answer as text, whatever it is, to be kept as evidence."""
    return content.decode("utf-8", "replace")


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).upper().split())


def _fault(code: str, why: str) -> Exception:
    """A fault of our making is the registry's last word; any other may pass."""
    if code.endswith("Client"):
        return Refused(f"the registry refuses the question: {why}")
    return Unreachable(f"the registry failed: {why}")


def _parse(content: bytes) -> ET.Element:
    if len(content) > MOST_BYTES:
        raise Garbled("the registry's answer is too long")
    try:
        text = content.decode("utf-8")
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise Garbled("the registry's answer carries a DOCTYPE", shown(content))
        return ET.fromstring(text)  # noqa: S314 - bounded, and without DOCTYPE there are no entities
    except (UnicodeDecodeError, ValueError, ET.ParseError) as problem:
        raise Garbled("the registry's answer is not readable XML", shown(content)) from problem


def _person(told: ET.Element, content: bytes) -> Person:
    born = _text(told, "NgayThangNamSinh", "NgayThangNam")
    try:
        birth_date = datetime.strptime(born, "%Y%m%d").date()  # noqa: DTZ007 - a calendar date
    except ValueError as problem:
        raise Garbled("the registry's answer has no birth date", shown(content)) from problem
    number, name = _text(told, "SoDinhDanh"), _name(told)
    if not number or not name:
        raise Garbled("the registry's answer names nobody", shown(content))
    return Person(
        number=number,
        name=name,
        birth_date=birth_date,
        sex=codes.SEX.get(_text(told, "GioiTinh"), ""),
        ethnicity=_named(codes.ETHNICITY, _text(told, "DanToc")),
        nationality=_named(codes.NATIONALITY, _text(told, "QuocTich")),
        birth_place=_text(told, "NoiDangKyKhaiSinh", "ChiTiet"),
        home_town=_text(told, "QueQuan", "ChiTiet"),
        residence=_text(told, "ThuongTru", "ChiTiet"),
        current_address=_text(told, "NoiOHienTai", "ChiTiet"),
        marital_status=_named(codes.MARITAL_STATUS, _text(told, "TinhTrangHonNhan")),
        old_number=_text(told, "SoCMND"),
        household_number=_text(told, "SoSoHoKhau"),
        residence_ward=_text(told, "ThuongTru", "MaPhuongXa"),
        current_ward=_text(told, "NoiOHienTai", "MaPhuongXa"),
        head_relation=_named(codes.RELATION, _text(told, "ChuHo", "QuanHe")),
        **_relatives(told),
    )


_KINDS = {"father": "Cha", "mother": "Me", "spouse": "VoChong", "guardian": "NguoiDaiDien", "head": "ChuHo"}


def _relatives(told: ET.Element) -> dict[str, str | None]:
    """Names and numbers of those the registry names beside the person; nationality of parents and spouse."""
    found: dict[str, str | None] = {}
    for key, kind in _KINDS.items():
        found[f"{key}_name"] = _relative(told, kind)
        found[f"{key}_number"] = _text(told, kind, "SoDinhDanh") or None
        if key in ("father", "mother", "spouse"):
            found[f"{key}_nationality"] = _named(codes.NATIONALITY, _text(told, kind, "QuocTich")) or None
    return found


def _text(told: ET.Element, *path: str) -> str:
    return " ".join((told.findtext("/".join(f"{{{BCA}}}{name}" for name in path)) or "").split())


def _named(names: Mapping[str, str], code: str) -> str:
    return names.get(code, code)


def _name(told: ET.Element) -> str:
    parts = (_text(told, "HoVaTen", part) for part in ("Ho", "ChuDem", "Ten"))
    name = unicodedata.normalize("NFC", " ".join(part for part in parts if part))
    return name.title() if name.isupper() else name


def _relative(told: ET.Element, kind: str) -> str | None:
    found = told.find(f"{{{BCA}}}{kind}")
    return (_name(found) or None) if found is not None else None
