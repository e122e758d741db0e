"""What an application asks: the form fitted to what the state knows of the person it is for, the papers, the authority of a proxy."""

from datetime import date
from typing import Any

from motcua.catalogue.forms import form_of
from motcua.catalogue.models import Requirement
from motcua.catalogue.requirements import AUTHORISATION, asked_of
from motcua.dossiers.models import Dossier, Draft
from motcua.ui.forms import Form


def form_for(draft: Draft, day: date) -> Form:
    """Return the form of a draft on `day`, without the answers that the sex the state knows rules out."""
    return form_of(draft.revision, day).fitting(draft.subject.sex)


def papers_asked(held: Draft | Dossier, answers: dict[str, Any]) -> list[Requirement]:
    """Return the papers this application must bring: what the procedure asks, and the authority where another applies."""
    return [*([AUTHORISATION] if held.holder_id else []), *asked_of(held.revision, answers)]


def papers_of(held: Draft | Dossier) -> list[Requirement]:
    """Return every paper an application may have, whether asked or not, the authority first where another applies."""
    return [*([AUTHORISATION] if held.holder_id else []), *held.revision.requirements.all()]
