"""Test data for a preview: every place a template names with words to try it on, from an example or made up by the kind of question."""

from collections.abc import Iterable, Mapping
from typing import Any

from motcua.catalogue.filling import EMPTY, Values, fill, place_of, places_in, wanted
from motcua.catalogue.results import editing, telling
from motcua.catalogue.results.palette import Palette
from motcua.catalogue.results.shape import own_form
from motcua.ui.forms import Form, Group

MADE_UP = {
    "dossier.code": "H26.105-261123-0001",
    "dossier.summary": "Trích yếu để xem thử",
    "dossier.received": "23/11/2026",
    "agency.name": "Ủy ban nhân dân phường Cửa Nam",
    "agency.parent": "Ủy ban nhân dân thành phố Hà Nội",
    "applicant.name": "Nguyễn Thị Thử",
    "applicant.number": "001194000000",
    "applicant.born": "14/03/1994",
    "signer.name": "Phạm Văn Mẫu",
    "signer.title": "Chủ tịch",
}
_BY_WIDGET = {
    "date": "02/11/2026",
    "number": "2",
    "personal_number": "001194000000",
    "phone": "0912 000 000",
    "email": "thu@example.vn",
    "address": "Số 1 phố Thử, phường Cửa Nam, thành phố Hà Nội",
    "year": "2009",
    "checkbox": "Có",
}


def words_of(form: Form | None, answers: Mapping[str, Any] | None, data: dict[str, Any]) -> dict[str, str]:
    """Return words by place for a template: the answers of an example where there is one, else made up; never anybody's.

    What the template fills in first of the officer's own fields is filled in as at the desk.
    """
    told = {f"answers.{r.field}": r.value for s in form.summary(answers) for r in s.rows} if form and answers else _made_up(form, "answers")
    words = {**MADE_UP, **told, **_made_up(own_form(data), "fields")}
    first = fill(data.get("defaults", {}), values_of(words))
    return {**words, **{f"fields.{field}": said for field, said in first.items() if said.strip() not in ("", EMPTY)}}


def values_of(words: Mapping[str, str]) -> Values:
    """Return words by place as what a template is filled from; every group is there."""
    values: dict[str, dict[str, str]] = {group: {} for group in ("answers", "fields", "dossier", "agency", "applicant", "signer")}
    for place, said in words.items():
        group, _, name = place.partition(".")
        values.setdefault(group, {})[name] = said
    return values


def asked(data: dict[str, Any], palette: Palette) -> list[tuple[str, str]]:
    """Return the places a template names, (key, name), in the palette's order."""
    used = places_in({key: value for key, value in data.items() if key != "form"})
    return [(place.key, place.name) for place in palette.places if place.key in used]


def conditions(data: dict[str, Any], values: Values, palette: Palette) -> list[tuple[str, str, bool]]:
    """Return every condition of a template: what it prints, the condition in words, whether it is met."""
    found = []
    for row in _marked(data):
        state = editing.when_of(row)
        state["when"] = palette.name_of(place_of(row["when"]))
        found.append((palette.shown(_first(row)), telling.condition(state), wanted(row["when"], values)))
    return found


def _marked(data: Any) -> Iterable[dict[str, Any]]:
    if isinstance(data, dict):
        if "when" in data:
            yield data
        for key, value in data.items():
            if key not in ("when", "form", "defaults"):
                yield from _marked(value)
    elif isinstance(data, list):
        for each in data:
            yield from _marked(each)


def _first(row: Any) -> str:
    """The first words of what a condition stands at."""
    if isinstance(row, dict):
        return next((said for key, value in row.items() if key != "when" and (said := _first(value))), "")
    if isinstance(row, list):
        return ": ".join(filter(None, (_first(each) for each in row[:2])))[:120]
    return str(row)[:120]


def _made_up(form: Form | None, group: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in form.items().values() if form else ():
        if isinstance(item, Group):
            continue
        option = str(item.options[0].label) if item.options and not item.many else ""
        found[f"{group}.{item.field}"] = option or _BY_WIDGET.get(item.widget, f"[{item.short}]")
    return found
