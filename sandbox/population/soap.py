"""The words of service 037 on the wire: reading a question, writing an answer."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from sandbox import people
from sandbox.people import Person, Place, Relative

BCA = "http://dancuquocgia.bca"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
_MARRIED = {"Chưa kết hôn": "1", "Đã kết hôn": "2"}
ET.register_namespace("soap", SOAP)
ET.register_namespace("bca", BCA)


class BadQuestion(Exception):
    """The question cannot be read or lacks a field."""


@dataclass(frozen=True)
class Question:
    """One look-up as asked. `number` is the personal number or the old nine-digit one, `born` yyyyMMdd or the year alone."""

    request_id: str
    service: str
    officer: str
    number: str
    name: str
    born: str


def read(body: bytes) -> Question:
    """Return the question in `body`. Raises BadQuestion."""
    try:
        text = body.decode()
        if "<!DOCTYPE" in text:
            raise BadQuestion("DOCTYPE is not allowed")
        root = ET.fromstring(text)  # noqa: S314 - no DOCTYPE, hence no entities
    except (UnicodeDecodeError, ET.ParseError, ValueError) as problem:
        raise BadQuestion(f"not XML: {problem}") from problem
    asked = root.find(f"{{{SOAP}}}Body/{{{BCA}}}TraCuuThongTinCongDan")
    if asked is None:
        raise BadQuestion("no TraCuuThongTinCongDan in the body")
    if _text(asked, "MaTichHop") != "037":
        raise BadQuestion("MaTichHop is not 037")
    return Question(
        request_id=_text(asked, "MaYeuCau"),
        service=_text(asked, "MaDVC"),
        officer=_text(asked, "MaCanBo"),
        number=_number(asked),
        name=_text(asked, "HoVaTen"),
        born=_born(asked),
    )


def _number(asked: ET.Element) -> str:
    number = asked.findtext(f"{{{BCA}}}SoDinhDanh") or asked.findtext(f"{{{BCA}}}SoCMND") or ""
    if not number.strip():
        raise BadQuestion("missing SoDinhDanh or SoCMND")
    return number.strip()


def _born(asked: ET.Element) -> str:
    year = asked.findtext(f"{{{BCA}}}NgayThangNamSinh/{{{BCA}}}Nam")
    if year and len(year.strip()) == 4 and year.strip().isdigit():
        return year.strip()
    day = _text(asked, "NgayThangNamSinh", "NgayThangNam")
    if len(day) != 8 or not day.isdigit():
        raise BadQuestion("NgayThangNam is not yyyyMMdd")
    return day


def _text(parent: ET.Element, *path: str) -> str:
    found = parent.findtext("/".join(f"{{{BCA}}}{name}" for name in path))
    if not found or not found.strip():
        raise BadQuestion(f"missing {'/'.join(path)}")
    return found.strip()


def answer(person: Person | None) -> bytes:
    """Return the answer: a collection of one person, or of none."""
    envelope, body = _envelope()
    collection = ET.SubElement(body, f"{{{BCA}}}CongdanCollection")
    if person:
        _person(_add(collection, "Congdan"), person)
    return _bytes(envelope)


def fault(why: str) -> bytes:
    """Return a SOAP fault of the client's making."""
    envelope, body = _envelope()
    told = ET.SubElement(body, f"{{{SOAP}}}Fault")
    ET.SubElement(told, "faultcode").text = "soap:Client"
    ET.SubElement(told, "faultstring").text = why
    return _bytes(envelope)


def _bytes(envelope: ET.Element) -> bytes:
    content: bytes = ET.tostring(envelope, "utf-8", xml_declaration=True)
    return content


def _envelope() -> tuple[ET.Element, ET.Element]:
    envelope = ET.Element(f"{{{SOAP}}}Envelope")
    return envelope, ET.SubElement(envelope, f"{{{SOAP}}}Body")


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    made = ET.SubElement(parent, f"{{{BCA}}}{name}")
    made.text = text
    return made


def _person(told: ET.Element, person: Person) -> None:
    _add(told, "SoDinhDanh", person.number)
    if person.old_number:
        _add(told, "SoCMND", person.old_number)
    _name(told, person.name)
    _add(told, "GioiTinh", "1" if person.sex == "male" else "2")
    _add(told, "DanToc", "01")
    _add(told, "TonGiao", "00")
    _add(told, "TinhTrangHonNhan", _MARRIED[person.marital_status])
    _add(_add(told, "NgayThangNamSinh"), "NgayThangNam", f"{person.birth_date:%Y%m%d}")
    _add(told, "QuocTich", "VN")
    places = {
        "NoiDangKyKhaiSinh": person.birth_place,
        "QueQuan": person.home_town,
        "ThuongTru": person.residence,
        "NoiOHienTai": person.current_address,
    }
    for name, place in places.items():
        _place(_add(told, name), place)
    for name, key in {"Cha": "father", "Me": "mother", "VoChong": "spouse"}.items():
        if key in person.relatives:
            _relative(_add(told, name), person.relatives[key])
    _household(told, person)


def _household(told: ET.Element, person: Person) -> None:
    if not person.household or person.head is None:
        return
    head = people.person(person.head) if isinstance(person.head, int) else people.find(person.head)
    assert head is not None
    household = _add(told, "ChuHo")
    _name(household, head.name)
    _add(household, "SoDinhDanh", head.number)
    _add(household, "QuanHe", person.relation or ("01" if head.number == person.number else "99"))
    _add(told, "SoSoHoKhau", person.household)


def _name(parent: ET.Element, name: str) -> None:
    words = name.split()
    told = _add(parent, "HoVaTen")
    for part, text in {"Ho": words[0], "ChuDem": " ".join(words[1:-1]), "Ten": words[-1]}.items():
        _add(told, part, text)


def _place(told: ET.Element, place: Place) -> None:
    for name, text in {"MaTinhThanh": "01", "MaPhuongXa": place.ward, "ChiTiet": place.text, "QuocGia": "VN"}.items():
        _add(told, name, text)


def _relative(told: ET.Element, relative: Relative) -> None:
    _name(told, relative.name)
    _add(told, "QuocTich", "VN")
    if relative.number:
        _add(told, "SoDinhDanh", relative.number)
