"""One form as a file: key, name and data in JSON, and back, checked whole; what is wrong is told with its place."""

import json
from dataclasses import dataclass, field
from typing import Any

from motcua.catalogue.declaring.changing import is_key
from motcua.catalogue.declaring.guarding import dangers
from motcua.catalogue.declaring.problems import problems
from motcua.catalogue.declaring.refusals import place_of, reason_of
from motcua.catalogue.declaring.shape import Data
from motcua.lib.saying import N_, Sentence
from motcua.ui.forms import Form, FormDefinitionError
from motcua.ui.forms.conditions import ConditionError

FORMAT, MOST_BYTES = "motcua-form-1", 2 * 1024 * 1024


@dataclass(frozen=True)
class Read:
    """What came of a file: the form, or what is wrong (place in the file, why)."""

    key: str = ""
    name: Data = field(default_factory=dict)
    data: Data = field(default_factory=dict)
    wrong: tuple[tuple[object, object], ...] = ()


def written(key: str, version: int, name: Data, data: Data) -> bytes:
    """Return a version of a form as the content of a .json file."""
    told = {"format": FORMAT, "key": key, "version": version, "name": name, "schema": data["schema"], "layout": data["layout"]}
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def read(content: bytes) -> Read:
    """Read a file as `written` made it, or one of bare {"schema", "layout"}; never raises for what a file may hold."""
    if len(content) > MOST_BYTES:
        return _refused("", Sentence(N_("Tệp lớn hơn 2 MB.")))
    try:
        told: Any = json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        where = f"{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        return _refused(where, Sentence(N_("Tệp không phải JSON đọc được.")))
    if not isinstance(told, dict) or told.get("format", FORMAT) != FORMAT:
        return _refused("format", Sentence(N_("Tệp không phải tờ khai của hệ thống này.")))
    data = {"schema": told.get("schema"), "layout": told.get("layout")}
    try:
        if found := list(dangers(data["schema"])):
            return Read(wrong=tuple(found))
        Form.from_data(data)
    except FormDefinitionError as error:
        return Read(wrong=((place_of(error), reason_of(error)),))
    except (ConditionError, TypeError, AttributeError, RecursionError):
        return _refused("layout", Sentence(N_("Tệp không phải tờ khai của hệ thống này.")))
    return _whole(told, data)


def _whole(told: Data, data: Data) -> Read:
    key, name = str(told.get("key", "")), told.get("name") or {}
    wrong: list[tuple[object, object]] = [(each.place or each.page, each.says) for each in problems(data)]
    if key and not all(is_key(f"k{part}".replace("-", "_").lower()) for part in key.split(".")):
        wrong.append(("key", Sentence(N_("Mã tờ khai chỉ có chữ, số, dấu chấm, gạch ngang."))))
    if not isinstance(name, dict) or not all(isinstance(each, str) for each in name.values()):
        wrong.append(("name", Sentence(N_("Ghi bằng cả tiếng Việt và tiếng Anh."))))
    return Read(key, name, data, tuple(wrong))


def _refused(place: str, why: object) -> Read:
    return Read(wrong=((place, why),))


def _no_constant(text: str) -> None:
    raise ValueError(text)
