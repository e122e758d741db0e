"""The city's revision against the nation's record: where they agree, where they differ, and the reason the revision gives."""

from dataclasses import dataclass
from datetime import date

from motcua.catalogue.finding import current
from motcua.catalogue.models import words
from motcua.catalogue.national_record import national_facts
from motcua.catalogue.sides import NAMES, agrees, of_facts, of_revision
from motcua.lib.saying import say


@dataclass(frozen=True)
class Against:
    """One part: its name, our lines, the nation's, whether they agree (None: only to be read), and why they differ ('' not said)."""

    key: str
    name: str
    ours: list[str]
    theirs: list[str]
    agrees: bool | None
    reason: str


def against(code: str, day: date) -> list[Against]:
    """Return every part of procedure `code`, ours of `day` beside the nation's; none where either is missing.

    The reason stands in the revision: `differs = {part = {vi, en}}`.
    """
    revision = current(day).prefetch_related("requirements").filter(procedure__code=code).first()
    facts = national_facts(code)
    if revision is None or facts is None:
        return []
    ours, theirs, reasons = of_revision(revision), of_facts(facts), revision.facts.get("differs", {})
    found = []
    for key, name in NAMES.items():
        same = agrees(key, ours[key], theirs[key])
        reason = words(reasons.get(key, {})) if same is not True else ""
        found.append(Against(key, say(name), ours[key].lines, theirs[key].lines, same, reason))
    return found
