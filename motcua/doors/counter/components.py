"""Papers of a dossier beside what the procedure asks; what the officer saw of each is read here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.acts.reception import Seen
from motcua.catalogue.models import Requirement
from motcua.catalogue.requirements import applies
from motcua.documents.models import Document
from motcua.dossiers.applying import instead, papers_of
from motcua.dossiers.models import Component, Dossier, PaperInstead
from motcua.law.lifecycle import Refusal
from motcua.ui.forms import FieldError
from motcua.ui.values import FileRow

MOST = 99


class CountsUnread(Refusal):
    """Numbers of papers that are no numbers; `errors` says where."""

    def __init__(self, errors: list[FieldError]) -> None:
        """Keep the errors, each with its input."""
        super().__init__(_("Số bản ghi chưa đúng."))
        self.errors = errors


@dataclass(frozen=True)
class Line:
    """One requirement: the files given for it, and what was typed of the papers seen (or what is asked, before)."""

    requirement: Requirement
    files: list[FileRow]
    given: str
    paper: bool
    originals: str
    copies: str
    database: bool
    error: str = ""
    instead: PaperInstead | None = None

    @property
    def had(self) -> bool:
        """Whether it is there, as file, paper or datum."""
        return bool(self.files or self.given)


def lines(dossier: Dossier, typed: Mapping[str, str] | None, errors: Mapping[str, str], matched: bool) -> list[Line]:
    """Return the requirements that apply to this dossier, in order. `typed` is a refused post, shown again; four queries."""
    held: dict[str, list[Component]] = {}
    for each in dossier.components.select_related("document").order_by("id"):
        held.setdefault(each.requirement, []).append(each)
    asked = asked_of(dossier)
    over = {each.requirement: each for each in dossier.papers_instead.select_related("asked_by")} if any(r.found_in for r in asked) else {}
    found = [_line(dossier, each, held.get(each.key, []), typed, errors.get(each.key, ""), matched) for each in asked]
    return [replace(line, instead=over.get(line.requirement.key)) for line in found]


def others(dossier: Dossier) -> list[FileRow]:
    """Return files given for no requirement, as answers to a supplement."""
    known = [r.key for r in asked_of(dossier)]
    found = dossier.components.exclude(requirement__in=known).exclude(document=None).select_related("document")
    return [file_row(dossier, each.document, each.name) for each in found if each.document]


def asked_of(dossier: Dossier) -> list[Requirement]:
    """Return the requirements that apply to the answers, those found in a database included."""
    return [r for r in papers_of(dossier) if applies(r, dossier.answers)]


def missing(dossier: Dossier) -> list[Requirement]:
    """Return the required papers that are neither given nor in a database, those asked in place of data included."""
    given, also = set(dossier.components.values_list("requirement", flat=True)), instead(dossier)
    asked = [r for r in asked_of(dossier) if not r.found_in or r.key in also]
    return [r for r in asked if (r.originals or r.copies) and r.key not in given]


def seen(dossier: Dossier, posted: Mapping[str, str]) -> list[Seen]:
    """Return what the officer ticked: papers in hand with their numbers, data found. Raises CountsUnread."""
    found: list[Seen] = []
    errors: list[FieldError] = []
    for requirement in asked_of(dossier):
        key = requirement.key
        if posted.get(f"paper-{key}"):
            counts = [_count(posted.get(f"{what}-{key}", "")) for what in ("originals", "copies")]
            if None in counts:
                errors.append(FieldError(f"originals-{key}", _("%(name)s: ghi số bản từ 0 đến 99.") % {"name": requirement.title}))
            found.append(Seen(key, Component.Given.PAPER, counts[0] or 0, counts[1] or 0))
        elif posted.get(f"database-{key}"):
            found.append(Seen(key, Component.Given.DATABASE, source=requirement.found_in))
    if errors:
        raise CountsUnread(errors)
    return found


def file_row(dossier: Dossier, document: Document, note: str = "", title: str = "") -> FileRow:
    """Return a file, under its own name or `title`, with the address where the counter opens it."""
    return FileRow(title or document.name, address(dossier.pk, document.pk), document.size, note)


def address(dossier: UUID, document: UUID) -> str:
    """Return where the counter opens a document of a dossier."""
    return reverse("counter:document", args=[dossier, document])


def _line(dossier: Dossier, asked: Requirement, held: list[Component], typed: Mapping[str, str] | None, error: str, matched: bool) -> Line:
    key = asked.key
    files = [file_row(dossier, each.document) for each in held if each.document]
    given = next((str(each.get_given_display()) for each in held), "")
    if typed is not None:
        counts = typed.get(f"originals-{key}", ""), typed.get(f"copies-{key}", "")
        return Line(asked, files, given, bool(typed.get(f"paper-{key}")), *counts, bool(typed.get(f"database-{key}")), error)
    found = next((each for each in held if each.originals or each.copies), None)
    counts = (str(found.originals), str(found.copies)) if found else (str(asked.originals), str(asked.copies))
    return Line(asked, files, given, found is not None, *counts, bool(asked.found_in) and matched, error)


def _count(text: str) -> int | None:
    text = text.strip() or "0"
    return int(text) if text.isascii() and text.isdigit() and int(text) <= MOST else None
