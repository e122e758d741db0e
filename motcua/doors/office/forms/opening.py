"""What the pages of a form share: finding it, its name, keeping a change and saying who was quicker."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404

from motcua.acts.forms_editing import WrittenSince, write_form
from motcua.catalogue.declaring.shape import Data
from motcua.catalogue.form_usage import names_of
from motcua.catalogue.models import Form, FormDraft
from motcua.people.requests import SignedInRequest
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question, Shown, shown
from motcua.ui.words import Words

Section = tuple[str, list[Shown]]


def version_of(key: str, version: int) -> Form:
    """Return one version; 404 without it."""
    found = Form.objects.filter(key=key, version=version).first()
    if found is None:
        raise Http404
    return found


def last_of(key: str) -> Form | None:
    """Return the last version of a form, None for one that has none."""
    return Form.objects.filter(key=key).order_by("-version").first()


def draft_of(key: str) -> FormDraft:
    """Return the working copy of a form; 404 without one."""
    found = FormDraft.objects.select_related("base").filter(key=key).first()
    if found is None:
        raise Http404
    return found


def name_of(key: str) -> Words:
    """Return the name of a form."""
    return names_of([key])[key]


def edition_of(request: SignedInRequest) -> int:
    """The edition that the posted page was made of; 0 for none, which no working copy has."""
    text = request.POST.get("edition", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def keep(request: SignedInRequest, draft: FormDraft, data: Data, what: str) -> list[FieldError]:
    """Keep a change of the working copy; the error to show when another was quicker."""
    try:
        write_form(draft, edition=edition_of(request), data=data, what=what, by=request.actor, at=request.now, key=request.key)
    except WrittenSince as since:
        return [FieldError("edition", str(since))]
    return []


def errors_of(wrong: Mapping[str, object]) -> list[FieldError]:
    """Return what is wrong by name of input, as a page shows it."""
    return [FieldError(name, str(says)) for name, says in wrong.items()]


def sections(
    parts: Sequence[tuple[str, Sequence[Question]]], posted: Mapping[str, str], errors: Sequence[FieldError]
) -> list[tuple[str, list[Shown]]]:
    """Return titled groups of questions with what was typed and what is wrong."""
    return [(title, shown(asked, posted, errors)) for title, asked in parts if asked]


def context(draft: FormDraft, **more: Any) -> dict[str, Any]:
    """What every page of the editor shows."""
    return {"draft": draft, "name": name_of(draft.key), **more}
