"""What partners mean that answer in free text (domain: rules of failure of the interlinked services): a dated table, not code.

`answers.toml` ships; administrators add rows. Words nobody knows are tried again and end before a person.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from motcua.lib.remembering import for_a_moment
from motcua.outbox.models import AnswerRule

DONE, RETRY, STOP = "done", "retry", "stop"
OUTCOMES = (DONE, RETRY, STOP)


class Meaning(NamedTuple):
    """One row as it is used: the words looked for, folded, and what they mean."""

    pattern: str
    outcome: str


def folded(text: str) -> str:
    """Return `text` as patterns are compared: NFC, lower case, one space between words."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def classify(answer: str, meanings: Iterable[Meaning]) -> str | None:
    """Return done, retry or stop for a partner's words, None when no row knows them; the longest pattern found decides."""
    said = folded(answer)
    found = [meaning for meaning in meanings if meaning.pattern in said]
    return max(found, key=lambda meaning: len(meaning.pattern)).outcome if found else None


@for_a_moment
def meanings(partner: str, day: date) -> tuple[Meaning, ...]:
    """Return the rows in force for a partner on `day`."""
    rows = AnswerRule.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), partner=partner, valid_from__lte=day)
    return tuple(Meaning(folded(row.pattern), row.outcome) for row in rows)


def meaning(partner: str, answer: str, day: date) -> str | None:
    """Return what `partner` means by `answer` on `day`, None when no row knows it."""
    return classify(answer, meanings(partner, day))
