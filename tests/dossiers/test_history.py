"""What was shown at any past moment is told again, whatever happened since."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.acts import extension, reception, stopping, supplement, suspension, withdrawal
from motcua.dossiers.history import Shown, promised_on, shown_at
from motcua.dossiers.models import Dossier
from motcua.law.calendar import HANOI
from motcua.law.intake import Item
from motcua.law.lifecycle import Refusal, Status
from motcua.people.actor import job
from motcua.people.models import Agency
from tests import make

pytestmark = pytest.mark.django_db
ITEMS = [Item("Bản chụp", "Chụp rõ cả hai mặt")]


def who(role, **how):
    return {"by": make.actor(role) if isinstance(role, str) else role, "key": make.key(), **how}


def ask(dossier, at):
    role = "case_officer" if dossier.state is Status.PROCESSING else "receiver"
    return reception.request_supplement(dossier, items=ITEMS, reason="Bản chụp mờ", why_again="Mờ cả hai", **who(role, at=at))


def supply(dossier, at):
    by = make.actor(make.citizen())
    for item in supplement.open_request(dossier).items.all():
        supplement.answer_item(dossier, item, answer="Đã chụp lại", file=None, by=by, at=at)
    return supplement.supply(dossier, **who(by, at=at))


def extend(dossier, at):
    until = (dossier.promised_at or at).astimezone(HANOI).date() + timedelta(days=7)
    until += timedelta(days=max(0, 7 - until.isoweekday()) * (until.isoweekday() > 5) + (until.isoweekday() > 5))
    return extension.extend(dossier, reason="Chờ xác minh", until=until, **who("unit_head", at=at))


ACTS = {
    "receive": lambda d, at: reception.receive(d, seen=[], **who("receiver", at=at)),
    "forward": lambda d, at: reception.forward(d, officer=make.officer("case_officer"), **who("receiver", at=at)),
    "ask": ask,
    "supply": supply,
    "extend": extend,
    "suspend": lambda d, at: suspension.suspend(d, what="Thuế trước bạ", amount=None, **who("case_officer", at=at)),
    "resume": lambda d, at: suspension.resume(d, proof="BL 0001", **who("case_officer", at=at)),
    "withdraw": lambda d, at: withdrawal.ask_to_withdraw(d, reason="Không cần nữa", **who(make.actor(make.citizen()), at=at)),
    "keep": lambda d, at: withdrawal.refuse(d, reason="Đã trình ký", **who("unit_head", at=at)),
    "lapse": lambda d, at: stopping.lapse(d, **who(job("watching"), at=at)),
}


def now_shown(dossier):
    fresh = Dossier.objects.get(pk=dossier.pk)
    return Shown(fresh.state, fresh.promised_at, fresh.due_at)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["receive", "forward", *ACTS]), st.integers(1, 4000)), min_size=4, max_size=14))
def test_any_past_moment_is_told_as_it_was_shown_then(walk):
    moment = make.MONDAY
    dossier = make.submitted(at=moment)
    seen = [(moment, now_shown(dossier))]
    for act, minutes in walk:
        moment += timedelta(minutes=minutes)
        try:
            ACTS[act](Dossier.objects.get(pk=dossier.pk), moment)
        except Refusal:
            continue
        seen.append((moment, now_shown(dossier)))
    last = Dossier.objects.get(pk=dossier.pk)
    for (at, shown), (after, _) in zip(seen, [*seen[1:], (moment + timedelta(days=1), None)], strict=True):
        assert shown_at(last, at) == shown
        assert shown_at(last, after - timedelta(microseconds=1)) == shown
    assert shown_at(last, make.MONDAY - timedelta(minutes=1)) is None


def test_every_act_of_the_walk_is_possible_and_tells_what_it_promised():
    dossier, promises = make.submitted(), []
    acts = ["receive", "forward", "extend", "ask", "supply", "suspend", "resume", "withdraw", "keep"]
    for hour, act in enumerate(acts, 1):
        dossier = ACTS[act](dossier, make.later(hours=hour))
        promises.append((make.later(hours=hour), dossier.promised_at))
    assert len({promise for _, promise in promises}) > 2
    assert all(promised_on(dossier, moment) == promise for moment, promise in promises)


def test_a_date_announced_by_another_counter_was_in_force_but_is_not_the_first_promise():
    user = make.citizen()
    dossier = make.submitted(user=user)
    Dossier.objects.filter(pk=dossier.pk).update(receiver=Agency.objects.get(code=make.BRANCH))
    by = make.actor(make.officer("receiver", make.BRANCH))
    dossier = reception.receive(Dossier.objects.get(pk=dossier.pk), seen=[], by=by, at=make.MONDAY, key=make.key())
    announced = dossier.promised_at
    day_after = make.later(days=3)
    dossier = reception.forward(dossier, officer=make.officer("case_officer"), by=by, at=day_after, key=make.key())
    assert shown_at(dossier, make.MONDAY) == Shown(Status.RECEIVED, announced, None)
    assert shown_at(dossier, day_after) == Shown(Status.PROCESSING, dossier.promised_at, dossier.due_at)
    assert announced != dossier.promised_at
