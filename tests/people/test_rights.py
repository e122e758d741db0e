"""The whole table of rights: every cell of role × act × scope, allowed or refused as written, by actors who really stand so."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from motcua.law import lifecycle
from motcua.law.lifecycle import RULES, Act, NotAllowed
from motcua.law.roles import OFFICER_ROLES, Role, Scope
from motcua.lib.ids import new_id
from motcua.people import rights
from motcua.people.actor import Actor, ActorKind, Held, actor_of, job, partner
from motcua.people.models import Post
from motcua.people.rights import DEEDS, Deed, Standing, Waits
from tests import make

OWNER, RECEIVING, COMPETENT, ELSEWHERE = new_id(), new_id(), new_id(), new_id()
ME, OTHER = str(new_id()), str(new_id())


class Stands:
    """A dossier as rights see it."""

    def __init__(
        self,
        role: Role | None = None,
        officer: str = "",
        workers: frozenset[str] = frozenset(),
        asked: UUID | None = None,
        helping: frozenset[str] = frozenset(),
        following: frozenset[str] = frozenset(),
        mirrored: bool = False,
    ) -> None:
        consulted = frozenset({asked} if asked else ())
        waits = (Waits(role, officer),) if role else ()
        self._standing = Standing(frozenset({OWNER}), RECEIVING, COMPETENT, waits, workers, consulted, helping, following, mirrored)

    def standing(self) -> Standing:
        return self._standing


def officer(role: Role, agency: UUID) -> Actor:
    return Actor(ActorKind.OFFICER, ME, "Phạm Văn Thử", posts=(Held(role, agency, None, "Công chức"),))


def person(role: Role) -> Actor:
    if role is Role.APPLICANT:
        return Actor(ActorKind.APPLICANT, ME, "Hạnh", party_id=OWNER)
    return job("papers") if role is Role.JOB else partner("national_portal")


def standing_so(role: Role, scope: Scope) -> tuple[Actor, Stands]:
    """Return an actor with `role` and a dossier towards which they stand no nearer than `scope`."""
    if role not in OFFICER_ROLES:
        return person(role), Stands()
    if scope is Scope.HOLDING:
        return officer(role, COMPETENT), Stands(role, ME)
    if scope is Scope.COOPERATING:
        return officer(role, COMPETENT), Stands(role, OTHER, helping=frozenset({ME}))
    if scope is Scope.CONSULTED:
        return officer(role, ELSEWHERE), Stands(asked=ELSEWHERE)
    if scope is Scope.TRACKING:
        return officer(role, COMPETENT), Stands(role, ME, mirrored=True)
    if scope is Scope.WORKED:
        return officer(role, COMPETENT), Stands(None, "", frozenset({ME}))
    at = {Scope.RECEIVING: RECEIVING, Scope.COMPETENT: COMPETENT}.get(scope, ELSEWHERE)
    return officer(role, at), Stands()


REAL = {
    role: {Scope.RECEIVING, Scope.COMPETENT, Scope.HOLDING, Scope.WORKED, Scope.CONSULTED, Scope.COOPERATING, Scope.TRACKING}
    for role in OFFICER_ROLES
}
REAL |= {Role.APPLICANT: {Scope.OWN}, Role.JOB: {Scope.CITY}, Role.PARTNER: {Scope.CITY}}
for city_wide in (Role.CONTROLLER, Role.ADMINISTRATOR):
    REAL[city_wide] = {*REAL[city_wide], Scope.CITY}
CELLS = [c for c in rights.table() if c["scope"] != "office"]


def written(act: Act, role: Role, scope: Scope) -> bool:
    """Tell what the rows say; what a ministry settles is only seen, by those who may see such a dossier at all."""
    return RULES[act].by.get(role) == scope or (
        scope is Scope.TRACKING and act is Act.VIEW and role in OFFICER_ROLES and role in RULES[Act.VIEW].by
    )


def allowed_to(actor: Actor, dossier: Stands) -> set[Act]:
    return {act for act in Act if lifecycle.may(act, rights.of(actor, dossier))}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("scope", Scope)
def test_every_cell_of_the_table_holds_for_somebody_who_stands_so(role, scope):
    actor, dossier = standing_so(role, scope)
    held = rights.of(actor, dossier)
    assert ((role, scope) in held) == (scope in REAL[role])
    cells = {Act(str(c["act"])): c["allowed"] for c in CELLS if c["role"] == role and c["scope"] == scope}
    assert set(cells) == set(Act)
    for act, allowed in cells.items():
        assert allowed == written(act, role, scope)
        if allowed:
            assert scope in REAL[role], "a right that nobody can ever hold"
            assert lifecycle.may(act, held)
        if lifecycle.may(act, held):
            assert any(written(act, r, s) for r, s in held)


def test_the_table_is_whole():
    assert len(CELLS) == len(Role) * len(Act) * len(Scope)
    assert len(rights.table()) - len(CELLS) == len(Role) * len(Deed)


EXPECTED = {
    (Role.RECEIVER, Scope.RECEIVING): {
        *(Act.SUBMIT, Act.VIEW, Act.CHECK_IDENTITY, Act.DIGITISE, Act.RECEIVE, Act.DECLINE),
        *(Act.REQUEST_SUPPLEMENT, Act.SUPPLY, Act.FORWARD, Act.HAND_OVER),
        *(Act.ASK_TO_WITHDRAW, Act.GRANT_WITHDRAWAL, Act.REFUSE_WITHDRAWAL, Act.RETURN_PAPERS, Act.RESUME, Act.PRE_RECEIVE),
        *(Act.ASK_PREPAYMENT, Act.SETTLE_AT_ONCE, Act.ASK_PAPER),
    },
    (Role.CASE_OFFICER, Scope.HOLDING): {
        *(Act.VIEW, Act.CHECK_IDENTITY, Act.REQUEST_SUPPLEMENT, Act.ASSIGN, Act.DRAFT_RESULT, Act.REWORD, Act.PROPOSE),
        *(Act.SEND_BACK, Act.SUSPEND, Act.RESUME, Act.CONSULT, Act.VERIFY, Act.COMPLETE_STEP, Act.ASK_PAPER),
    },
    (Role.CASE_OFFICER, Scope.CONSULTED): {Act.ANSWER_CONSULTATION},
    (Role.CASE_OFFICER, Scope.WORKED): {Act.VIEW},
    (Role.CASE_OFFICER, Scope.COOPERATING): {Act.VIEW, Act.GIVE_PART},
    (Role.CASE_OFFICER, Scope.COMPETENT): set(),
    (Role.UNIT_HEAD, Scope.COMPETENT): {
        *(Act.VIEW, Act.ASSIGN, Act.REASSIGN, Act.CONSULT, Act.EXTEND, Act.STOP, Act.GRANT_WITHDRAWAL, Act.REFUSE_WITHDRAWAL),
    },
    (Role.UNIT_HEAD, Scope.CONSULTED): {Act.ANSWER_CONSULTATION},
    (Role.SIGNER, Scope.HOLDING): {Act.VIEW, Act.SEND_BACK, Act.COMPLETE_STEP, Act.SIGN, Act.EXTEND, Act.STOP, Act.CORRECT},
    (Role.SIGNER, Scope.COMPETENT): {Act.VIEW, Act.EXTEND, Act.STOP, Act.CORRECT},
    (Role.SIGNER, Scope.CONSULTED): set(),
    (Role.RECORDS_CLERK, Scope.HOLDING): {Act.VIEW, Act.SEND_BACK, Act.COMPLETE_STEP, Act.NUMBER, Act.ISSUE},
    (Role.RECORDS_CLERK, Scope.COMPETENT): {Act.VIEW},
    (Role.CONTROLLER, Scope.CITY): {Act.VIEW},
    (Role.ADMINISTRATOR, Scope.CITY): {Act.GO_TO_STEP, Act.RECOUNT},
    (Role.APPLICANT, Scope.OWN): {Act.SUBMIT, Act.VIEW, Act.SUPPLY, Act.ASK_TO_WITHDRAW},
    **{(role, Scope.TRACKING): {Act.VIEW} for role in (Role.RECEIVER, Role.CASE_OFFICER, Role.UNIT_HEAD, Role.SIGNER, Role.CONTROLLER)},
    (Role.ADMINISTRATOR, Scope.TRACKING): set(),
    (Role.JOB, Scope.CITY): {Act.VIEW, Act.ATTACH_PAPER, Act.LAPSE, Act.RECOUNT, Act.RUN_STEP, Act.TAKE_OVER},
    (Role.PARTNER, Scope.CITY): {Act.SUBMIT, Act.SUPPLY, Act.ASK_TO_WITHDRAW, Act.HEAR_PAYMENT, Act.MIRROR},
}


@pytest.mark.parametrize("role,scope", EXPECTED, ids=lambda v: str(v))
def test_what_each_person_may_do_is_what_the_process_says(role, scope):
    assert allowed_to(*standing_so(role, scope)) == EXPECTED[role, scope]


@pytest.mark.parametrize("role", [r for r in OFFICER_ROLES if r not in (Role.CONTROLLER, Role.ADMINISTRATOR)])
def test_a_post_at_another_agency_gives_nothing(role):
    assert rights.of(officer(role, ELSEWHERE), Stands(role, ME, frozenset({ME}))) == frozenset()


def test_a_controller_elsewhere_sees_and_no_more():
    assert allowed_to(officer(Role.CONTROLLER, ELSEWHERE), Stands()) == {Act.VIEW}


def test_somebody_elses_dossier_gives_an_applicant_nothing():
    stranger = Actor(ActorKind.APPLICANT, ME, "Khác", party_id=new_id())
    assert rights.of(stranger, Stands()) == frozenset()
    assert rights.of(Actor(ActorKind.APPLICANT, ME, "Không hồ sơ"), Stands()) == frozenset()


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.SIGNER, Role.RECORDS_CLERK])
def test_a_step_named_for_another_is_not_in_my_hands_but_one_named_for_nobody_is(role):
    assert (role, Scope.HOLDING) not in rights.of(officer(role, COMPETENT), Stands(role, OTHER))
    assert (role, Scope.HOLDING) in rights.of(officer(role, COMPETENT), Stands(role, ""))
    assert (role, Scope.HOLDING) not in rights.of(officer(role, COMPETENT), Stands(None, ""))


def test_who_follows_a_step_sees_the_dossier_and_no_more_and_who_cooperates_may_not_end_it():
    follows = Stands(Role.CASE_OFFICER, OTHER, following=frozenset({ME}))
    assert allowed_to(officer(Role.CASE_OFFICER, COMPETENT), follows) == {Act.VIEW}
    helps = Stands(Role.CASE_OFFICER, OTHER, helping=frozenset({ME}))
    assert Act.PROPOSE not in allowed_to(officer(Role.CASE_OFFICER, COMPETENT), helps)
    assert rights.of(officer(Role.CASE_OFFICER, ELSEWHERE), helps) == frozenset()


def test_the_right_post_must_stand_at_the_right_agency():
    both = Actor(ActorKind.OFFICER, ME, "Hai vai", posts=(Held(Role.SIGNER, ELSEWHERE, None, ""), Held(Role.RECEIVER, COMPETENT, None, "")))
    assert Act.SIGN not in allowed_to(both, Stands(Role.SIGNER, ME))


@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize("role", Role)
def test_deeds_on_no_dossier_are_done_by_those_the_table_names(deed, role):
    actor = officer(role, ELSEWHERE) if role in OFFICER_ROLES else person(role)
    cell = [c["allowed"] for c in rights.table() if c["scope"] == "office" and c["role"] == role and c["act"] == deed]
    assert cell == [role in DEEDS[deed]]
    if cell[0]:
        rights.check_deed(actor, deed)
        return
    with pytest.raises(NotAllowed):
        rights.check_deed(actor, deed)


def test_an_officer_without_a_post_may_do_nothing():
    nobody = Actor(ActorKind.OFFICER, ME, "Đã chuyển công tác")
    assert rights.of(nobody, Stands(Role.CASE_OFFICER, ME, frozenset({ME}))) == frozenset()
    assert rights.roles_of(nobody) == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "begins,ends,holds",
    [(-9, None, True), (-9, 0, True), (-9, -1, False), (0, None, True), (1, None, False), (-9, 9, True)],
    ids=["open", "ends today", "ended yesterday", "begins today", "begins tomorrow", "ends later"],
)
def test_rights_come_with_a_post_and_end_with_it(begins, ends, holds):
    today = make.MONDAY.date()
    user = make.new_officer("signer")
    dates = {"valid_from": today + timedelta(begins), "valid_to": None if ends is None else today + timedelta(ends)}
    Post.objects.filter(user=user).update(**dates)
    assert bool(actor_of(user, make.MONDAY).posts) is holds


@pytest.mark.django_db
def test_a_post_ends_at_midnight_in_hanoi_not_in_london():
    user = make.new_officer("signer")
    Post.objects.filter(user=user).update(valid_to=date(2026, 11, 23))
    evening = make.MONDAY.replace(hour=23, minute=59)
    assert actor_of(user, evening).posts
    assert not actor_of(user, evening + timedelta(minutes=1)).posts
