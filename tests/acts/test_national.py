"""National records: kept version by version, a procedure known only by its record is found but not applied for."""

from dataclasses import replace

import pytest

from motcua.acts.catalogue import publish
from motcua.acts.national import Taken, take_in
from motcua.audit.models import Entry
from motcua.catalogue.finding import NoRevision, in_force
from motcua.catalogue.models import NationalRecord, Procedure
from motcua.catalogue.national.facts import Asked, Basis, Case, Channel, Coded, Facts, Read, Term, Warned, as_facts
from motcua.catalogue.national_record import national_facts
from motcua.catalogue.reading import BUILTIN, read
from motcua.law.lifecycle import NotAllowed
from motcua.people.actor import job
from tests import make

pytestmark = pytest.mark.django_db
BY = job("import")
FACTS = Facts(
    code="9.000001",
    name="Cấp thẻ thử",
    sector="Thử nghiệm",
    levels=("Cấp xã",),
    applicants=("Công dân Việt Nam",),
    steps="Bước 1: nộp hồ sơ.",
    channels=(Channel("Trực tiếp", Term(5, "Ngày làm việc"), "", (), ""),),
    cases=(Case("", (Asked("Tờ khai", 1, 0, ("to khai.docx",)),)),),
    results=(Coded("KQ.G99.000001", "Thẻ thử"),),
    legal_bases=(Basis("1/2026/NĐ-CP", "Nghị định thử"),),
)


def record(**changes):
    return Read(as_facts(replace(FACTS, **changes)), (Warned("service_level", "Trang không nói."),), "0" * 64)


def test_a_record_makes_its_procedure_known_with_no_revision_of_ours():
    assert take_in(record(), source="portal", by=BY, at=make.MONDAY) is Taken.CREATED
    assert Procedure.objects.get(code="9.000001").name == {"vi": "Cấp thẻ thử"}
    facts = national_facts("9.000001") or {}
    assert facts["channels"][0]["term"] == {"amount": 5, "unit": "Ngày làm việc"}
    with pytest.raises(NoRevision):
        in_force("9.000001", make.MONDAY.date())


def test_the_same_record_again_changes_nothing():
    take_in(record(), source="portal", by=BY, at=make.MONDAY)
    before = Entry.objects.count()
    assert take_in(record(), source="portal", by=BY, at=make.later(days=1)) is Taken.UNCHANGED
    assert (NationalRecord.objects.count(), Entry.objects.count()) == (1, before)


def test_a_changed_record_makes_a_version_and_keeps_the_one_before():
    take_in(record(), source="portal", by=BY, at=make.MONDAY)
    assert take_in(record(name="Cấp thẻ mới"), source="portal", by=BY, at=make.later(days=1)) is Taken.UPDATED
    versions = NationalRecord.objects.order_by("version")
    assert [(v.version, v.facts["name"], v.superseded_at) for v in versions] == [
        (1, "Cấp thẻ thử", make.later(days=1)),
        (2, "Cấp thẻ mới", None),
    ]
    assert Procedure.objects.get(code="9.000001").title == "Cấp thẻ mới"


def test_a_name_the_city_published_stays_its_own():
    publish(read(BUILTIN / make.COPY), by=BY, at=make.MONDAY)
    name = Procedure.objects.get(code=make.COPY).name
    take_in(record(code=make.COPY), source="portal", by=BY, at=make.MONDAY)
    assert Procedure.objects.get(code=make.COPY).name == name


def test_who_may_not_take_in_changes_nothing():
    with pytest.raises(NotAllowed):
        take_in(record(), source="portal", by=make.actor("receiver"), at=make.MONDAY)
    assert not NationalRecord.objects.exists()
    assert not Procedure.objects.filter(code="9.000001").exists()


@pytest.mark.parametrize("part, empty", [("name", ""), ("steps", ""), ("channels", ()), ("cases", ()), ("applicants", ())])
def test_a_record_without_a_mandatory_part_is_not_complete(part, empty):
    whole = record(agencies=replace(FACTS.agencies, performing=("UBND cấp xã",)))
    assert whole.facts["complete"]
    lacking = as_facts(replace(FACTS, agencies=replace(FACTS.agencies, performing=("UBND cấp xã",)), **{part: empty}))
    assert part in lacking["missing"]
    assert not lacking["complete"]
