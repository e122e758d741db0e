"""The only way to a dossier (rules 56, 57): not yours is not found, an officer's read leaves a row, unwritten reads give nothing."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.acts import processing
from motcua.audit.models import AccessRead
from motcua.dossiers import access
from motcua.dossiers.access import NotYours
from motcua.dossiers.models import Paper, Result
from motcua.law.lifecycle import Status
from motcua.people.actor import job
from tests import make

pytestmark = pytest.mark.django_db


def read(dossier, who, purpose="giải quyết hồ sơ"):
    actor = who if not isinstance(who, str) else make.actor(who)
    return access.for_officer(actor, dossier.pk, purpose=purpose, at=make.MONDAY)


def test_mine_is_found_and_anothers_is_not_there():
    dossier, stranger = make.submitted(), make.citizen("Lê Thị Hoa", "001165000123")
    assert access.own(make.citizen(), dossier.pk) == dossier
    for user in (stranger, make.officer("receiver")):
        with pytest.raises(NotYours):
            access.own(user, dossier.pk)
        assert not access.own_dossiers(user).exists()
    with pytest.raises(NotYours):
        access.own(stranger, uuid4())
    assert not AccessRead.objects.exists()


def test_another_person_with_the_same_name_sees_nothing():
    dossier = make.submitted()
    assert not access.own_dossiers(make.citizen("Nguyễn Thị Hạnh", "001194012373")).filter(pk=dossier.pk).exists()


def test_a_draft_is_found_by_who_made_it():
    draft, stranger = make.draft(), make.citizen("Lê Thị Hoa", "001165000123")
    assert access.own_draft(make.citizen(), draft.pk) == draft
    with pytest.raises(NotYours):
        access.own_draft(stranger, draft.pk)
    assert not access.own_drafts(stranger).exists()


def test_an_officers_read_leaves_a_row_the_person_can_see():
    dossier = make.submitted()
    read(dossier, "receiver")
    row = access.reads_of(make.citizen()).get()
    assert (row.subject, row.role, row.agency_name, row.purpose) == (
        dossier.pk,
        "Cán bộ tiếp nhận",
        dossier.receiver.name,
        "giải quyết hồ sơ",
    )
    assert str(row.reader) == str(make.officer("receiver").pk)


@pytest.mark.parametrize("who", ["case_officer", "administrator", "receiver elsewhere", "nobody"])
def test_an_officer_without_the_right_finds_nothing_and_leaves_nothing(who):
    dossier = make.submitted()
    users = {
        "case_officer": lambda: make.officer("case_officer"),
        "administrator": lambda: make.officer("administrator", "H26.20"),
        "receiver elsewhere": lambda: make.officer("receiver", "H26.101"),
        "nobody": lambda: make.citizen("Lê Thị Hoa", "001165000123"),
    }
    with pytest.raises(NotYours):
        read(dossier, make.actor(users[who]()))
    assert not AccessRead.objects.exists()


def test_neither_an_applicant_nor_a_job_reads_as_an_officer():
    dossier = make.submitted()
    for actor in (make.actor(make.citizen()), job("papers")):
        with pytest.raises(NotYours):
            read(dossier, actor)


def test_a_case_officer_sees_what_they_hold_and_what_they_worked_on():
    dossier = make.at_step("work")
    read(dossier, "case_officer")
    with pytest.raises(NotYours):
        read(dossier, make.actor(make.new_officer("case_officer")))
    second = make.new_officer("case_officer")
    processing.assign(dossier, officer=second, by=make.actor("case_officer"), at=make.MONDAY, key=make.key())
    read(dossier, make.actor(second))


def test_a_read_that_cannot_be_written_gives_nothing():
    dossier = make.submitted()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_accessread RENAME TO away")
    with pytest.raises(DatabaseError), transaction.atomic():
        read(dossier, "receiver")


def test_the_counters_list_holds_its_own_agencies_dossiers():
    make.submitted()
    assert access.at_counter(make.actor("receiver"), Status.NEW).count() == 1
    assert not access.at_counter(make.actor("receiver"), Status.RECEIVED).exists()
    assert not access.at_counter(make.actor(make.officer("receiver", "H26.101")), Status.NEW).exists()
    assert not access.at_counter(make.actor("signer"), Status.NEW).exists()


def test_the_desk_shows_what_waits_for_me_least_time_left_first():
    later = make.at_step("work", user=make.citizen("Lê Thị Hoa", "001165000123"), at=make.later(days=2))
    first = make.at_step("work")
    assert list(access.at_desk(make.actor("case_officer"))) == [first, later]
    assert list(access.at_desk(make.actor("unit_head"))) == [first, later]
    for other in (make.actor("signer"), make.actor(make.new_officer("case_officer")), make.actor("receiver")):
        assert not access.at_desk(other).exists()


def test_the_public_finds_by_code_alone():
    dossier = make.received()
    assert access.by_code("H26.105-261123-0001") == dossier
    for code in ("", "H26.105-261123-0002", str(dossier.pk), "%"):
        with pytest.raises(NotYours):
            access.by_code(code)


def test_a_token_opens_only_what_is_issued():
    dossier = make.at_step("sign")
    with pytest.raises(NotYours):
        access.result_by_token(Result.objects.get().token)
    assert access.slip_by_token(dossier.look_up_token) == dossier
    for wrong in ("", "x" * 43, dossier.look_up_token[:-1]):
        with pytest.raises(NotYours):
            access.slip_by_token(wrong)
        with pytest.raises(NotYours):
            access.result_by_token(wrong)


def test_the_applicant_opens_the_issued_result_and_no_draft_of_it():
    dossier = make.at_step("hand_over")
    result = Result.objects.select_related("issued", "signed", "paper__document").get()
    assert result.issued is not None
    assert access.for_applicant(dossier, result.issued.pk) == result.issued
    assert result.paper is not None
    for hidden in (result.signed, result.paper.document):
        assert hidden is not None
        assert access.document_of(dossier, hidden.pk) == hidden
        with pytest.raises(NotYours):
            access.for_applicant(dossier, hidden.pk)


def test_a_document_of_another_dossier_is_not_found_through_mine():
    mine, theirs = make.received(), make.received(user=make.citizen("Lê Thị Hoa", "001165000123"))
    make.papers()
    document = Paper.objects.get(dossier=theirs).document
    assert document is not None
    with pytest.raises(NotYours):
        access.document_of(mine, document.pk)
