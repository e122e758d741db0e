"""A draft revision as the office's pages read it: its papers as rows of plain data, and a mark that changes with anything of it."""

import hashlib
from typing import Any

from motcua.catalogue.models import Revision
from motcua.lib.crypto import canonical

PAPER = ("key", "name", "hint", "why", "basis", "originals", "copies", "condition", "found_in")


def paper_rows(revision: Revision) -> list[dict[str, Any]]:
    """Return the papers a revision asks, in order: the columns of Requirement as plain data, without the order itself."""
    return [dict(row) for row in revision.requirements.order_by("order").values(*PAPER)]


def mark_of(revision: Revision) -> str:
    """Return what tells one state of a draft from another: facts, form, process, papers. One query."""
    told = [revision.facts, str(revision.form_id), str(revision.plan_id), paper_rows(revision)]
    return hashlib.sha256(canonical(told)).hexdigest()[:32]
