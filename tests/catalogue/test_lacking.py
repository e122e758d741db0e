"""The query for what a published record lacks says the same as the gates of publication, whatever is missing."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.catalogue.candidates import candidate_of
from motcua.catalogue.lacking import lacking
from motcua.catalogue.models import Procedure, Requirement, Revision
from motcua.law.gates import blocks, partial_reason, seven_parts
from tests import make

pytestmark = pytest.mark.django_db
TODAY = make.MONDAY.date()
NOTHING: st.SearchStrategy[Any] = st.sampled_from([None, [], "", {}, False, 0, "absent"])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(
    facts=st.dictionaries(st.sampled_from(["applicants", "channels", "no_papers", "partial_reason"]), NOTHING),
    name=st.sampled_from([{"vi": "Tên"}, {"vi": "  "}, {}, {"en": "Name"}]),
    term=st.sampled_from(["5wd", "5wd", ""]),
    kind=st.sampled_from(["commune", ""]),
    full=st.booleans(),
    papers=st.booleans(),
    reason=st.sampled_from([{"vi": "Vì"}, {"vi": " "}, {}]),
)
def test_the_query_and_the_gates_agree(facts: Any, name: Any, term: str, kind: str, full: bool, papers: bool, reason: Any) -> None:
    revision = Revision.objects.get(pk=make.procedure(make.COPY).pk)
    told = {**revision.facts, "partial_reason": reason, **facts}
    told = {key: value for key, value in told.items() if value != "absent"}
    if not isinstance(told.get("partial_reason", {}), dict):
        told.pop("partial_reason")
    if not isinstance(told.get("channels", []), list):
        told.pop("channels")
    Procedure.objects.filter(code=make.COPY).update(name=name)
    Revision.objects.filter(pk=revision.pk).update(facts=told, competent_kind=kind, full_online=full)
    if not papers:
        Requirement.objects.filter(revision=revision).delete()
    elif not Requirement.objects.filter(revision=revision).exists():
        Requirement(revision=revision, key="a", order=1, name={"vi": "Giấy"}).save(force_insert=True)
    fresh = Revision.objects.select_related("procedure", "plan").get(pk=revision.pk)
    wrong = blocks(candidate_of(fresh), (seven_parts, partial_reason))
    if not term:
        Revision.objects.filter(pk=revision.pk).update(term="")
    found = lacking(Procedure.objects.filter(code=make.COPY), TODAY).exists()
    assert found is bool(wrong or not term)
    Revision.objects.filter(pk=revision.pk).update(term=revision.term)


def test_what_holds_today_counts_else_what_held_last_and_no_draft() -> None:
    found = Procedure.objects.all()
    assert not lacking(found, TODAY).exists()
    Revision.objects.filter(procedure__code=make.BIRTH).update(competent_kind="")
    assert [each.code for each in lacking(found, TODAY)] == [make.BIRTH]
    Revision.objects.filter(procedure__code=make.BIRTH).update(valid_to="2026-01-31")
    assert [each.code for each in lacking(found, TODAY)] == [make.BIRTH]
    Revision.objects.filter(procedure__code=make.BIRTH).update(valid_from=None)
    assert not lacking(found, TODAY).exists()
