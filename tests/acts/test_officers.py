"""An officer who moves: rights end at once, sessions too, and open work is handed on (rule 64)."""

import pytest
from django.test import Client

from motcua.acts import processing
from motcua.acts.officers import Moved, NothingToLeave, move_officer
from motcua.acts.people import Appointment
from motcua.audit.models import Entry
from motcua.audit.sealing import verify
from motcua.dossiers import access
from motcua.dossiers.models import Dossier
from motcua.law.lifecycle import NotAllowed
from motcua.people.actor import job
from motcua.people.models import Agency, Post, User
from tests import make

pytestmark = pytest.mark.django_db


def leave(user, key="k", **how):
    return move_officer(user, by=job("test"), at=make.MONDAY, key=key, **how)


def test_rights_end_at_once_and_the_step_waits_for_the_role():
    dossier = make.at_step("work")
    officer = User.objects.get(pk=str(dossier.step_officer_id))
    assert leave(officer) == Moved(posts=1, given=0, pooled=1)
    gone = make.actor(officer)
    assert gone.posts == ()
    with pytest.raises(NotAllowed):
        processing.draft_result(dossier, outcome="found", fields=make.FIELDS["found"], by=gone, at=make.MONDAY, key=make.key())
    assert Dossier.objects.get(pk=dossier.pk).step_officer is None
    colleague = make.new_officer("case_officer")
    assert [d.pk for d in access.at_desk(make.actor(colleague))] == [dossier.pk]
    last = Entry.objects.filter(subject=dossier.pk).latest("seq")
    assert last.act == "reassign"
    assert verify()[2] == []


def test_a_named_colleague_takes_over_and_one_without_the_post_does_not():
    dossier, colleague = make.at_step("work"), make.new_officer("case_officer")
    assert leave(dossier.step_officer, to=make.officer("signer")) == Moved(posts=1, given=0, pooled=1)
    processing.assign(dossier, officer=colleague, by=make.actor("unit_head"), at=make.MONDAY, key=make.key())
    third = make.new_officer("case_officer")
    assert leave(colleague, key="k2", to=third) == Moved(posts=1, given=1, pooled=0)
    assert Dossier.objects.get(pk=dossier.pk).steps.get(finished_at=None).officer == third


def test_sessions_of_the_officer_are_over():
    user = make.new_officer("case_officer")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert "_auth_user_id" in client.session
    leave(user)
    request = client.get("/xu-ly/")
    assert request.status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_new_post_elsewhere_begins_and_only_the_old_agency_is_left():
    user = make.new_officer("case_officer")
    there = Agency.objects.get(code="H26.101")
    join = Appointment("case_officer", "Công chức", there.pk, "professional", make.MONDAY.date())
    leave(user, leaving=Agency.objects.get(code=make.WARD).pk, joining=(join,))
    assert {p.agency_id for p in make.actor(user).posts} == {there.pk}


def test_the_same_key_again_changes_nothing_and_who_holds_no_post_has_nothing_to_leave():
    user = make.new_officer("case_officer")
    leave(user)
    with pytest.raises(NothingToLeave):
        leave(user)
    with pytest.raises(NotAllowed):
        move_officer(make.officer("signer"), by=make.actor("receiver"), at=make.MONDAY, key="n")
    assert Post.objects.get(user=user).valid_to is not None
