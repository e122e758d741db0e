"""A bundle beside what the city has: what is new, what stands already, what differs, what is wrong, each with its place. Reads only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import NOT_PROVIDED

from motcua.acts.configuration.files import MANIFEST, WORDS, BundleRefused, Files, checked, read
from motcua.acts.configuration.judging import wrong_with
from motcua.acts.configuration.rows import Key, NotAValue, Plain, Stock, frozen, key_of, value_of
from motcua.acts.configuration.shape import BY_NAME, REFERS, Table, columns, lists, target
from motcua.lib.saying import N_, say


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where (file and row) and why, in words."""

    place: str
    why: str


@dataclass(frozen=True)
class Row:
    """One row of a bundle: its table, its key, where it stands, what it says."""

    table: Table
    key: Key
    place: str
    plain: Plain
    unit: str


@dataclass
class Examined:
    """What a bundle would do here. `fresh` are the rows to be written by unit; with a problem or a difference nothing is."""

    stock: Stock
    fresh: dict[str, list[Row]] = field(default_factory=dict)
    unchanged: int = 0
    differs: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def new(self) -> int:
        """How many rows would be written."""
        return sum(len(rows) for rows in self.fresh.values())

    @property
    def fit(self) -> bool:
        """Whether it may be taken in."""
        return not (self.differs or self.problems)

    def as_json(self) -> dict[str, Any]:
        """Return the report as the command and the page give it."""
        told = {name: [vars(each) for each in getattr(self, name)] for name in ("differs", "problems")}
        return {"ok": self.fit, "new": self.new, "unchanged": self.unchanged, "units": len(self.fresh), **told, "warnings": self.warnings}


def examine(files: Files) -> Examined:
    """Read a bundle and put it beside the city. Raises BundleRefused for what is no whole bundle."""
    checked(files)
    found = Examined(Stock())
    rows = list(_rows(files, found))
    by_key: dict[str, dict[Key, Row]] = {}
    for row in rows:
        known = by_key.setdefault(row.table.name, {})
        if row.key in known:
            found.problems.append(Problem(row.place, say(N_("đã có ở %(other)s"), other=known[row.key].place)))
        known[row.key] = row
    for row in rows:
        _place(row, found, by_key)
    found.warnings += list(_of_words(files))
    return found


def _rows(files: Mapping[str, bytes], found: Examined) -> Iterator[Row]:
    for path in sorted(files):
        if path in (MANIFEST, WORDS):
            continue
        content = read(files[path], path)
        if not isinstance(content, dict):
            raise BundleRefused(N_("Tệp %(name)s không đọc được."), name=path)
        for name, listed in content.items():
            if name not in BY_NAME or not isinstance(listed, list):
                found.problems.append(Problem(path, say(N_("có phần lạ: %(name)s"), name=name)))
                continue
            for at, plain in enumerate(listed, 1):
                row = _row(BY_NAME[name], plain, f"{path}: {name} {at}", _unit(path), found)
                if row:
                    yield row


def _unit(path: str) -> str:
    """Return what is written in one act: all of a procedure, else a file."""
    parts = path.split("/")
    return "/".join(parts[:2]) if len(parts) > 2 or parts[0] == "procedures" else path


def _row(table: Table, plain: Any, place: str, unit: str, found: Examined) -> Row | None:
    if not isinstance(plain, dict):
        found.problems.append(Problem(place, say(N_("không phải một bản ghi"))))
        return None
    names = {each.name for each in (*columns(table), *lists(table))}
    strange, missing = sorted(set(plain) - names), sorted(names - set(plain))
    whole = dict(plain)
    for each in columns(table):
        if each.name in missing and (each.null or each.default is not NOT_PROVIDED):
            whole[each.name] = each.get_default()
            missing.remove(each.name)
            found.warnings.append(say(N_("%(place)s: thiếu “%(name)s”, dùng giá trị mặc định"), place=place, name=each.name))
    if strange or missing:
        words = N_("có trường lạ: %(strange)s; thiếu trường: %(missing)s (bộ bàn giao của bản phần mềm khác?)")
        found.problems.append(Problem(place, say(words, strange=", ".join(strange) or "–", missing=", ".join(missing) or "–")))
        return None
    return Row(table, key_of(table, whole), f"{place} ({_told(key_of(table, whole))})", whole, unit)


def _place(row: Row, found: Examined, by_key: dict[str, dict[Key, Row]]) -> None:
    stands = found.stock.rows[row.table.name].get(row.key)
    if stands == row.plain:
        found.unchanged += 1
        return
    if stands is not None:
        names = sorted(name for name in stands if stands[name] != row.plain[name])
        found.differs.append(Problem(row.place, say(N_("thành phố đang có nội dung khác ở: %(names)s"), names=", ".join(names))))
        return
    wrong = list(_wrong(row, found, by_key))
    found.problems += [Problem(row.place, why) for why in wrong]
    found.fresh.setdefault(row.unit, []).append(row)


def _wrong(row: Row, found: Examined, by_key: dict[str, dict[Key, Row]]) -> Iterator[str]:
    def other(table: str, key: Any) -> Plain | None:
        there = by_key.get(table, {}).get(_key(key))
        return there.plain if there else found.stock.rows[table].get(_key(key))

    missing = list(_references(row, found, by_key))
    yield from missing
    for each in columns(row.table):
        if target(each) is None:
            try:
                value_of(each, row.plain[each.name])
            except NotAValue as error:
                yield f"{each.name}: {error}"
    if not missing:
        yield from wrong_with(row.table.name, row.plain, other)


def _references(row: Row, found: Examined, by_key: dict[str, dict[Key, Row]]) -> Iterator[str]:
    for name, table, key in referred(row):
        if _key(key) not in by_key.get(table, {}) and _key(key) not in found.stock.ids[table]:
            yield say(
                N_("%(name)s: không có %(table)s %(key)s trong bộ bàn giao hay ở thành phố"), name=name, table=table, key=_told(_key(key))
            )


def referred(row: Row) -> Iterator[tuple[str, str, Any]]:
    """Yield what a row refers to: (column, table, key)."""
    for each in columns(row.table):
        other, value = target(each), row.plain[each.name]
        if other is not None and value is not None:
            yield each.name, other.name, value
        if (row.table.name, each.name) in REFERS:
            yield from ((each.name, REFERS[row.table.name, each.name], one) for one in value)
    for listed in lists(row.table):
        yield from ((listed.name, target(listed).name, one) for one in row.plain[listed.name])  # type: ignore[union-attr]


def _key(value: Any) -> Key:
    found = frozen(value)
    return found if isinstance(found, tuple) else (found,)


def _told(key: Key) -> str:
    return " ".join(_told(part) if isinstance(part, tuple) else str(part) for part in key if part is not None)


def _of_words(files: Files) -> Iterator[str]:
    """The words that people say stand in a file of the city, beside its program: told when they differ, never written over."""
    here = Path(settings.CITY_DATA) / WORDS
    if WORDS in files and (not here.is_file() or here.read_bytes() != files[WORDS]):
        yield say(
            N_("%(name)s khác tệp của thành phố: chép tệp này vào %(folder)s rồi khởi động lại"),
            name=WORDS,
            folder=f"cities/{here.parent.name}",
        )
