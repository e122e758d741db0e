"""Which papers a dossier must bring, given its answers."""

from typing import Any

from motcua.catalogue.models import Requirement, Revision
from motcua.ui.forms.conditions import holds


def asked_of(revision: Revision, answers: dict[str, Any]) -> list[Requirement]:
    """Return the requirements whose condition holds and that no connected database spares (NĐ 309/2026 Điều 2)."""
    return [r for r in revision.requirements.all() if not r.found_in and applies(r, answers)]


def applies(requirement: Requirement, answers: dict[str, Any]) -> bool:
    """Tell whether a requirement's condition holds for `answers`; one without condition always does."""
    return holds(requirement.condition, answers)
