"""The table of acts against the transitions of law (process.md 2.2, rules 1, 16)."""

import pytest

from motcua.law import lifecycle
from motcua.law.lifecycle import ACT_NAMES, FINAL, RULES, RUNNING, STATUS_NAMES, Act, NotAllowed, Status, WrongTarget
from motcua.law.roles import ROLE_NAMES, Role, Scope
from motcua.law.table import BARRED

LAW = {
    1: {2, 3, 5, 6, 7},
    2: {4, 5, 7, 9},
    3: set(),
    4: {5, 6, 7, 8, 9},
    5: {1, 3, 4, 7, 8},
    6: {1, 4, 7, 8},
    7: {8, 1, 2, 4, 5, 6},  # approved, or back to the previous status
    8: {10},
    9: {10},
    10: set(),
}
CORRECTED = {(9, 4), (10, 4)}  # reopened only by a correction (NĐ 61/2018 Điều 21 khoản 1)
# What a ministry's system says of a dossier it decides is no transition of ours: events may come late or skip what lay between.
NOT_OURS = (Act.SUBMIT, Act.MIRROR)
OURS = {(int(a), int(b)) for act, rule in RULES.items() if act not in NOT_OURS for a in rule.from_ for b in rule.to}


def test_every_transition_of_the_table_is_one_of_the_law():
    assert {(a, b) for a, b in OURS if b not in LAW[a]} == CORRECTED


def test_every_transition_of_the_law_has_an_act():
    assert {(a, b) for a, targets in LAW.items() for b in targets} - OURS == set()


def test_what_is_finished_is_reopened_by_a_correction_alone_and_what_was_declined_never():
    back = {act for act, rule in RULES.items() if act not in NOT_OURS for a in rule.from_ for b in rule.to if (int(a), int(b)) in CORRECTED}
    assert back == {Act.CORRECT}
    assert not any(Status.DECLINED in rule.from_ for rule in RULES.values() if rule.to)


def test_while_a_result_is_corrected_nothing_is_laid_on_the_applicant():
    holders = {act: [(role, scope) for role, scope in RULES[act].by.items()] for act in BARRED}
    for act, rights in holders.items():
        assert lifecycle.check(act, Status.PROCESSING, rights) is Status.PROCESSING
        assert act not in lifecycle.allowed(Status.PROCESSING, rights, correcting=True)
        with pytest.raises(NotAllowed, match="đính chính"):
            lifecycle.check(act, Status.PROCESSING, rights, correcting=True)
    assert {act for act in set(Act) - set(NOT_OURS) if RULES[act].to and Status.PROCESSING in RULES[act].from_} - BARRED == {Act.ISSUE}


def test_a_dossier_begins_as_newly_filed():
    assert RULES[Act.SUBMIT].from_ == frozenset()
    assert RULES[Act.SUBMIT].to == {Status.NEW}


def test_nothing_moves_a_dossier_out_of_a_final_status():
    assert all(not (rule.from_ & FINAL) for act, rule in RULES.items() if rule.to and act is not Act.CORRECT)


def test_every_act_has_a_name_a_source_and_somebody_who_may():
    for act in Act:
        assert ACT_NAMES[act]
        assert RULES[act].cites
        assert RULES[act].by
    assert set(STATUS_NAMES) == set(Status)
    assert set(ROLE_NAMES) == set(Role)


def test_signing_numbering_and_issuing_lie_in_different_hands():
    assert not set(RULES[Act.SIGN].by) & set(RULES[Act.ISSUE].by)
    assert set(RULES[Act.NUMBER].by) == set(RULES[Act.ISSUE].by) == {Role.RECORDS_CLERK}


def test_a_job_decides_nothing():
    # NĐ 309/2026 Điều 12 khoản 3: automation may check and warn, never decide. A limit that the law sets lapses by itself; a
    # cut-over tells what officers decided in an older system.
    assert {act for act in Act if Role.JOB in RULES[act].by and RULES[act].to} == {Act.LAPSE, Act.TAKE_OVER}


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("status", Status)
def test_an_act_outside_its_status_is_refused_naming_what_is_allowed(act, status):
    rights = [(role, scope) for role, scope in RULES[act].by.items()]
    mirrored = act is Act.MIRROR
    if status in RULES[act].from_:
        assert lifecycle.check(act, status, rights, mirrored=mirrored) is status
        return
    with pytest.raises(NotAllowed) as refused:
        lifecycle.check(act, status, rights, mirrored=mirrored)
    assert act not in refused.value.allowed
    assert Act.VIEW not in refused.value.allowed
    assert all(ACT_NAMES[each] in str(refused.value) for each in refused.value.allowed)
    assert STATUS_NAMES[status] in str(refused.value)


def test_without_the_right_the_status_is_not_even_told():
    with pytest.raises(NotAllowed, match="không có quyền"):
        lifecycle.check(Act.SIGN, Status.RECEIVED, [(Role.SIGNER, Scope.COMPETENT)])


@pytest.mark.parametrize("act", [a for a in Act if RULES[a].to])
def test_an_act_that_leaves_the_table_is_our_defect(act):
    for status in set(Status) - RULES[act].to:
        with pytest.raises(WrongTarget):
            lifecycle.check_target(act, Status.NEW, status)


def test_an_act_without_target_leaves_the_status_alone():
    lifecycle.check_target(Act.ASSIGN, Status.PROCESSING, Status.PROCESSING)
    with pytest.raises(WrongTarget):
        lifecycle.check_target(Act.ASSIGN, Status.PROCESSING, Status.DONE)


STAYS = {
    Act.HEAR_PAYMENT: set(range(1, 11)),  # acts that leave the status alone: in which statuses they may be done
    Act.VIEW: {1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
    Act.ATTACH_PAPER: {1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
    Act.CHECK_IDENTITY: {1, 2, 4, 5, 6, 7, 8, 9},
    Act.DIGITISE: {1},
    Act.PRE_RECEIVE: {1},
    Act.ASK_PAPER: {1, 2, 4},
    Act.EXTEND: {2, 4},
    Act.RECOUNT: {2, 4},
    Act.REASSIGN: {4, 5, 6},
    Act.ANSWER_CONSULTATION: {4, 5, 6, 7},
}
WORK = {Act.ASSIGN, Act.DRAFT_RESULT, Act.PROPOSE, Act.SEND_BACK, Act.SIGN, Act.NUMBER, Act.CONSULT, Act.VERIFY, Act.GO_TO_STEP}
WORK |= {Act.REWORD, Act.GIVE_PART, Act.COMPLETE_STEP, Act.RUN_STEP}


def test_acts_that_move_nothing_are_done_in_their_statuses_and_the_work_only_while_it_is_worked_on():
    assert {act: {int(s) for s in rule.from_} for act, rule in RULES.items() if not rule.to} == STAYS | {act: {4} for act in WORK}


def test_an_agency_stops_what_it_works_on_and_what_waits_for_the_applicant():
    assert {int(s) for s in RULES[Act.STOP].from_} == {4, 5, 6}


def test_declined_and_returned_are_the_end_and_only_what_was_accepted_runs():
    assert ({int(s) for s in FINAL}, {int(s) for s in RUNNING}) == ({3, 10}, {2, 4})


def test_a_right_is_that_of_the_role_and_of_how_near_it_stands_both():
    near, far = (Role.SIGNER, Scope.HOLDING), (Role.SIGNER, Scope.RECEIVING)
    assert lifecycle.may(Act.SIGN, [far, near])
    assert not lifecycle.may(Act.SIGN, [far])
    assert not lifecycle.may(Act.SIGN, [(Role.CASE_OFFICER, Scope.HOLDING)])
    assert not lifecycle.may(Act.SIGN, [])
    assert lifecycle.allowed(Status.PROCESSING, [near]) == [Act.SEND_BACK, Act.COMPLETE_STEP, Act.SIGN]
    assert lifecycle.allowed(Status.RECEIVED, [near]) == []


def test_a_refusal_says_what_is_allowed_and_stays_one_sentence_where_nothing_is():
    with pytest.raises(NotAllowed) as refused:
        lifecycle.check(Act.SIGN, Status.RECEIVED, [(Role.SIGNER, Scope.HOLDING)])
    assert refused.value.allowed == ()
    assert "Được phép lúc này" not in str(refused.value)
    with pytest.raises(NotAllowed, match="Được phép lúc này: "):
        lifecycle.check(Act.SIGN, Status.PROCESSING, [(Role.CASE_OFFICER, Scope.HOLDING)])


def test_a_dossier_that_was_not_there_yet_may_only_become_what_the_act_makes():
    lifecycle.check_target(Act.SUBMIT, None, Status.NEW)
    for act in (Act.SUBMIT, Act.ASSIGN):
        with pytest.raises(WrongTarget, match="is not in the table"):
            lifecycle.check_target(act, None, Status.PROCESSING)


@pytest.mark.parametrize("status", Status)
def test_what_a_ministry_decides_is_viewed_and_tracked_and_nothing_else(status):
    everything = [(role, scope) for role in Role for scope in Scope]
    assert set(lifecycle.allowed(status, everything, mirrored=True)) <= {Act.VIEW, Act.MIRROR}
    assert Act.MIRROR not in lifecycle.allowed(status, everything)
    with pytest.raises(NotAllowed, match="hệ thống của Bộ giải quyết"):
        lifecycle.check(Act.DECLINE, status, everything, mirrored=True)
    with pytest.raises(NotAllowed, match="do thành phố giải quyết"):
        lifecycle.check(Act.MIRROR, status, everything)
