"""Who decides and where one applies, in a citizen's words; what nobody checked is said so, never as if it were certain."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalogue.routing import Routing, routing_of
from motcua.doors.portal.words import two
from motcua.law.routing import LEVEL_NAMES, Filing, Level


@dataclass(frozen=True)
class Routed:
    """One procedure or service: who decides, where it is handed in, how far online and why not all the way, the outside address."""

    decides: str
    receives: str
    level: str
    level_unsure: bool
    reason: str
    reason_unsure: bool
    address: str
    here: bool
    boundless: bool
    interlinked: bool
    basis: str
    mirrored: bool


def routed(code: str, day: date) -> Routed | None:
    """Return where a procedure is filed and settled on `day`; None where nothing special is written: by the city, here."""
    row = routing_of(code, day)
    return in_words(row) if row else None


def in_words(row: Routing) -> Routed:
    """Return a row of routing in words."""
    partial = row.how_far() is Level.PARTIAL
    return Routed(
        decides=two(row.decides),
        receives=two(row.receives),
        level=_(LEVEL_NAMES[row.how_far()]),
        level_unsure=row.unsure("level"),
        reason=two(row.reason) if partial else "",
        reason_unsure=partial and row.unsure("reason"),
        address=row.address if row.where() is not Filing.CITY else "",
        here=row.where() is not Filing.NATIONAL,
        boundless=row.boundless,
        interlinked=row.interlinked,
        basis=row.basis,
        mirrored=row.mirrored(),
    )


def term_of(service: Any, words: str) -> str:
    """Return a term in words, or that there is none to count."""
    return words or two(service.term_note) or _("Chưa rõ")
