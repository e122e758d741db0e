"""Whatever is tried, in whatever order: no dossier leaves the table, no entry is lost, no two pauses overlap."""

import itertools
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.acts import (
    administration,
    consultation,
    correction,
    extension,
    handover,
    parts,
    processing,
    reception,
    settling,
    stopping,
    supplement,
    suspension,
    withdrawal,
)
from motcua.audit.models import Entry
from motcua.audit.sealing import verify
from motcua.dossiers.models import Channel, Dossier
from motcua.law.intake import Item
from motcua.law.lifecycle import RULES, Act, Refusal, Status
from motcua.people.actor import Actor, job
from tests import make

pytestmark = pytest.mark.django_db
Tried = Callable[[Dossier, dict[str, Any]], Dossier]
FAR = date(2027, 3, 1)


def _supply(dossier: Dossier, how: dict[str, Any]) -> Dossier:
    request = dossier.supplements.filter(answered_at=None).last()
    for item in request.items.all() if request else ():
        supplement.answer_item(dossier, item, answer="Đã bổ sung", file=None, by=how["by"], at=how["at"])
    return supplement.supply(dossier, **how)


def _asked(dossier: Dossier, how: dict[str, Any]) -> Dossier:
    return reception.request_supplement(dossier, items=[Item("Giấy", "Chụp lại")], reason="Ảnh mờ", why_again="Vẫn mờ", **how)


def _at_once(dossier: Dossier, how: dict[str, Any]) -> Dossier:
    told: dict[str, Any] = {"signer": make.officer("signer"), "number": "12", "file": ("a.png", make.picture())}
    return settling.settle_at_once(dossier, **told, **how)


def ways() -> dict[str, tuple[str, Tried]]:
    """Return acts by name: who tries, and how."""
    officer = make.officer("case_officer")
    nothing: dict[str, Any] = {"papers": [], "fees": "không có"}
    return {
        "receive": ("receiver", lambda d, how: reception.receive(d, seen=[], **how)),
        "forward": ("receiver", lambda d, how: reception.forward(d, officer=officer, **how)),
        "ask": ("case_officer", _asked),
        "supply": ("owner", _supply),
        "suspend": ("case_officer", lambda d, how: suspension.suspend(d, what="Lệ phí", amount=None, **how)),
        "resume": ("receiver", lambda d, how: suspension.resume(d, proof="GNT 1", **how)),
        "withdraw": ("owner", lambda d, how: withdrawal.ask_to_withdraw(d, reason="Nộp nhầm", **how)),
        "keep": ("unit_head", lambda d, how: withdrawal.refuse(d, reason="Sắp xong", **how)),
        "let go": ("unit_head", lambda d, how: withdrawal.grant(d, **nothing, **how)),
        "extend": ("unit_head", lambda d, how: extension.extend(d, reason="Chờ sổ gốc", until=FAR, **how)),
        "stop": ("unit_head", lambda d, how: stopping.stop(d, reason="Không đủ điều kiện", **nothing, **how)),
        "lapse": ("job", lambda d, how: stopping.lapse(d, **how)),
        "return": ("receiver", lambda d, how: stopping.return_papers(d, receiver_name="Hạnh", method="counter", **how)),
        "verify": ("case_officer", lambda d, how: consultation.verify(d, matter="Chữ ký", method="Điện thoại", found="Đúng rồi", **how)),
        "prepay": ("receiver", lambda d, how: suspension.ask_prepayment(d, what="Phí cấp phiếu", amount=None, **how)),
        "decline": ("receiver", lambda d, how: reception.decline(d, reason="Không thuộc thẩm quyền", **how)),
        "at once": ("receiver", _at_once),
        "correct": ("signer", lambda d, how: correction.correct(d, wrong="Sai năm sinh", reason="Gõ nhầm", step="search", **how)),
        "together": ("unit_head", lambda d, how: processing.assign(d, officer=officer, cooperate=[make.officer("unit_head")], **how)),
        "part": ("unit_head", lambda d, how: parts.give_part(d, words="Đã đối chiếu sổ", **how)),
        "hand over": ("receiver", lambda d, how: handover.hand_over(d, receiver_name="Hạnh", method="counter", **how)),
        "give": ("unit_head", lambda d, how: administration.reassign(d, officer=officer, reason="Nghỉ phép", **how)),
    }


NAMES = [
    *("receive", "forward", "ask", "supply", "suspend", "resume", "withdraw", "keep"),
    *("let go", "extend", "stop", "lapse", "return", "verify", "give"),
    *("prepay", "decline", "at once", "correct", "together", "part", "hand over"),
]


def actors() -> dict[str, Actor]:
    roles = ("receiver", "case_officer", "unit_head", "signer")
    return {"owner": make.actor(make.citizen()), "job": job("watch")} | {role: make.actor(role) for role in roles}


def overlap(dossier: Dossier) -> bool:
    rows = list(dossier.pauses.order_by("start"))
    return any(a.end is None or a.end > b.start for a, b in itertools.pairwise(rows))


def tried(dossier: Dossier, name: str, at: datetime) -> bool:
    """Tell whether the act was done; a refusal leaves status and entries as they were."""
    who, call = ways()[name]
    before = (Dossier.objects.get(pk=dossier.pk).status, Entry.objects.filter(subject=dossier.pk).count())
    try:
        call(Dossier.objects.get(pk=dossier.pk), {"by": actors()[who], "at": at, "key": make.key()})
    except Refusal:
        left = (Dossier.objects.get(pk=dossier.pk).status, Entry.objects.filter(subject=dossier.pk, act__in=list(Act)).count())
        assert left[0] == before[0]
        return False
    return True


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    begin=st.sampled_from([["receive", "forward"], ["receive", "at once", "hand over", "correct"], []]),
    names=st.lists(st.sampled_from(NAMES), min_size=6, max_size=14),
    hours=st.integers(1, 40),
)
def test_random_acts_never_leave_the_table_nor_lose_an_entry(begin, names, hours):
    dossier, done = make.submitted(), 0
    Dossier.objects.filter(pk=dossier.pk).update(channel=Channel.DIRECT)
    first = finished = None
    for turn, name in enumerate([*begin, *names], 1):
        done += tried(dossier, name, make.MONDAY + timedelta(hours=hours * turn))
        stands = Dossier.objects.get(pk=dossier.pk)
        first = first or stands.due_at
        assert stands.due_at == first, "the first promise is never overwritten"
        finished = finished or stands.finished_at
        assert stands.finished_at == finished, "nor is when it was finished first"
        assert not overlap(stands)
        paused = stands.clock_from is not None and stands.state in (Status.SUPPLEMENT, Status.FINANCIAL_DUTY)
        assert stands.pauses.filter(end=None).count() == int(paused or (stands.state is Status.WITHDRAWAL and _was_paused(stands)))
    entries = list(Entry.objects.filter(subject=dossier.pk, act__in=list(Act)).order_by("seq"))
    assert len(entries) == done + 1
    assert all(e.after in (RULES[Act(e.act)].to or {e.before}) for e in entries)
    assert all(a.after == b.before for a, b in itertools.pairwise(entries))
    assert verify(dossier.pk)[2] == []


def _was_paused(dossier: Dossier) -> bool:
    before = dossier.withdrawals.get(decided_at=None).state_before
    return dossier.clock_from is not None and before in (Status.SUPPLEMENT, Status.FINANCIAL_DUTY)
