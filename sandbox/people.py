"""The people of the sandbox: a few by name from people.json, any number more computed by index, all made up."""

import json
import random
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sandbox.numbering import index_of, numbered, old_number

SIZE = 10_000
HOUSEHOLD = 4  # so many neighbours by index share a dwelling; the first of them is its head
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
    old_number: str = ""
    household: str = ""
    head: int | str | None = None  # index or number of the head of the household
    relation: str = ""  # to the head, as the registry codes it


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
    told = numbered(n)
    man = told.sex == "male"
    born = date(told.year, 1, 1) + timedelta(days=dice.randrange(365))
    surname = dice.choice(_FAMILY)
    name = f"{surname} {'Văn' if man else 'Thị'} {dice.choice(_MALE if man else _FEMALE)}"
    home, town = _home(n // HOUSEHOLD), _town(dice.choice(_WARDS))
    relatives = {
        "father": Relative(f"{surname} Văn {dice.choice(_MALE)}"),
        "mother": Relative(f"{dice.choice(_FAMILY)} Thị {dice.choice(_FEMALE)}"),
    }
    return Person(
        told.number, name, born, told.sex, str(uuid.UUID(int=dice.getrandbits(128), version=4)), f"09{n % 10**8:08d}",
        f"p{n}@example.test", town, town, home, home, dice.choice(("Chưa kết hôn", "Đã kết hôn")),
        username=told.number, level=1 if n % 5 == 0 else 2, relatives=relatives, old_number=old_number(n),
        household=f"HN{n // HOUSEHOLD:09d}", head=n - n % HOUSEHOLD,
    )  # fmt: skip


def _home(household: int) -> Place:
    """The dwelling that the people of one household share."""
    dice = random.Random(f"home {household}")  # noqa: S311 - as above
    ward, name = dice.choice(_WARDS)
    return Place(ward, f"Số {dice.randrange(1, 300)}, {name}, thành phố Hà Nội")


def _town(ward: tuple[str, str]) -> Place:
    return Place(ward[0], f"{ward[1][0].upper()}{ward[1][1:]}, thành phố Hà Nội")


@cache
def _known_by_number() -> dict[str, Person]:
    return {number: one for one in known() for number in (one.number, one.old_number) if number}


def find(number: str, size: int = SIZE) -> Person | None:
    """Return who has this personal number (or old nine-digit number) among the known and `size` synthetic people, else None."""
    if number in _known_by_number():
        return _known_by_number()[number]
    index = index_of(number)
    found = person(index) if index is not None and 0 <= index < size else None
    return found if found and number in (found.number, found.old_number) else None
