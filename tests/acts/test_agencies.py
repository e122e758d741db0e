"""Agencies merge and divide: what is open goes along, what is closed keeps its name, and all of it can be taken back (rules 63, 64)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from motcua.acts import agencies, drafts, reception, submission
from motcua.acts.agencies import CannotUndo, NotDecided
from motcua.acts.merging import differences
from motcua.acts.people import NewAgency, establish
from motcua.acts.submission import AgencyEnded, AnswersRefused
from motcua.audit.models import Entry
from motcua.audit.sealing import verify
from motcua.catalogue.forms import form_of
from motcua.dossiers import access
from motcua.dossiers.matters import Consultation
from motcua.dossiers.models import Dossier, Draft, Move, Serial, Step
from motcua.dossiers.moves import agencies_at
from motcua.law.lifecycle import Act, NotAllowed, Status, may
from motcua.lib.remembering import forget
from motcua.people import rights
from motcua.people.actor import job
from motcua.people.models import Agency, AgencyKind, Delegation, Post, Reorganisation, Succession
from motcua.people.succession import forebears, heirs
from tests import make

pytestmark = pytest.mark.django_db
TODAY = make.MONDAY.date()
BY = job("test")
NEW, OTHER = "H26.901", "H26.902"
# What a merger moves; what stays where it was written, under the old agency's name.
MOVES = {
    "dossiers.Dossier.receiver",
    "dossiers.Dossier.competent",
    "dossiers.Consultation.agency",
    "people.Post.agency",
    "people.Agency.parent",
}
STAYS = {
    "people.Unit.agency": "the units of the old agency; posts get the like at the new one",
    "people.Succession.predecessor": "the merger itself",
    "people.Succession.successor": "the merger itself",
    "dossiers.Move.receiver_before": "what it was before",
    "dossiers.Move.competent_before": "what it was before",
    "dossiers.Serial.agency": "codes are never renumbered; the new agency counts its own",
    "dossiers.VoidedCode.agency": "a code of the old agency",
    "dossiers.Dossier.support_point": "where it was handed in",
    "dossiers.Paper.agency": "under whose signature it was written; a new one is drafted anew",
    "dossiers.RegisterEntry.agency": "the book it was entered in",
    "dossiers.RegisterClosing.agency": "the book of the old agency",
    "catalogue.Publication.agency": "who signed the decision then",
    "worktime.Outage.agencies": "whom the notice named",
    "worktime.WorkSession.agency": "hours the old agency kept; open dossiers follow the new one's",
}


def new_agency(code=NEW, name="UBND phường Mới", kind=AgencyKind.COMMUNE, parent="H26"):
    make.city()
    return establish(NewAgency(code, name, kind, parent, valid_from=date(2026, 11, 1)), by=BY, at=make.MONDAY)


def rows(*lines):
    return [dict(zip(("old_code", "new_code", "share", "for"), line, strict=False)) for line in lines]


def merge(*lines, at=make.MONDAY):
    return agencies.merge(differences(rows(*lines), day=at.date()), decision="NQ 1", by=BY, at=at)


def problems(*lines, day=TODAY):
    return [str(p.why) for p in differences(rows(*lines), day=day).problems]


def test_what_is_open_goes_along_and_what_is_closed_keeps_the_old_name():
    open_one, closed, fresh = make.at_step("work"), make.returned(), make.submitted()
    totals = Dossier.objects.count(), Step.objects.count()
    new, old = new_agency(), Agency.objects.get(code=make.WARD)
    seen = differences(rows((make.WARD, NEW)), day=TODAY)
    assert (seen.agencies, seen.dossiers, seen.problems) == (1, 2, [])
    assert seen.officers == Post.objects.filter(agency=old).values("user").distinct().count()
    assert not Move.objects.exists()

    done = merge((make.WARD, NEW))

    assert (done.agencies, done.dossiers) == (1, 2)
    for key in (open_one.pk, fresh.pk):
        moved = Dossier.objects.get(pk=key)
        assert (moved.receiver, moved.competent) == (new, new)
        assert agencies_at(key, TODAY - timedelta(1), receiver=new.pk, competent=new.pk) == (old.pk, old.pk)
        assert agencies_at(key, TODAY, receiver=new.pk, competent=new.pk) == (new.pk, new.pk)
    kept = Dossier.objects.get(pk=closed.pk)
    assert kept.receiver.name == kept.competent.name == old.name
    assert (Dossier.objects.count(), Step.objects.count()) == totals
    assert Dossier.objects.get(pk=open_one.pk).code == open_one.code
    old.refresh_from_db()
    assert old.valid_to == TODAY - timedelta(1)
    assert Entry.objects.filter(act="merge", subject=old.pk).exists()
    assert verify()[2] == []


def test_the_same_people_go_on_working_the_same_dossiers():
    dossier, closed = make.at_step("work"), make.returned()
    officer = make.officer("case_officer")
    new = new_agency()
    merge((make.WARD, NEW))
    by = make.actor(officer)
    assert {p.agency_id for p in by.posts} == {new.pk}
    assert list(access.at_desk(by)) == [Dossier.objects.get(pk=dossier.pk)]
    assert Dossier.objects.get(pk=dossier.pk).step_officer == officer
    # The successor answers for what the old agency closed; a stranger does not.
    assert may(Act.VIEW, rights.of(by, Dossier.objects.get(pk=closed.pk)))
    assert not may(Act.VIEW, rights.of(make.actor(make.officer("case_officer", "H26.101")), closed))


def test_old_codes_and_the_code_on_paper_still_answer_and_new_ones_are_the_successors():
    old_one, waiting = make.received(), make.submitted()
    new_agency()
    merge((make.WARD, NEW))
    assert access.by_code(str(old_one.code)).pk == old_one.pk
    assert access.slip_by_token(old_one.look_up_token).pk == old_one.pk
    page = Client().post(reverse("portal:look_up"), {"code": old_one.code})
    assert page.context["found"]["code"] == old_one.code
    receiver = make.actor(make.officer("receiver", NEW))
    taken = reception.receive(Dossier.objects.get(pk=waiting.pk), seen=[], by=receiver, at=make.MONDAY, key=make.key())
    assert taken.code == f"{NEW}-261123-0001"
    assert Serial.objects.get(agency__code=make.WARD, book="code:261123").last == 1


def test_a_divided_agency_asks_and_moves_nothing_until_each_dossier_and_officer_is_decided():
    first, second = make.at_step("work"), make.submitted()
    new_agency()
    new_agency(OTHER, "UBND phường Khác")
    parts = (make.WARD, NEW, "part"), (make.WARD, OTHER, "part default")
    asked = problems(*parts)
    people = set(Post.objects.filter(agency__code=make.WARD).values_list("user__username", flat=True))
    assert len(asked) == 2 + len(people)
    assert any(first.code in why for why in asked)
    assert any(str(second.pk) in why for why in asked)
    with pytest.raises(NotDecided, match="việc phải quyết định"):
        merge(*parts)
    assert not Succession.objects.exists()

    merge((make.WARD, NEW, "part", f"{first.code} {second.pk}"), (make.WARD, OTHER, "part default", "*"))

    assert {d.competent.code for d in Dossier.objects.all()} == {NEW}
    assert set(Post.objects.filter(agency__code=OTHER).values_list("user__username", flat=True)) == people
    # The officer went elsewhere: the step waits for the role where the dossier is.
    freed = Dossier.objects.get(pk=first.pk)
    assert freed.step_officer is None
    assert freed.steps.get(finished_at=None).officer is None
    assert freed.step_role == "case_officer"
    assert Agency.objects.get(code=OTHER).archives == [Agency.objects.get(code=make.WARD).pk]
    assert Agency.objects.get(code=NEW).archives == []


def test_a_part_may_stay_with_the_agency_itself():
    dossier = make.received()
    new_agency()
    merge((make.WARD, make.WARD, "part", "*"), (make.WARD, NEW, "part", dossier.code))
    ward = Agency.objects.get(code=make.WARD)
    assert ward.valid_to is None
    assert Dossier.objects.get(pk=dossier.pk).receiver.code == NEW
    assert Post.objects.filter(agency=ward, valid_to=None).exists()
    assert heirs(ward.pk, TODAY) == {ward.pk, Agency.objects.get(code=NEW).pk}


def test_an_undo_gives_back_all_that_is_still_as_the_merger_left_it():
    dossier, other = make.at_step("work"), make.submitted()
    ward, before = Agency.objects.get(code=make.WARD), set(Post.objects.filter(valid_to=None).values_list("user", "agency", "role"))
    new_agency()
    done = merge((make.WARD, NEW))
    reception.decline(
        Dossier.objects.get(pk=other.pk),
        reason="Không thuộc thẩm quyền",
        by=make.actor(make.officer("receiver", NEW)),
        at=make.MONDAY,
        key=make.key(),
    )
    back = agencies.unmerge(done.reorganisation, by=BY, at=make.later(hours=1))
    assert (back.agencies, back.dossiers) == (1, 1)
    ward.refresh_from_db()
    assert ward.valid_to is None
    assert Dossier.objects.get(pk=dossier.pk).competent == ward
    assert Dossier.objects.get(pk=dossier.pk).step_officer == make.officer("case_officer")
    assert Dossier.objects.get(pk=other.pk).receiver.code == NEW
    assert set(Post.objects.filter(valid_to=None).values_list("user", "agency", "role")) == before
    assert Agency.objects.get(code=NEW).archives == []
    with pytest.raises(CannotUndo):
        agencies.unmerge(Reorganisation.objects.get(), by=BY, at=make.later(hours=2))
    # And merged again.
    assert merge((make.WARD, NEW)).dossiers == 1
    assert verify()[2] == []


def test_a_later_merger_is_undone_first():
    make.received()
    new_agency()
    first = merge((make.WARD, NEW))
    later = make.later(days=1)
    establish(NewAgency(OTHER, "UBND phường Khác", AgencyKind.COMMUNE, "H26", valid_from=later.date()), by=BY, at=later)
    second = merge((NEW, OTHER), at=later)
    with pytest.raises(CannotUndo, match="hủy lần sau trước"):
        agencies.unmerge(first.reorganisation, by=BY, at=later)
    agencies.unmerge(second.reorganisation, by=BY, at=later)
    agencies.unmerge(first.reorganisation, by=BY, at=later)
    assert Dossier.objects.get().receiver.code == make.WARD


def test_figures_roll_up_both_ways_through_several_mergers():
    new_agency()
    merge((make.WARD, NEW))
    later = make.later(days=1)
    establish(NewAgency(OTHER, "UBND phường Khác", AgencyKind.COMMUNE, "H26", valid_from=later.date()), by=BY, at=later)
    merge((NEW, OTHER), at=later)
    ward, new, other = (Agency.objects.get(code=code).pk for code in (make.WARD, NEW, OTHER))
    assert heirs(ward, TODAY - timedelta(1)) == {ward}
    assert heirs(ward, TODAY) == {new}
    assert heirs(ward, later.date()) == {other}
    assert forebears(other, TODAY) == {other}
    assert forebears(other, later.date()) == {ward, new, other}
    assert Agency.objects.get(pk=other).archives == sorted([ward, new])


def test_the_same_table_again_does_nothing_and_what_was_cut_short_goes_on():
    make.received()
    new_agency()
    merge((make.WARD, NEW))
    assert differences(rows((make.WARD, NEW)), day=TODAY).done == 1
    with pytest.raises(NotDecided, match="đã được thực hiện"):
        merge((make.WARD, NEW))
    assert merge((make.WARD, NEW), ("H26.101", NEW)).agencies == 1
    assert Succession.objects.count() == 2


@pytest.mark.parametrize(
    "lines,says",
    [
        ([("H26.7777", NEW)], "Không có cơ quan nào mang mã này"),
        ([(make.WARD, "H26.7777")], "Không có cơ quan mới"),
        ([(make.WARD, NEW, "half")], "share"),
        ([(make.WARD, NEW, "whole"), (make.WARD, OTHER, "part")], "không có dòng nào khác"),
        ([(make.WARD, "H26.101"), ("H26.101", NEW)], "kết thúc trong chính tệp này"),
        ([(make.WARD, NEW, "part", "*"), (make.WARD, OTHER, "part", "*")], "phần còn lại"),
        ([(make.WARD, NEW, "part", "a"), (make.WARD, OTHER, "part", "a *")], "hai cơ quan"),
        ([(make.WARD, NEW, "part", "H26.105-200101-0001"), (make.WARD, OTHER, "part", "*")], "không phải hồ sơ đang mở"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_moves(lines, says):
    new_agency()
    new_agency(OTHER, "UBND phường Khác")
    assert any(says in why for why in problems(*lines))
    with pytest.raises(NotDecided):
        merge(*lines)
    assert not Succession.objects.exists()


def test_a_day_to_come_can_be_looked_at_but_not_carried_out():
    new_agency()
    plan = differences(rows((make.WARD, NEW)), day=TODAY + timedelta(30))
    assert plan.problems == []
    with pytest.raises(NotDecided, match="chưa tới"):
        agencies.merge(plan, decision="", by=BY, at=make.MONDAY)


def test_only_an_administrator_merges():
    new_agency()
    plan = differences(rows((make.WARD, NEW)), day=TODAY)
    with pytest.raises(NotAllowed):
        agencies.merge(plan, decision="", by=make.actor("receiver"), at=make.MONDAY)
    admin = make.actor(make.officer("administrator", "H26.20"))
    assert agencies.merge(plan, decision="", by=admin, at=make.MONDAY).agencies == 1


def test_an_application_to_an_ended_agency_is_sent_back_also_when_the_page_was_older():
    user = make.citizen()
    draft = make.draft(user=user)
    make.procedure()
    form_of(draft.revision, TODAY)
    new_agency()
    merge((make.WARD, NEW))
    by = make.actor(user)
    with pytest.raises(AnswersRefused):
        submission.submit(draft, by=by, at=make.MONDAY, key=make.key())
    # A process that still remembers the old list: the act looks itself.
    ward = Agency.objects.get(code=make.WARD)
    forget()
    Agency.objects.filter(pk=ward.pk).update(valid_to=None)
    form_of(draft.revision, TODAY)
    Agency.objects.filter(pk=ward.pk).update(valid_to=TODAY - timedelta(1))
    with pytest.raises(AgencyEnded, match="sáp nhập"):
        submission.submit(draft, by=by, at=make.MONDAY, key=make.key())
    assert not Dossier.objects.exists()
    drafts.save_page(draft, answers={**draft.answers, "agency": NEW}, sources={}, page="contact", by=by, at=make.MONDAY)
    forget()
    assert submission.submit(draft, by=by, at=make.MONDAY, key=make.key()).receiver.code == NEW


def test_agencies_below_move_up_with_it_and_back():
    make.city()
    new_agency("H26.30", "Trung tâm mới", AgencyKind.CENTRE)
    below = set(Agency.objects.filter(parent__code="H26.20").values_list("code", flat=True))
    done = merge(("H26.20", "H26.30"))
    assert below
    assert set(Agency.objects.filter(parent__code="H26.30").values_list("code", flat=True)) == below
    agencies.unmerge(done.reorganisation, by=BY, at=make.MONDAY)
    assert set(Agency.objects.filter(parent__code="H26.20").values_list("code", flat=True)) == below


def test_a_dossier_received_here_and_decided_there_moves_one_side_only():
    dossier = make.submitted()
    Dossier.objects.filter(pk=dossier.pk).update(receiver=Agency.objects.get(code=make.BRANCH))
    new_agency()
    merge((make.WARD, NEW))
    dossier.refresh_from_db()
    assert (dossier.receiver.code, dossier.competent.code) == (make.BRANCH, NEW)
    assert dossier.state is Status.NEW


def test_what_was_asked_of_the_agency_and_lent_of_its_posts_goes_on():
    dossier = make.at_step("work")
    asked = Agency.objects.get(code="H26.101")
    at = make.later(days=9)
    asking = Consultation(dossier=dossier, agency=asked, question="Có trong sổ không?", asked_by=make.officer(), asked_at=at, due_at=at)
    asking.save()
    Dossier.objects.filter(pk=dossier.pk).update(consulted=[asked.pk])
    signer, deputy = make.officer("signer", "H26.101"), make.officer("case_officer", "H26.101")
    post = Post.objects.get(user=signer, agency=asked)
    Delegation(post=post, to=deputy, reason="Đi họp", valid_from=TODAY, valid_to=at.date()).save()
    new = new_agency()
    done = merge(("H26.101", NEW))
    assert Consultation.objects.get().agency == new
    assert Dossier.objects.get(pk=dossier.pk).consulted == [new.pk]
    assert "signer" in make.actor(deputy).roles_at(new.pk)
    agencies.unmerge(done.reorganisation, by=BY, at=make.MONDAY)
    assert Consultation.objects.get().agency == asked
    assert Dossier.objects.get(pk=dossier.pk).consulted == [asked.pk]
    assert "signer" in make.actor(deputy).roles_at(asked.pk)


def test_every_table_that_names_an_agency_is_decided_upon():
    named = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.related_model is Agency
    }
    assert named == MOVES | set(STAYS)


@pytest.mark.django_db(transaction=True)
def test_applications_that_come_while_the_agency_is_merged_are_moved_or_sent_back_never_lost():
    users = [make.citizen(f"Người Thử {n}", f"0011940{n:05d}") for n in range(12)]
    waiting = [make.draft(user=user) for user in users]
    new_agency()
    start = threading.Barrier(5)

    def send(hand):
        start.wait()
        sent = []
        for draft in waiting[hand::4]:
            try:
                sent.append(submission.submit(draft, by=make.actor(draft.made_by), at=make.MONDAY, key=make.key()))
            except (AgencyEnded, AnswersRefused):
                continue
        connection.close()
        return len(sent)

    def take_over():
        start.wait()
        done = merge((make.WARD, NEW))
        connection.close()
        return done.dossiers

    with ThreadPoolExecutor(5) as hands:
        moving, sending = hands.submit(take_over), [hands.submit(send, hand) for hand in range(4)]
        moved, sent = moving.result(), sum(each.result() for each in sending)
    assert moved == sent == Dossier.objects.filter(receiver__code=NEW, competent__code=NEW).count()
    assert not Dossier.objects.filter(receiver__code=make.WARD).exists()
    assert Draft.objects.filter(submitted_at=None).count() == 12 - sent
    assert verify()[2] == []
