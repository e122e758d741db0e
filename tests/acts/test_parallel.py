"""Several steps open at once: who sees them, who does which, when they meet, and what a way back, a stop or a move does to them."""

from typing import Any

import pytest
from django.http import QueryDict

from motcua.acts import administration, officers, processing, reception, stopping, supplement
from motcua.doors.desk import lists, rows, sheet
from motcua.dossiers import access
from motcua.dossiers.models import Dossier
from motcua.dossiers.watched import watched
from motcua.law.flow import FlowError
from motcua.law.intake import Item
from motcua.law.lifecycle import NotAllowed, Status
from motcua.law.roles import Role, Scope
from motcua.people import rights
from motcua.people.actor import job
from motcua.reports import control
from tests import make

pytestmark = pytest.mark.django_db


def how(**more: Any) -> dict[str, Any]:
    return {"at": make.MONDAY, "key": make.key(), **more}


def row(key: str, role: str, minutes: int, to: Any, kind: str = "work", **more: Any) -> dict[str, Any]:
    ways = to if isinstance(to, dict) else {"done": to}
    outcomes = [
        {"key": k, "label": {"vi": k, "en": k}, **({"to": t} if not isinstance(t, dict) else t)} for k, t in ways.items() if t is not None
    ]
    return {"key": key, "name": {"vi": key, "en": key}, "role": role, "kind": kind, "minutes": minutes, "outcomes": outcomes, **more}


STEPS = [
    row("receive", "receiver", 60, {"received": "appraise"}, "receive"),
    row("appraise", "case_officer", 60, {"ask": ["fire", "culture"], "plain": "search"}),
    row("fire", "case_officer", 120, "search"),
    row("culture", "unit_head", 60, "search", unit="professional"),
    row(
        "search",
        "case_officer",
        120,
        {"found": {"to": "sign", "template": "ban-sao"}, "again": "appraise"},
        join="appraise",
    ),
    row("sign", "signer", 60, {"signed": "issue"}, "sign"),
    row("issue", "records_clerk", 30, {"issued": "hand_over"}, "issue"),
    row("hand_over", "receiver", 30, {}, "hand_over"),
]


def appraising() -> Dossier:
    """A dossier in the hands of the officer who appraises it, under a process with a split."""
    make.procedure()
    make.publish(steps=STEPS)
    dossier = make.received()
    return reception.forward(dossier, officer=make.officer("case_officer"), by=make.actor("receiver"), **how())


def asked() -> Dossier:
    """The same after the split: two steps are open."""
    dossier = processing.complete(appraising(), outcome="ask", by=make.actor("case_officer"), **how())
    return Dossier.objects.get(pk=dossier.pk)


def open_keys(dossier: Dossier) -> set[str]:
    return set(dossier.steps.filter(finished_at=None).values_list("key", flat=True))


def test_a_split_opens_every_branch_and_the_dossier_names_the_one_due_first():
    dossier = asked()
    assert open_keys(dossier) == {"fire", "culture"}
    assert (dossier.parallel, dossier.step_key, dossier.step_role) == (True, "culture", "unit_head")


def test_everybody_whose_branch_waits_finds_the_dossier_and_holds_it():
    dossier = asked()
    for role in ("case_officer", "unit_head"):
        by = make.actor(role)
        assert list(access.at_desk(by)) == [dossier]
        assert (Role(role), Scope.HOLDING) in rights.of(by, dossier)
    signer = make.actor("signer")
    assert not access.at_desk(signer).exists()
    assert (Role.SIGNER, Scope.HOLDING) not in rights.of(signer, dossier)


def test_a_step_kept_for_a_unit_waits_for_nobody_of_another_unit():
    dossier = asked()
    dossier.steps.filter(key="fire").update(unit="counter")
    by = make.actor("case_officer")
    assert not access.at_desk(by).exists()
    assert (Role.CASE_OFFICER, Scope.HOLDING) not in rights.of(by, Dossier.objects.get(pk=dossier.pk))


def test_the_list_names_both_steps_in_one_row_and_the_panel_shows_the_officers_own_first():
    dossier, by = asked(), make.actor("case_officer")
    found = list(lists.grouped(lists.found(by, lists.Wanted()), "", make.MONDAY))
    ((_group, shown),) = rows.headed(found, user=make.officer("case_officer").pk, chosen="", query=QueryDict(), now=make.MONDAY)
    assert (shown[0].step, shown[0].holder) == ("culture + fire", "Chưa ai nhận")
    here = sheet.of(dossier, by, make.MONDAY)
    assert (here.step_name, [name for name, _, _ in here.together]) == ("fire", ["culture"])
    assert here.places == [2, 3]


def test_the_first_branch_waits_and_the_last_one_opens_the_step_where_they_meet():
    dossier = asked()
    dossier = processing.complete(dossier, outcome="done", note="Đồng ý", by=make.actor("case_officer"), **how())
    assert (open_keys(dossier), dossier.parallel, dossier.step_key) == ({"culture"}, False, "culture")
    dossier = processing.complete(dossier, outcome="done", by=make.actor("unit_head"), **how())
    assert (open_keys(dossier), dossier.parallel, dossier.step_key) == ({"search"}, False, "search")
    assert dossier.steps.get(finished_at=None).branch == ""


def test_the_way_without_asking_goes_straight_to_the_joining_step_and_a_loop_splits_anew():
    dossier = processing.complete(appraising(), outcome="plain", by=make.actor("case_officer"), **how())
    assert open_keys(dossier) == {"search"}
    dossier = processing.complete(dossier, outcome="again", by=make.actor("case_officer"), **how())
    dossier = processing.complete(dossier, outcome="ask", by=make.actor("case_officer"), **how())
    for role in ("unit_head", "case_officer"):
        dossier = processing.complete(dossier, outcome="done", by=make.actor(role), **how())
    assert open_keys(dossier) == {"search"}


def test_nobody_finishes_the_branch_of_another_nor_one_that_is_closed():
    dossier = asked()
    with pytest.raises(FlowError, match="không còn mở"):
        processing.complete(dossier, outcome="done", step="culture", by=make.actor("case_officer"), **how())
    with pytest.raises(NotAllowed):
        processing.complete(dossier, outcome="done", by=make.actor("signer"), **how())
    processing.complete(dossier, outcome="done", by=make.actor("case_officer"), **how())
    with pytest.raises(NotAllowed):
        processing.complete(dossier, outcome="done", by=make.actor("case_officer"), **how())


def test_who_may_take_two_branches_says_which():
    steps = [{**each, "role": "case_officer", "unit": ""} if each["key"] == "culture" else each for each in STEPS]
    make.procedure()
    make.publish(steps=steps)
    by = make.actor("case_officer")
    dossier = reception.forward(make.received(), officer=make.officer("case_officer"), by=make.actor("receiver"), **how())
    dossier = processing.complete(dossier, outcome="ask", by=by, **how())
    with pytest.raises(FlowError, match="chọn bước"):
        processing.complete(dossier, outcome="done", by=by, **how())
    dossier = processing.assign(dossier, officer=make.officer("case_officer"), step="fire", by=by, **how())
    dossier = processing.complete(dossier, outcome="done", by=by, **how())
    assert open_keys(dossier) == {"culture"}


def test_a_paper_is_not_left_out_by_completing_its_step():
    dossier = processing.complete(appraising(), outcome="plain", by=make.actor("case_officer"), **how())
    with pytest.raises(FlowError, match="dự thảo rồi trình ký"):
        processing.complete(dossier, outcome="found", by=make.actor("case_officer"), **how())


def test_going_back_before_the_split_ends_the_other_branches_too():
    dossier = asked()
    dossier = processing.send_back(dossier, reason="Hỏi lại cho đủ", to="appraise", by=make.actor("case_officer"), **how())
    assert open_keys(dossier) == {"appraise"}
    assert set(dossier.steps.filter(outcome="sent_back").values_list("key", flat=True)) == {"fire", "culture"}


def test_the_other_branch_still_at_work_is_beside_and_no_way_back():
    dossier = processing.complete(asked(), outcome="done", by=make.actor("case_officer"), **how())
    with pytest.raises(FlowError, match="nhánh khác"):
        processing.send_back(dossier, reason="Xem lại", to="fire", by=make.actor("unit_head"), **how())


def test_an_administrator_a_stop_and_a_supplement_find_every_open_step():
    moved = administration.go_to_step(
        asked(), step="search", reason="Kẹt ở nhánh", by=make.actor(make.officer("administrator", "H26.20")), **how()
    )
    assert open_keys(moved) == {"search"}
    dossier = reception.request_supplement(
        asked(), items=[Item("Ảnh", "Chụp lại")], reason="Ảnh mờ quá", by=make.actor("case_officer"), **how()
    )
    item = dossier.supplements.get().items.get()
    owner, later = make.actor(make.citizen()), make.later(hours=30)
    supplement.answer_item(dossier, item, answer="Đã chụp", file=None, by=owner, at=later)
    dossier = supplement.supply(dossier, by=owner, at=later, key=make.key())
    due = [step.due_at for step in dossier.steps.filter(finished_at=None) if step.due_at]
    assert (len(due), min(due) > later, dossier.step_due_at) == (2, True, min(due))
    stopped = stopping.stop(dossier, reason="Không đủ điều kiện", papers=[], fees="không có", by=make.actor("unit_head"), **how())
    assert (open_keys(stopped), stopped.parallel, stopped.step_key, stopped.state) == (set(), False, "", Status.STOPPED)


def test_the_alarm_speaks_to_every_holder_and_work_moves_with_an_officer():
    dossier = processing.assign(asked(), officer=make.officer("case_officer"), step="fire", by=make.actor("case_officer"), **how())
    assert set(watched([dossier.pk])[dossier.pk].turns) == {("unit_head", None), ("case_officer", make.officer("case_officer").pk)}
    moved = officers.move_officer(make.officer("case_officer"), by=job("test"), at=make.MONDAY, key=make.key())
    assert moved.pooled == 1
    assert dossier.steps.get(key="fire").officer is None


def test_the_control_sheet_tells_who_gave_each_branch_and_where_one_waited():
    dossier = processing.complete(asked(), outcome="done", note="Đồng ý", by=make.actor("case_officer"), **how())
    dossier = processing.complete(dossier, outcome="done", by=make.actor("unit_head"), **how())
    told = [(move["giver"].split(":")[0], move["taker"].split(":")[0]) for move in control.moves(dossier)]
    assert told == [("receive", "appraise"), ("appraise", "fire"), ("appraise", "culture"), ("culture", "search"), ("fire", "")]


def test_a_dossier_walks_through_the_split_to_its_result():
    dossier = asked()
    for role in ("unit_head", "case_officer"):
        dossier = processing.complete(dossier, outcome="done", by=make.actor(role), **how())
    dossier = make.work("found", dossier, make.MONDAY)
    assert (dossier.step_key, dossier.parallel) == ("sign", False)
