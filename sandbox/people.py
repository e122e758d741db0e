"""The people of the sandbox: a few by name from people.json, ten thousand more computed, all made up."""

import json
import random
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

SIZE = 10_000
_FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đào",
    "Đoàn",
    "Trịnh",
    "Mai",
]
_MALE = [
    "Anh",
    "Bách",
    "Cường",
    "Dũng",
    "Đạt",
    "Hải",
    "Hiếu",
    "Hùng",
    "Khánh",
    "Lâm",
    "Long",
    "Nam",
    "Phúc",
    "Quân",
    "Sơn",
    "Thắng",
    "Trung",
    "Tuấn",
    "Vinh",
    "Ý",
]
_FEMALE = [
    "An",
    "Bích",
    "Chi",
    "Dung",
    "Giang",
    "Hà",
    "Hiền",
    "Hương",
    "Lan",
    "Linh",
    "Mai",
    "Nga",
    "Ngọc",
    "Oanh",
    "Phương",
    "Quỳnh",
    "Thảo",
    "Trang",
    "Uyên",
    "Yến",
]
_PROVINCES = ("001", "001", "001", "001", "001", "001", "030", "031", "034", "035", "036", "037", "038", "040")
_WARDS = (
    ("00004", "phường Ba Đình"),
    ("00070", "phường Hoàn Kiếm"),
    ("00166", "phường Cầu Giấy"),
    ("00190", "phường Ô Chợ Dừa"),
    ("00199", "phường Láng"),
    ("09556", "phường Hà Đông"),
    ("10183", "xã Thường Tín"),
)


@dataclass(frozen=True)
class Relative:
    """A parent or spouse as the registry knows them."""

    name: str
    number: str | None = None


@dataclass(frozen=True)
class Place:
    """A place as one line, with the code of its commune."""

    ward: str
    text: str


@dataclass(frozen=True)
class Person:
    """A made-up person. `level` is the level of the e-identity account, `sex` 'male' or 'female'."""

    number: str
    name: str
    birth_date: date
    sex: str
    tech_id: str
    phone: str
    email: str
    birth_place: Place
    home_town: Place
    residence: Place
    current_address: Place
    marital_status: str
    username: str | None = None
    level: int = 2
    ethnicity: str = "Kinh"
    nationality: str = "Việt Nam"
    relatives: dict[str, Relative] = field(default_factory=dict)


@dataclass(frozen=True)
class Organisation:
    """A made-up firm with the person who acts for it."""

    username: str
    tech_id: str
    level: int
    name: str
    tax_code: str
    phone: str
    email: str
    representative: Person


def _known(row: dict[str, Any]) -> Person:
    values = {key: value for key, value in row.items() if key not in ("kind", "father", "mother", "spouse")}
    values |= {key: Place(**row[key]) for key in ("birth_place", "home_town", "residence", "current_address")}
    values["birth_date"] = date.fromisoformat(row["birth_date"])
    return Person(**values, relatives={key: Relative(**row[key]) for key in ("father", "mother", "spouse") if row[key]})


def _rows(kind: str) -> list[dict[str, Any]]:
    rows = json.loads(Path(__file__).with_name("people.json").read_text("utf-8"))
    return [row for row in rows if row["kind"] == kind]


@cache
def known() -> tuple[Person, ...]:
    """Return the persons of people.json."""
    return tuple(_known(row) for row in _rows("person"))


@cache
def organisations() -> tuple[Organisation, ...]:
    """Return the firms of people.json."""
    plain = ("username", "tech_id", "level", "tax_code", "phone", "email")
    by_number = {person.number: person for person in known()}
    return tuple(
        Organisation(name=row["org_name"], representative=by_number[row["representative"]], **{key: row[key] for key in plain})
        for row in _rows("organisation")
    )


def person(n: int) -> Person:
    """Return synthetic person `n` (0 or more), the same at every call; every fifth has only a level 1 account."""
    dice = random.Random(n)  # noqa: S311 - repeatable, not secret
    sex = dice.choice(("male", "female"))
    born = date(1950, 1, 1) + timedelta(days=dice.randrange(365 * 56))
    surname = dice.choice(_FAMILY)
    name = f"{surname} {'Văn' if sex == 'male' else 'Thị'} {dice.choice(_MALE if sex == 'male' else _FEMALE)}"
    century = (0 if born.year < 2000 else 2) + (sex == "female")
    number = f"{dice.choice(_PROVINCES)}{century}{born.year % 100:02d}{900_000 + n % 100_000:06d}"
    ward, ward_name = dice.choice(_WARDS)
    home = Place(ward, f"Số {dice.randrange(1, 300)}, {ward_name}, thành phố Hà Nội")
    town = Place(ward, f"{ward_name[0].upper()}{ward_name[1:]}, thành phố Hà Nội")
    relatives = {
        "father": Relative(f"{surname} Văn {dice.choice(_MALE)}"),
        "mother": Relative(f"{dice.choice(_FAMILY)} Thị {dice.choice(_FEMALE)}"),
    }
    return Person(
        number, name, born, sex, str(uuid.UUID(int=dice.getrandbits(128), version=4)), f"09{n % 10**8:08d}", f"p{n}@example.test",
        town, town, home, home, dice.choice(("Chưa kết hôn", "Đã kết hôn")),
        username=number, level=1 if n % 5 == 0 else 2, relatives=relatives,
    )  # fmt: skip


@cache
def by_number(size: int = SIZE) -> dict[str, Person]:
    """Return everybody in the registry by personal number: the known ones and `size` synthetic ones."""
    everybody = {synthetic.number: synthetic for synthetic in map(person, range(size))}
    everybody.update({known_one.number: known_one for known_one in known()})
    return everybody
