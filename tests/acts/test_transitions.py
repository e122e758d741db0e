"""Every transition of the law (process.md 2.2) walked by an act of the product, and no other exists."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from motcua.acts import correction, handover, reception, settling, stopping, supplement, suspension, withdrawal
from motcua.audit.models import Entry
from motcua.dossiers.models import Channel, ClockPause, Dossier, Paper, Result
from motcua.law.immediate import NotImmediate
from motcua.law.intake import Item
from motcua.law.lifecycle import RULES, Act, Status
from motcua.law.signatures import NotSigned, SamePerson
from motcua.outbox.models import Message
from motcua.people.actor import job
from tests import make

pytestmark = pytest.mark.django_db
Made = Callable[[], Dossier]


def how(role: str = "receiver", at: Any = make.MONDAY) -> dict[str, Any]:
    by = make.actor(make.citizen()) if role == "owner" else job("watch") if role == "job" else make.actor(role)
    return {"by": by, "at": at, "key": make.key()}


def asked(dossier: Dossier, role: str = "receiver") -> Dossier:
    return reception.request_supplement(dossier, items=[Item("Giấy", "Chụp lại")], reason="Ảnh bị mờ", **how(role))


def supplied(dossier: Dossier) -> Dossier:
    for item in dossier.supplements.latest("asked_at").items.all():
        supplement.answer_item(dossier, item, answer="Đã chụp lại", file=None, by=make.actor(make.citizen()), at=make.MONDAY)
    return supplement.supply(dossier, **how("owner"))


def prepay(dossier: Dossier) -> Dossier:
    return suspension.ask_prepayment(dossier, what="Phí cấp phiếu", amount=200_000, **how())


def duty(dossier: Dossier) -> Dossier:
    return suspension.suspend(dossier, what="Lệ phí trước bạ", amount=None, **how("case_officer"))


def paid(dossier: Dossier) -> Dossier:
    return suspension.resume(dossier, proof="GNT 0012345", **how())


def withdrawn(dossier: Dossier) -> Dossier:
    return withdrawal.ask_to_withdraw(dossier, reason="Nộp nhầm thủ tục", **how("owner"))


def let_go(dossier: Dossier) -> Dossier:
    return withdrawal.grant(dossier, papers=[], fees="không có", **how("unit_head"))


def kept(dossier: Dossier) -> Dossier:
    return withdrawal.refuse(dossier, reason="Kết quả sắp xong", **how("unit_head"))


def stopped(dossier: Dossier) -> Dossier:
    return stopping.stop(dossier, reason="Không đủ điều kiện", papers=[], fees="không có", **how("unit_head"))


def lapsed(dossier: Dossier) -> Dossier:
    return stopping.lapse(dossier, **how("job", dossier.supplements.latest("asked_at").until + timedelta(minutes=1)))


def walk_in(code: str = make.COPY, slip: bool = False) -> Dossier:
    """Return a dossier of somebody who stands at the counter, taken in."""
    dossier = make.submitted(code)
    Dossier.objects.filter(pk=dossier.pk).update(channel=Channel.DIRECT)
    return reception.receive(Dossier.objects.get(pk=dossier.pk), seen=[], slip=slip, **how())


def at_once(dossier: Dossier, **other: Any) -> Dossier:
    told: dict[str, Any] = {"signer": make.officer("signer"), "number": "1024/BS", "file": ("ban-giay.png", make.picture())}
    return settling.settle_at_once(dossier, **(told | other), **how())


def corrected(dossier: Dossier) -> Dossier:
    return correction.correct(dossier, wrong="Sai năm sinh", reason="Gõ nhầm năm", step="search", **how("signer"))


new, received, working, finished = make.submitted, make.received, lambda: make.at_step("work"), lambda: make.at_step("hand_over")
WALKS: dict[tuple[int, int], Callable[[], tuple[Dossier, Callable[[Dossier], Dossier]]]] = {
    (1, 2): lambda: (new(), lambda d: reception.receive(d, seen=[], **how())),
    (1, 3): lambda: (new(), lambda d: reception.decline(d, reason="Không thuộc thẩm quyền", **how())),
    (1, 5): lambda: (new(), asked),
    (1, 6): lambda: (new(), prepay),
    (1, 7): lambda: (new(), withdrawn),
    (2, 4): lambda: (received(), lambda d: reception.forward(d, officer=make.officer("case_officer"), **how())),
    (2, 5): lambda: (received(), asked),
    (2, 7): lambda: (received(), withdrawn),
    (2, 9): lambda: (walk_in(), at_once),
    (4, 5): lambda: (working(), lambda d: asked(d, "case_officer")),
    (4, 6): lambda: (working(), duty),
    (4, 7): lambda: (working(), withdrawn),
    (4, 8): lambda: (working(), stopped),
    (4, 9): lambda: (make.at_step("issue"), lambda d: make._issue(d, make.MONDAY)),
    (5, 1): lambda: (asked(new()), supplied),
    (5, 3): lambda: (asked(new()), lapsed),
    (5, 4): lambda: (asked(working(), "case_officer"), supplied),
    (5, 7): lambda: (asked(new()), withdrawn),
    (5, 8): lambda: (asked(working(), "case_officer"), lapsed),
    (6, 1): lambda: (prepay(new()), paid),
    (6, 4): lambda: (duty(working()), paid),
    (6, 7): lambda: (prepay(new()), withdrawn),
    (6, 8): lambda: (duty(working()), stopped),
    (7, 1): lambda: (withdrawn(new()), lambda d: withdrawal.refuse(d, reason="Kết quả sắp xong", **how())),
    (7, 2): lambda: (withdrawn(received()), kept),
    (7, 4): lambda: (withdrawn(working()), kept),
    (7, 5): lambda: (withdrawn(asked(working(), "case_officer")), kept),
    (7, 6): lambda: (withdrawn(duty(working())), kept),
    (7, 8): lambda: (withdrawn(working()), let_go),
    (8, 10): lambda: (stopped(working()), lambda d: stopping.return_papers(d, receiver_name="Hạnh", method="counter", **how())),
    (9, 4): lambda: (finished(), corrected),
    (9, 10): lambda: (finished(), lambda d: handover.hand_over(d, receiver_name="Hạnh", method="counter", **how())),
    (10, 4): lambda: (make.returned(), corrected),
}


@pytest.mark.parametrize("way", WALKS, ids=lambda w: f"{w[0]} to {w[1]}")
def test_a_transition_of_the_law_is_walked_by_an_act_and_sealed(way):
    dossier, act = WALKS[way]()
    assert dossier.status == way[0]
    assert act(dossier).status == way[1]
    entry = Entry.objects.filter(subject=dossier.pk, act__in=list(Act)).order_by("-seq").exclude(act=Act.ATTACH_PAPER).first()
    assert entry is not None
    assert (entry.before, entry.after) == way


def test_no_other_transition_exists():
    theirs = (Act.SUBMIT, Act.MIRROR)  # brings one into being; follows what a ministry's own system says
    table = {(int(a), int(b)) for act, rule in RULES.items() if act not in theirs for a in rule.from_ for b in rule.to}
    assert table == set(WALKS)


def test_money_asked_before_acceptance_stops_no_clock_and_the_counter_answers_anew_when_it_is_paid():
    dossier = prepay(make.submitted())
    assert not ClockPause.objects.filter(dossier=dossier).exists()
    assert "200.000 đồng" in Message.objects.filter(kind="letter").latest("id").payload["text"]
    day_after = make.later(days=2)
    back = suspension.resume(dossier, proof="GNT 0012345", **how("receiver", day_after))
    assert back.state is Status.NEW
    assert back.reply_due_at
    assert back.reply_due_at > day_after
    assert Message.objects.filter(kind="letter").latest("id").payload["subject"] == "Đã ghi nhận bạn nộp tiền"
    assert reception.receive(back, seen=[], **how("receiver", day_after)).state is Status.RECEIVED


def test_a_result_given_in_the_same_moment_has_a_signed_paper_and_no_slip_unless_asked():
    dossier = at_once(walk_in())
    result = Result.objects.get(dossier=dossier)
    assert (dossier.state, dossier.finished_at, dossier.step_key) == (Status.DONE, make.MONDAY, "hand_over")
    assert (result.number, result.signer) == ("1024/BS", make.officer("signer"))
    assert result.issued
    assert result.issued.size > 0
    assert not Paper.objects.filter(dossier=dossier, kind=Paper.Kind.APPOINTMENT_SLIP).exists()
    other = walk_in(slip=True)
    assert Paper.objects.filter(dossier=other, kind=Paper.Kind.APPOINTMENT_SLIP).count() == 1


@pytest.mark.parametrize("other", [{"number": " "}, {"file": None}])
def test_there_is_no_finish_without_a_signed_result(other):
    dossier = walk_in()
    with pytest.raises(NotSigned):
        at_once(dossier, **other)
    assert Dossier.objects.get(pk=dossier.pk).state is Status.RECEIVED


def test_who_gives_it_is_not_who_signed_it():
    dossier = walk_in()
    receiver = make.officer("receiver")
    receiver.posts.create(agency=dossier.competent, role="signer", title="Phó Chủ tịch", valid_from=make.MONDAY.date())
    with pytest.raises(SamePerson):
        at_once(dossier, signer=receiver)


def test_what_is_not_settled_in_the_same_moment_always_has_its_slip_and_is_forwarded():
    online = make.received()
    assert online.papers.filter(kind=Paper.Kind.APPOINTMENT_SLIP).exists()
    with pytest.raises(NotImmediate):
        at_once(online)
    birth = walk_in(make.BIRTH)
    assert birth.papers.filter(kind=Paper.Kind.APPOINTMENT_SLIP).exists()
    with pytest.raises(NotImmediate):
        at_once(birth)


def test_a_dossier_taken_in_without_a_slip_gets_one_when_it_is_forwarded_after_all():
    dossier = walk_in()
    reception.forward(dossier, officer=make.officer("case_officer"), **how())
    assert dossier.papers.filter(kind=Paper.Kind.APPOINTMENT_SLIP).count() == 1
