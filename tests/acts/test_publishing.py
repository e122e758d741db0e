"""The office publishes: drafts, one decision for several procedures, in time or late, blocked by what is missing (NĐ 63/2010)."""

from datetime import date, timedelta

import pytest

from motcua.acts import catalogue, publishing, submission
from motcua.acts.catalogue import PublicationBlocked
from motcua.acts.publishing import NewPublication, NotADraft, PublicationRefused
from motcua.acts.submission import ProcedureClosed
from motcua.audit.models import Entry
from motcua.catalogue.finding import NoRevision, in_force
from motcua.catalogue.models import Procedure, Publication, PublicationItem, Requirement, Revision
from motcua.catalogue.reading import BUILTIN, read
from motcua.dossiers.models import Draft
from motcua.law.lifecycle import NotAllowed
from motcua.law.publication import Change, Issuer, Life
from motcua.law.terms import TermError
from motcua.lib.remembering import forget
from motcua.people.actor import job
from tests import make

pytestmark = pytest.mark.django_db
TODAY = make.MONDAY.date()


def procedure(code: str = make.COPY) -> Procedure:
    make.city()
    return Procedure.objects.get(code=code)


def acting():
    by = make.actor(make.officer("procedure_controller", "H26.20"))
    return {"by": by, "at": make.MONDAY, "key": make.key()}


def draft(code: str = make.COPY, **changes) -> Revision:
    made = publishing.draft_revision(procedure(code), **acting())
    return publishing.amend_draft(made, changes, **acting()) if changes else made


def publication(effective: date | None = date(2026, 12, 31), **more) -> Publication:
    new = NewPublication(Issuer.PROVINCE, None, "Chủ tịch UBND thành phố", "12/2026/QĐ-UBND", effective, **more)
    return publishing.begin_publication(new, **acting())


def decided(*items: tuple[str, Change], day: date = TODAY, number: str = "700/QĐ-UBND", **more) -> Publication:
    made = publication(**more)
    for code, change in items:
        publishing.put_procedure(made, procedure(code), change, **acting())
    return publishing.decide(made, number=number, signed_on=TODAY, valid_from=day, **acting())


def test_a_draft_is_a_copy_that_holds_on_no_day_until_it_is_decided():
    before = make.procedure()
    made = draft(term="3wd")
    assert made.life(TODAY) is Life.DRAFT
    assert (made.number, made.term, made.form) == (before.number + 1, "3wd", before.form)
    names = Requirement.objects.filter(revision=made).values_list("key", flat=True)
    assert list(names) == [r.key for r in before.requirements.all()]
    assert in_force(make.COPY, TODAY) == before
    assert publishing.draft_revision(procedure(), **acting()) == made


def test_one_decision_changes_abolishes_and_brings_in_several_and_each_holds_from_its_day():
    first = make.procedure()
    draft(term="3wd")
    made = decided((make.COPY, Change.AMEND), (make.BIRTH, Change.ABOLISH), day=TODAY + timedelta(10))
    forget()
    later = TODAY + timedelta(10)
    revision = in_force(make.COPY, later)
    assert (str(revision.legal_term()), revision.decision, revision.life(TODAY)) == ("3wd", "700/QĐ-UBND", Life.DECIDED)
    assert in_force(make.COPY, later - timedelta(1)) == first
    assert in_force(make.BIRTH, later - timedelta(1))
    with pytest.raises(NoRevision):
        in_force(make.BIRTH, later)
    assert Entry.objects.filter(act="publish", subject=made.pk).count() == 1


def test_rule_41_and_40_after_abolition_nothing_new_is_taken_and_a_running_dossier_keeps_its_revision():
    running, begun = make.at_step("work"), make.draft(user=make.citizen("Lê Thị Hoa", "001165000123"))
    decided((make.COPY, Change.ABOLISH))
    forget()
    with pytest.raises(ProcedureClosed):
        submission.submit(Draft.objects.get(pk=begun.pk), by=make.actor(begun.made_by), at=make.MONDAY, key=make.key())
    assert running.revision.number == 1
    assert make.work("found", running, make.MONDAY).step_key == "sign"


def test_what_was_decided_late_is_kept_as_late_and_what_was_in_time_as_in_time():
    draft(term="3wd")
    early = decided((make.COPY, Change.AMEND), effective=date(2026, 12, 31))
    assert early.issued_on_time is True
    late = decided((make.BIRTH, Change.ABOLISH), number="701/QĐ-UBND", effective=date(2026, 11, 25))
    assert late.issued_on_time is False
    assert early.entered_on_time is None
    how = {**acting(), "at": make.later(days=7)}
    in_time = publishing.record_entry(early, entered_on=date(2026, 11, 30), **how)
    assert in_time.entered_on_time is True  # the 24th is a holiday: the fifth working day is the first of December
    too_late = publishing.record_entry(late, entered_on=date(2026, 12, 2), **{**acting(), "at": make.later(days=9)})
    assert too_late.entered_on_time is False


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 11, 24)], ids=["before it was signed", "not yet come"])
def test_a_day_on_which_nothing_was_made_public_is_refused(day):
    made = decided((make.COPY, Change.ABOLISH))
    with pytest.raises(PublicationRefused):
        publishing.record_entry(made, entered_on=day, **acting())


def test_everything_that_blocks_a_decision_is_named_and_nothing_is_changed():
    draft(make.COPY, full_online=False, applicants=None)
    draft(make.BIRTH, full_online=False)
    made = publication()
    for code in (make.COPY, make.BIRTH):
        publishing.put_procedure(made, procedure(code), Change.AMEND, **acting())
    with pytest.raises(PublicationBlocked) as blocked:
        publishing.decide(made, number="7/QĐ-UBND", signed_on=TODAY, valid_from=TODAY, **acting())
    gates = [(code, block.gate) for code, block in publishing.what_blocks(made, TODAY)]
    assert gates == [(make.BIRTH, "partial_reason"), (make.COPY, "seven_parts"), (make.COPY, "partial_reason")]
    assert "Đối tượng thực hiện" in str(blocked.value)
    made.refresh_from_db()
    assert made.decided_at is None
    assert in_force(make.COPY, TODAY).number == 1


def test_a_record_that_may_not_be_published_is_not_published_from_its_folder_either():
    make.city()
    record = read(BUILTIN / make.COPY)
    record.procedure.update(full_online=False, term="2wd")
    with pytest.raises(PublicationBlocked, match="một phần"):
        catalogue.publish(record, by=job("test"), at=make.MONDAY)
    record.procedure["partial_reason"] = {"vi": "Phải đối chiếu bản chính", "en": "The original must be seen"}
    assert catalogue.publish(record, by=job("test"), at=make.MONDAY)[1]


def test_what_the_office_decided_stays_when_the_built_in_data_are_loaded_again():
    draft(term="3wd")
    decided((make.COPY, Change.AMEND), (make.BIRTH, Change.ABOLISH))
    forget()
    for code in (make.COPY, make.BIRTH):
        assert catalogue.publish(read(BUILTIN / code), by=job("test"), at=make.MONDAY)[1] is False
    assert in_force(make.COPY, TODAY).term == "3wd"
    with pytest.raises(NoRevision):
        in_force(make.BIRTH, TODAY)


def test_what_ships_stands_under_the_decisions_it_names():
    make.city()
    justice = Publication.objects.get(number="163/QĐ-BTP")
    assert (justice.agency_name, justice.issuer) == ("Bộ Tư pháp", "ministry")
    assert justice.items.count() > 3
    assert PublicationItem.objects.count() == Revision.objects.exclude(valid_from=None).count()


def test_what_was_published_is_never_rewritten():
    draft(term="3wd")
    made = decided((make.COPY, Change.AMEND))
    revision = in_force(make.COPY, TODAY)
    item = made.items.get()
    for again in (
        lambda: publishing.amend_draft(revision, {"term": "1wd"}, **acting()),
        lambda: publishing.drop_draft(revision, **acting()),
        lambda: publishing.take_out(item, **acting()),
        lambda: publishing.put_procedure(made, procedure(make.BIRTH), Change.ABOLISH, **acting()),
        lambda: publishing.decide(made, number="9/QĐ-UBND", signed_on=TODAY, valid_from=TODAY, **acting()),
    ):
        with pytest.raises(NotADraft):
            again()


def test_a_decision_must_say_what_can_be():
    made = publication()
    with pytest.raises(PublicationRefused, match="bản thảo"):
        publishing.put_procedure(made, procedure(), Change.AMEND, **acting())
    draft(term="3wd")
    with pytest.raises(PublicationRefused, match="trước đây"):
        publishing.put_procedure(made, procedure(), Change.NEW, **acting())
    for number, signed in (("", TODAY), ("1/QĐ-UBND", TODAY)):
        with pytest.raises(PublicationRefused, match="ít nhất một"):
            publishing.decide(made, number=number, signed_on=signed, valid_from=TODAY, **acting())
    publishing.put_procedure(made, procedure(), Change.AMEND, **acting())
    with pytest.raises(PublicationRefused, match="sau hôm nay"):
        publishing.decide(made, number="1/QĐ-UBND", signed_on=TODAY + timedelta(1), valid_from=TODAY, **acting())
    publishing.decide(made, number="1/QĐ-UBND", signed_on=TODAY, valid_from=TODAY, **acting())
    with pytest.raises(PublicationRefused, match="1/QĐ-UBND"):
        decided((make.BIRTH, Change.ABOLISH), number="1/QĐ-UBND")
    with pytest.raises(TermError):
        draft(term="soon")


def test_a_draft_thrown_away_leaves_its_decision_too():
    made, revision = publication(), draft(term="3wd")
    item = publishing.put_procedure(made, procedure(), Change.AMEND, **acting())
    publishing.take_out(item, **acting())
    publishing.put_procedure(made, procedure(), Change.REPLACE, **acting())
    publishing.drop_draft(revision, **acting())
    assert not made.items.exists()
    assert not Revision.objects.filter(valid_from=None).exists()


@pytest.mark.parametrize("role", ["administrator", "receiver"])
def test_nobody_but_the_controller_drafts_or_decides(role):
    by = make.actor(make.officer(role, "H26.20"))
    with pytest.raises(NotAllowed):
        publishing.draft_revision(procedure(), by=by, at=make.MONDAY, key=make.key())
    made = publication()
    publishing.put_procedure(made, procedure(), Change.ABOLISH, **acting())
    with pytest.raises(NotAllowed):
        publishing.decide(made, number="1/QĐ-UBND", signed_on=TODAY, valid_from=TODAY, by=by, at=make.MONDAY, key=make.key())
    made.refresh_from_db()
    assert made.decided_at is None


def test_a_record_that_changes_one_fact_keeps_form_process_and_templates_as_they_are():
    """What is known of a process's durations goes on; nobody compares a version with the same again."""
    old = make.procedure()
    new = make.publish(term="2wd")
    assert (new.number, new.form_id, new.plan_id) == (old.number + 1, old.form_id, old.plan_id)
    assert set(new.templates.values_list("pk", flat=True)) == set(old.templates.values_list("pk", flat=True))
