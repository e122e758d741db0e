"""An abolished procedure (rule 41)."""

from datetime import timedelta

import pytest

from motcua.acts import processing, submission
from motcua.acts.submission import ProcedureClosed
from motcua.catalogue.models import Revision
from motcua.dossiers.models import Draft
from motcua.lib.remembering import forget
from tests import make

pytestmark = pytest.mark.django_db


def test_an_abolished_procedure_takes_no_new_dossier_and_running_ones_go_on():
    running, draft = make.at_step("work"), make.draft(user=make.citizen("Lê Thị Hoa", "001165000123"))
    Revision.objects.filter(pk=running.revision_id).update(valid_to=make.MONDAY.date() - timedelta(days=1))
    forget()
    with pytest.raises(ProcedureClosed):
        submission.submit(Draft.objects.get(pk=draft.pk), by=make.actor(draft.made_by), at=make.MONDAY, key=make.key())
    by = make.actor("case_officer")
    done = processing.draft_result(running, outcome="found", fields=make.FIELDS["found"], by=by, at=make.MONDAY, key=make.key())
    assert done.result.outcome == "found"
