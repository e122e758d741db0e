"""Which procedures use which version of a form: in a draft, decided, in force or superseded."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.catalogue.models import Form, FormDraft, Procedure, Revision
from motcua.law.publication import LIFE_NAMES, Life
from motcua.lib.saying import say
from motcua.lib.text import fold
from motcua.ui.words import Words


@dataclass(frozen=True)
class Use:
    """One revision that has a version of a form."""

    revision: Revision
    life: Life

    @property
    def state(self) -> str:
        """Where the revision stands, in words."""
        return say(LIFE_NAMES[self.life])


@dataclass(frozen=True)
class Listed:
    """One form of the list: its last version (None: not saved yet), its working copy, who uses it now."""

    key: str
    name: Words
    last: Form | None
    draft: FormDraft | None
    uses: tuple[Use, ...]


def uses_of(keys: Collection[str], day: date) -> dict[str, list[Use]]:
    """Return every revision by the key of its form, procedures by code, later revisions first. One query."""
    found = Revision.objects.filter(form__key__in=keys).select_related("procedure", "form").defer("facts", "form__data")
    by_key: dict[str, list[Use]] = defaultdict(list)
    for revision in found.order_by("procedure__code", "-number"):
        by_key[revision.form.key].append(Use(revision, revision.life(day)))
    return by_key


def listed(words: str, day: date) -> list[Listed]:
    """Return every form whose code or name holds `words`, by key. Six queries."""
    last = {each.key: each for each in Form.objects.defer("data").order_by("key", "version")}
    drafts = {each.key: each for each in FormDraft.objects.defer("data")}
    names = names_of({*last, *drafts})
    wanted = fold(words).split()
    keys = [key for key in sorted(names) if all(word in fold(f"{key} {names[key].vi} {names[key].en}") for word in wanted)]
    uses = uses_of(keys, day)
    current = {key: tuple(use for use in uses.get(key, ()) if use.life is not Life.SUPERSEDED) for key in keys}
    return [Listed(key, names[key], last.get(key), drafts.get(key), current[key]) for key in keys]


def names_of(keys: Collection[str]) -> dict[str, Words]:
    """Return the name of each form: its own, else that of the procedure of the same code, else the key. Three queries."""
    found: dict[str, Any] = dict(Procedure.objects.filter(code__in=keys).values_list("code", "name"))
    found |= {key: name for key, name in Form.objects.filter(key__in=keys).order_by("version").values_list("key", "name") if name}
    found |= {key: name for key, name in FormDraft.objects.filter(key__in=keys).values_list("key", "name") if name}
    return {key: _words(found.get(key, {}), key) for key in keys}


def _words(name: dict[str, str], key: str) -> Words:
    vi = name.get("vi") or key
    return Words(vi, name.get("en") or vi)
