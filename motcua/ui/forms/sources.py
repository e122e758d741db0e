"""Values that the state knows already: filled in, marked with who told us and when, and given up when a person says they are wrong.

`sources` beside the answers is `{field: {"source": …, "path": …, "at": ISO 8601}}`, with "fixed": true where the value is not the
form's to change (number, name, birth date). Source "person" means the person wrote over what a register told, kept as
`{"source": "person", "at": …, "instead": source, "path": path}`: what was told stands in the look-up, encrypted, not here.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from motcua.ui.forms.conditions import given
from motcua.ui.forms.form import Form
from motcua.ui.values import Source

PERSON = "person"
NAMES = {
    "population": _("CSDL quốc gia về dân cư"),
    "family": _("CSDL quốc gia về dân cư (gia đình)"),
    "dwelling": _("CSDL quốc gia về dân cư (cư trú)"),
    "identity": _("tài khoản định danh điện tử"),
    "organisation": _("tài khoản định danh của tổ chức"),
    "firm": _("CSDL quốc gia về đăng ký doanh nghiệp"),
    "business": _("CSDL quốc gia về đăng ký doanh nghiệp"),
    "holder": _("người ủy quyền, đã đối chiếu với CSDL dân cư"),
    "counter": _("giấy tờ xuất trình tại quầy"),
}


class Filled(NamedTuple):
    """Answers with what is known filled in, and the sources beside them."""

    answers: dict[str, Any]
    sources: dict[str, Any]


def fill_in(
    form: Form,
    answers: Mapping[str, Any],
    sources: Mapping[str, Any],
    known: Mapping[str, tuple[Mapping[str, Any], datetime]],
    fixed: Collection[str] = (),
) -> Filled:
    """Fill questions that have no answer from `known`: source name to (values by path, when they were told).

    A value whose prefill no longer applies (the person is not the holder after all) goes out with its source. `fixed` are paths whose
    values a form may not change.
    """
    told = {each.field for each in form.prefills(answers)}
    stale = {field for field, each in sources.items() if each["source"] != PERSON and field not in told}
    kept = {field: value for field, value in answers.items() if field not in stale}
    marks = {field: each for field, each in sources.items() if field not in stale}
    for field, source, path in form.prefills(answers):
        values, at = known.get(source, ({}, None))
        if at is not None and field not in marks and not given(kept.get(field)) and given(values.get(path)):
            kept[field] = _plain(values[path])
            marks[field] = {"source": source, "path": path, "at": at.isoformat()} | ({"fixed": True} if path in fixed else {})
    return Filled(kept, marks)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def locked(sources: Mapping[str, Any]) -> set[str]:
    """Return the fields that a register filled in: shown as facts, for `Form.read(locked=…)`."""
    return {field for field, each in sources.items() if each["source"] != PERSON}


def fixed_fields(sources: Mapping[str, Any]) -> set[str]:
    """Return the filled-in fields that may not be written over here: they are mended where they are kept."""
    return {field for field, each in sources.items() if each.get("fixed") and each["source"] != PERSON}


def edited(sources: Mapping[str, Any], fields: Collection[str], at: datetime) -> dict[str, Any]:
    """Return `sources` after the person asked to write `fields` anew (`ReadPage.edit`): what told them before is remembered."""
    return {**sources, **{field: _given_up(sources.get(field), at) for field in fields}}


def _given_up(before: Mapping[str, Any] | None, at: datetime) -> dict[str, Any]:
    mark = {"source": PERSON, "at": at.isoformat()}
    if before is None:
        return mark
    if before["source"] == PERSON:
        return {**before, **mark}
    return mark | {"instead": before["source"], "path": before.get("path", "")}


def told_by(source: Any) -> Source | None:
    """Return who told and when, in words; None when the person did. Takes a mark of `sources`, a Source, or (words, moment)."""
    if isinstance(source, Source):
        return source
    if isinstance(source, Mapping):
        return None if source["source"] == PERSON else Source(NAMES.get(source["source"], source["source"]), _moment(source["at"]))
    return Source(source[0], _moment(source[1]))


def corrects(source: Any) -> bool:
    """Tell whether the person wrote this answer over what a register told."""
    return isinstance(source, Mapping) and source["source"] == PERSON and bool(source.get("instead"))


def _moment(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
