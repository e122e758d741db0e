"""Facts as we print and export them, read back: every field checked, since a file may come from anywhere."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from motcua.catalogue.national.facts import Facts, Read, Warned, as_facts
from motcua.catalogue.national.page import PageRefused
from motcua.lib.crypto import canonical

DERIVED = {"complete", "missing"}


def is_exported(row: dict[str, Any]) -> bool:
    """Tell whether a row is facts of ours, alone or beside their warnings."""
    return "code" in row or isinstance(row.get("facts"), dict)


def written(facts: dict[str, Any], warnings: list[dict[str, Any]]) -> bytes:
    """Return facts and their warnings as the file that `read_exported` reads back to the same."""
    whole = {"facts": facts, "warnings": warnings}
    return (json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def read_exported(row: dict[str, Any]) -> Read:
    """Return the record that `row` holds. Raises PageRefused naming the field that is missing or of a wrong kind."""
    raw = row.get("facts", row)
    code = str(raw.get("code", ""))[:60]
    try:
        facts: Facts = _built(Facts, {k: v for k, v in raw.items() if k not in DERIVED}, "facts")
        warnings: tuple[Warned, ...] = _built(tuple[Warned, ...], row.get("warnings", []) if raw is not row else [], "warnings")
    except TypeError as wrong:
        raise PageRefused(code, str(wrong)) from wrong
    if not (facts.code.strip() and facts.name.strip()):
        raise PageRefused(code, "Thiếu “code” hoặc “name”.")
    return Read(as_facts(facts), warnings, hashlib.sha256(canonical(row)).hexdigest())


def _built(kind: Any, value: Any, at: str) -> Any:
    """Build a value of `kind` from JSON. Raises TypeError with the place and what is wrong there."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind, value, at)
    if get_origin(kind) in (Union, UnionType):
        plain = tuple(each for each in get_args(kind) if each is not type(None))
        if value is None and type(None) in get_args(kind):
            return None
        return _built(plain[0], value, at) if len(plain) == 1 else _plain(plain, value, at)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise TypeError(f"“{at}” phải là một danh sách.")
        return tuple(_built(get_args(kind)[0], each, f"{at}[{n}]") for n, each in enumerate(value))
    return _plain((get_origin(kind) or kind,), value, at)


def _plain(kinds: tuple[Any, ...], value: Any, at: str) -> Any:
    if isinstance(value, bool) and bool not in kinds or not isinstance(value, kinds):
        raise TypeError(f"“{at}” có giá trị sai loại.")
    return value


def _record(kind: type, value: Any, at: str) -> Any:
    if not isinstance(value, dict):
        raise TypeError(f"“{at}” phải là một nhóm có tên.")
    hints = get_type_hints(kind)
    unknown = set(value) - set(hints)
    if unknown:
        raise TypeError(f"“{at}” có trường lạ: {', '.join(sorted(unknown))}.")
    given = {f.name: _built(hints[f.name], value[f.name], f"{at}.{f.name}") for f in fields(kind) if f.name in value}
    return kind(**given)
