"""Saved phrases for Mẫu 02: written with their article, never rewritten; another wording holds from another day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.acts.base import recording
from motcua.catalogue.models import Phrase
from motcua.law.intake import ItemsMissing
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.rights import Deed


@dataclass(frozen=True)
class Wording:
    """A phrase as the city's data or an administrator write it."""

    key: str
    name: str
    instruction: str
    basis: str
    certainty: str
    valid_from: date
    procedure: str = ""


def set_phrase(wording: Wording, *, by: Actor, at: datetime) -> Phrase:
    """Write a phrase from a day on, once for that day; the wording before it ends the day before. Raises ItemsMissing."""
    found = Phrase.objects.filter(key=wording.key, valid_from=wording.valid_from).first()
    if found:
        return found
    if not (wording.name.strip() and wording.instruction.strip() and wording.basis.strip()):
        raise ItemsMissing(N_("Câu mẫu phải có mục, việc cần làm và căn cứ."))
    phrase = Phrase(**vars(wording))
    key = f"phrase:{wording.key}:{wording.valid_from}"
    with recording(Deed.SET_PHRASE, "phrase", phrase.pk, by=by, at=at, key=key, words={"phrase": wording.key, "basis": wording.basis}):
        before = Phrase.objects.filter(key=wording.key, valid_to=None, valid_from__lt=wording.valid_from)
        before.update(valid_to=wording.valid_from - timedelta(days=1))
        after = Phrase.objects.filter(key=wording.key, valid_from__gt=wording.valid_from).order_by("valid_from").first()
        phrase.valid_to = after.valid_from - timedelta(days=1) if after else None
        phrase.save(force_insert=True)
    return phrase
