"""The places a result template may name, by the words of the form: what the officer reads, what is kept, and between the two."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from motcua.catalogue.results.fields import Row
from motcua.law.places import nearest
from motcua.lib.saying import N_, say
from motcua.lib.text import fold
from motcua.ui.forms import Form, Group

# What acts/processing.py fills in of every dossier.
OF_DOSSIER: tuple[tuple[str, str, str], ...] = (
    ("dossier.code", N_("Mã hồ sơ"), N_("Hồ sơ")),
    ("dossier.summary", N_("Trích yếu hồ sơ"), N_("Hồ sơ")),
    ("dossier.received", N_("Ngày tiếp nhận"), N_("Hồ sơ")),
    ("agency.name", N_("Tên cơ quan giải quyết"), N_("Cơ quan")),
    ("agency.parent", N_("Tên cơ quan cấp trên"), N_("Cơ quan")),
    ("applicant.name", N_("Họ tên người nộp"), N_("Người nộp")),
    ("applicant.number", N_("Số định danh người nộp"), N_("Người nộp")),
    ("applicant.born", N_("Ngày sinh người nộp"), N_("Người nộp")),
    ("signer.name", N_("Họ tên người ký"), N_("Người ký")),
    ("signer.title", N_("Chức vụ người ký"), N_("Người ký")),
)
KNOWN = frozenset(place for place, _name, _group in OF_DOSSIER)
BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Place:
    """One place: its key as kept, its name as read, what it belongs to, other names it answers to."""

    key: str
    name: str
    group: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unknown:
    """A place that is not of the palette; `near` is the name most like it, '' when none is."""

    name: str
    near: str


class Palette:
    """All places of one template, each under a name no other has."""

    def __init__(self, places: Iterable[Place]) -> None:
        """Names that two places share get what they belong to added; if that does not tell them apart, the key."""
        self.places = _apart(_apart(list(places), lambda p: f"{p.name} ({p.group})"), lambda p: f"{p.name} [{p.key}]")
        self._named = {fold(also): place for place in self.places for also in place.also}
        self._named |= {fold(place.name): place for place in self.places} | {place.key: place for place in self.places}
        self._keyed = {place.key: place for place in self.places}

    def groups(self) -> list[tuple[str, list[Place]]]:
        """The places by what they belong to, in order."""
        found: dict[str, list[Place]] = {}
        for place in self.places:
            found.setdefault(place.group, []).append(place)
        return list(found.items())

    def key_of(self, name: str) -> str:
        """Return the key of a place by its name, its other names or its key; '' when there is none."""
        found = self._named.get(fold(name.strip().strip("{}")))
        return found.key if found else ""

    def name_of(self, key: str) -> str:
        """Return how a place is called; its key when it is not of the palette."""
        return self._keyed[key].name if key in self._keyed else key

    def shown(self, text: str) -> str:
        """Return a kept text with its places called by name."""
        return BRACES.sub(lambda found: f"{{{self.name_of(found[1])}}}", text)

    def kept(self, text: str) -> str:
        """Return a text as typed with its places as keys; what is not known stays as typed."""
        return BRACES.sub(lambda found: f"{{{self.key_of(found[1]) or found[1]}}}", text)

    def unknown(self, text: str) -> list[Unknown]:
        """Return the places of a text that are not of the palette."""
        names = [place.name for place in self.places]
        asked = [found[1] for found in BRACES.finditer(text) if not self.key_of(found[1])]
        return [Unknown(each, nearest(each, [*names, *self._keyed])) for each in asked]


def places_of(form: Form | None, own: Sequence[Row] = ()) -> Palette:
    """Return the palette: answers of the citizens' form, what every dossier has, the officer's `own` fields.

    A field answers to its former name (`was`) too: a text typed before the name changed still means it.
    """
    answers = [
        Place(f"answers.{name}", str(words), str(page.title), (words.vi, words.en))
        for page in (form.layout if form else ())
        for name, words in ((i.field, i.label if isinstance(i, Group) else i.short) for i in page.items)
    ]
    rest = [Place(key, say(name), say(group), (name,)) for key, name, group in OF_DOSSIER]
    return Palette([*answers, *rest, *(_own(row) for row in own if row["name"])])


def _own(row: Row) -> Place:
    also = tuple(filter(None, (row["label_vi"], row["label_en"], row["was"])))
    english = (get_language() or "vi").startswith("en")
    name = (row["label_en"] if english else "") or row["label_vi"] or row["name"]
    return Place(f"fields.{row['name']}", name.strip(), say(N_("Cán bộ điền")), also)


def _apart(places: list[Place], otherwise: Callable[[Place], str]) -> list[Place]:
    count = Counter(fold(place.name) for place in places)
    return [place if count[fold(place.name)] == 1 else replace(place, name=otherwise(place)) for place in places]
