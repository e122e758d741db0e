"""Drafts and submission (rules 1, 40, 41): status 1, no code, no promise; one draft makes one dossier."""

from datetime import timedelta

import pytest

from motcua.acts import drafts, reception, submission
from motcua.acts.submission import AnswersRefused, DraftSpent, ProcedureClosed
from motcua.audit.models import Entry
from motcua.documents.checks import FileRefused
from motcua.dossiers.models import Channel, Dossier, Draft
from motcua.law.intake import ComponentsMissing
from motcua.law.lifecycle import NotAllowed, Status
from motcua.outbox.models import Message
from motcua.people.models import Agency
from tests import make
from tests.acts.traces import left

pytestmark = pytest.mark.django_db


def submit(draft, by=None, at=make.MONDAY, key=None, **more):
    return submission.submit(draft, by=by or make.actor(draft.made_by), at=at, key=key or make.key(), **more)


def test_a_submitted_dossier_has_no_code_and_no_promise_but_the_hour_of_its_answer():
    dossier = submit(make.draft())
    assert (dossier.state, dossier.code, dossier.due_at, dossier.promised_at, dossier.clock_from) == (Status.NEW, None, None, None, None)
    assert dossier.reply_due_at == make.MONDAY.replace(day=25)  # eight working hours on, Tuesday being a holiday
    assert dossier.summary == "Cấp bản sao từ sổ gốc: Bằng tốt nghiệp trung học cơ sở"
    assert Draft.objects.get().submitted_at == make.MONDAY
    assert not Message.objects.filter(partner="national_portal").exists()


def test_wrong_answers_are_named_and_nothing_is_left():
    draft = make.draft(holder_name=None, issued_year=1700)
    before = left()
    with pytest.raises(AnswersRefused) as refused:
        submit(draft)
    assert {e.field for e in refused.value.errors} == {"holder_name", "issued_year"}
    assert left() == before
    assert Draft.objects.get().submitted_at is None


def test_a_missing_paper_is_named_online():
    with pytest.raises(ComponentsMissing, match="chứng minh quan hệ"):
        submit(make.draft(relation="relative"))


def test_a_paper_that_only_a_condition_asks_for_is_not_asked_otherwise():
    assert submit(make.draft(relation="self")).state is Status.NEW


def test_an_agency_that_is_not_on_offer_is_refused():
    for code in ("H26", "H26.20.01", "X99"):
        with pytest.raises(AnswersRefused):
            submit(make.draft(user=make.citizen(number=f"00119401{make.key()[-4:].zfill(4)}", sub=make.key()), agency=code))


def test_the_same_key_makes_one_dossier():
    draft, key = make.draft(), make.key()
    first, second = submit(draft, key=key), submit(draft, key=key)
    assert first.pk == second.pk
    assert Dossier.objects.count() == 1
    assert Entry.objects.filter(act="submit").count() == 1
    assert Message.objects.filter(kind="letter").count() == 1


def test_two_open_pages_of_one_draft_make_one_dossier():
    draft = make.draft()
    submit(draft)
    before = left()
    with pytest.raises(DraftSpent):
        submit(Draft.objects.get(pk=draft.pk))
    assert left() == before


def test_another_citizen_cannot_submit_or_touch_my_draft():
    draft, stranger = make.draft(), make.actor(make.citizen("Lê Thị Hoa", "001165000123"))
    with pytest.raises(NotAllowed):
        submit(draft, by=stranger)
    with pytest.raises(NotAllowed):
        drafts.save_page(draft, answers={}, sources={}, page="x", by=stranger, at=make.MONDAY)
    with pytest.raises(NotAllowed):
        drafts.put_file(draft, "relation", "a.png", make.picture(), by=stranger, at=make.MONDAY)


def test_a_submitted_draft_is_closed():
    draft = make.draft()
    submit(draft)
    with pytest.raises(NotAllowed, match="đã nộp"):
        drafts.save_page(Draft.objects.get(), answers={}, sources={}, page="x", by=make.actor(draft.made_by), at=make.MONDAY)


def test_a_draft_is_taken_up_again_and_keeps_what_was_said():
    first = make.draft(phone="0987654321")
    by = make.actor(first.made_by)
    again = drafts.begin(first.revision, first.applicant, channel=Channel.ONLINE, answers={}, sources={}, by=by, at=make.later(days=1))
    assert again.pk == first.pk
    assert again.answers["phone"] == "0987654321"


def test_a_refused_file_leaves_the_draft_as_it_was():
    draft = make.draft()
    before = left()
    with pytest.raises(FileRefused):
        drafts.put_file(draft, "relation", "virus.png", b"MZ\x90 not a picture", by=make.actor(draft.made_by), at=make.MONDAY)
    assert left() == before


def test_a_draft_of_a_superseded_publication_is_not_accepted_but_running_dossiers_keep_theirs():
    draft, running = make.draft(), make.submitted(user=make.citizen("Lê Thị Hoa", "001165000123"))
    make.publish(term="5wd")
    with pytest.raises(ProcedureClosed):
        submit(Draft.objects.select_related("revision").get(pk=draft.pk))
    taken = reception.receive(running, seen=[], by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    assert taken.revision.number == 1
    assert taken.promised_at == make.MONDAY.replace(hour=17, minute=30)


def test_a_new_publication_holds_for_new_dossiers():
    make.draft()
    revision = make.publish(term="5wd")
    assert (revision.number, revision.valid_from) == (2, make.MONDAY.date())
    other = make.citizen("Lê Thị Hoa", "001165000123")  # a draft begun under the earlier one is carried over, not begun anew
    assert make.received(user=other).promised_at == make.later(days=8)  # 24/11 is a holiday


def test_a_walk_in_is_submitted_by_the_counter_without_files_and_without_letter():
    officer = make.officer("receiver")
    draft = make.draft(make.BIRTH, officer, Channel.DIRECT)
    draft.files.all().delete()
    ward = Agency.objects.get(code=make.WARD)
    dossier = submit(draft, by=make.actor(officer), receiver=ward)
    assert (dossier.channel, dossier.receiver, dossier.assurance) == (Channel.DIRECT, ward, 0)
    assert not Message.objects.exists()


def test_a_counter_cannot_submit_for_another_counter():
    officer = make.officer("receiver", "H26.101")
    with pytest.raises(NotAllowed):
        submit(make.draft(make.COPY, officer, Channel.DIRECT), by=make.actor(officer), receiver=Agency.objects.get(code=make.WARD))


def test_submitted_at_night_is_answered_in_working_hours():
    night = make.MONDAY.replace(hour=1)  # still Sunday in London
    assert submit(make.draft(), at=night - timedelta(minutes=30)).reply_due_at == make.MONDAY.replace(hour=17, minute=30)
