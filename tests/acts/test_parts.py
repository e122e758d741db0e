"""On a step one leads and may end it; those who cooperate give their part in writing; those who follow only see."""

from typing import Any

import pytest

from motcua.acts import parts, processing
from motcua.dossiers import access
from motcua.dossiers.models import Dossier
from motcua.law.lifecycle import Act, NotAllowed, may
from motcua.law.parts import PartRefused, PartUnsaid
from motcua.outbox.models import Message
from motcua.people import rights
from motcua.people.models import User
from motcua.reports.control import moves
from tests import make

pytestmark = pytest.mark.django_db


def how(by: Any) -> dict[str, Any]:
    return {"by": make.actor(by), "at": make.MONDAY, "key": make.key()}


@pytest.fixture
def helper():
    user = make.new_officer("case_officer")
    User.objects.filter(pk=user.pk).update(email="thu@example.vn")
    return User.objects.get(pk=user.pk)


@pytest.fixture
def follower():
    return make.new_officer("unit_head")


@pytest.fixture
def dossier(helper, follower):
    lead = make.officer("case_officer")
    return processing.assign(make.at_step("work"), officer=lead, cooperate=[helper], follow=[follower], **how("unit_head"))


def test_each_sees_it_on_their_worklist_and_only_the_lead_may_end_the_step(dossier, helper, follower):
    for user in (helper, follower):
        assert dossier.pk in access.at_desk(make.actor(user)).values_list("pk", flat=True)
        assert access.for_officer(make.actor(user), dossier.pk, purpose="processing", at=make.MONDAY).pk == dossier.pk
    make.work("found", dossier, make.MONDAY)  # the lead ends it
    assert Dossier.objects.get(pk=dossier.pk).step_key == "sign"


def test_those_beside_the_lead_end_nothing(dossier, helper, follower):
    for user in (helper, follower):
        with pytest.raises(NotAllowed):
            processing.draft_result(dossier, outcome="found", fields=make.FIELDS["found"], **how(user))
    with pytest.raises(NotAllowed):
        parts.give_part(dossier, words="Đã xem hồ sơ", **how(follower))


def test_a_part_is_given_in_writing_and_the_lead_is_told(dossier, helper):
    User.objects.filter(pk=dossier.step_officer_id).update(email="chutri@example.vn")
    parts.give_part(dossier, words="Đã đối chiếu sổ năm 2009.", **how(helper))
    part = dossier.steps.get(finished_at=None).parts.get(officer=helper)
    assert (part.words, part.given_at) == ("Đã đối chiếu sổ năm 2009.", make.MONDAY)
    told = Message.objects.filter(kind="letter").latest("id").payload
    assert told["to"] == "chutri@example.vn"
    assert dossier.applicant.name not in told["text"]
    with pytest.raises(PartUnsaid):
        parts.give_part(dossier, words=" ", **how(helper))


def test_who_is_named_is_told_by_letter_without_a_word_of_the_person(dossier):
    letter = Message.objects.filter(kind="letter", payload__isnull=False).order_by("id")
    mine = [m.payload for m in letter if m.payload["to"] == "thu@example.vn"]
    assert len(mine) == 1
    assert "phối hợp xử lý" in mine[0]["subject"]
    assert dossier.applicant.name not in mine[0]["text"]


def test_parts_end_with_the_step_and_the_control_sheet_remembers_them(dossier, helper):
    parts.give_part(dossier, words="Đã đối chiếu sổ.", **how(helper))
    make.work("found", dossier, make.MONDAY)
    after = Dossier.objects.get(pk=dossier.pk)
    assert (after.cooperating, after.following) == ([], [])
    assert not may(Act.VIEW, rights.of(make.actor(helper), after))
    notes = " ".join(move["note"] for move in moves(after))
    assert f"phối hợp: {helper.name}, gửi phần của mình" in notes
    assert "theo dõi:" in notes


def test_assigned_anew_a_part_not_given_goes_and_one_given_stays(dossier, helper, follower):
    parts.give_part(dossier, words="Đã đối chiếu sổ.", **how(helper))
    again = processing.assign(dossier, officer=make.officer("case_officer"), **how("unit_head"))
    assert (again.cooperating, again.following) == ([helper.pk], [])


@pytest.mark.parametrize("twice", ["lead", "both"])
def test_nobody_has_two_parts(helper, twice):
    lead = make.officer("case_officer")
    named = {"cooperate": [lead]} if twice == "lead" else {"cooperate": [helper], "follow": [helper]}
    with pytest.raises(PartRefused, match="một vai"):
        processing.assign(make.at_step("work"), officer=lead, **named, **how("unit_head"))


def test_somebody_of_another_agency_is_consulted_not_named():
    outsider = make.new_officer("case_officer", "H26.101")
    with pytest.raises(PartRefused, match="lấy ý kiến"):
        processing.assign(make.at_step("work"), officer=make.officer("case_officer"), follow=[outsider], **how("unit_head"))
