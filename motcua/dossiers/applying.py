"""What an application asks of the person it is for: the form fitted to what the state knows of them."""

from datetime import date

from motcua.catalogue.forms import form_of
from motcua.dossiers.models import Draft
from motcua.ui.forms import Form


def form_for(draft: Draft, day: date) -> Form:
    """Return the form of a draft on `day`, without the answers that the sex the state knows rules out."""
    return form_of(draft.revision, day).fitting(draft.applicant.sex)
