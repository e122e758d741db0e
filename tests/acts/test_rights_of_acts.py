"""Every act, tried by everybody in every status: what the table does not allow is refused in words and leaves nothing behind."""

from typing import Any

import pytest

from motcua.acts import (
    correction,
    decision,
    handover,
    instead,
    lookups,
    parts,
    processing,
    reception,
    rewording,
    settling,
    supplement,
    suspension,
)
from motcua.dossiers.models import Dossier
from motcua.law import lifecycle
from motcua.law.intake import Item
from motcua.law.lifecycle import RULES, Act, NotAllowed, Status
from motcua.people import rights
from tests import make
from tests.acts.traces import left

pytestmark = pytest.mark.django_db
ASKED = [Item("Giấy ủy quyền", "Chụp đủ bốn góc")]


def how() -> dict[str, Any]:
    return {"at": make.MONDAY, "key": make.key()}


def acts():
    """Return every act as a call with words the law would accept."""
    officer = make.officer("case_officer")
    return {
        Act.CHECK_IDENTITY: lambda d, by: lookups.ask_for_dossier(d, "001194012372", by=by, at=make.MONDAY),
        Act.ASK_PAPER: lambda d, by: instead.ask_paper(d, requirement="identity", reason="Không tra được", by=by, **how()),
        Act.DIGITISE: lambda d, by: reception.digitise(d, "relation", "a.png", make.picture(), by=by, **how()),
        Act.RECEIVE: lambda d, by: reception.receive(d, seen=[], by=by, **how()),
        Act.DECLINE: lambda d, by: reception.decline(d, reason="Không thuộc thẩm quyền", by=by, **how()),
        Act.REQUEST_SUPPLEMENT: lambda d, by: reception.request_supplement(d, items=ASKED, reason="Thiếu giấy", by=by, **how()),
        Act.SUPPLY: lambda d, by: supplement.supply(d, by=by, **how()),
        Act.FORWARD: lambda d, by: reception.forward(d, officer=officer, by=by, **how()),
        Act.ASSIGN: lambda d, by: processing.assign(d, officer=officer, by=by, **how()),
        Act.DRAFT_RESULT: lambda d, by: processing.draft_result(d, outcome="found", fields=make.FIELDS["found"], by=by, **how()),
        Act.REWORD: lambda d, by: rewording.reword(d, {"body.0.text": "Câu khác"}, by=by, **how()),
        Act.PROPOSE: lambda d, by: processing.propose(d, by=by, **how()),
        Act.SEND_BACK: lambda d, by: processing.send_back(d, reason="Sai tên người", by=by, **how()),
        Act.SIGN: lambda d, by: decision.sign(d, over="0" * 64, signed_pdf=b"%PDF", by=by, **how()),
        Act.NUMBER: lambda d, by: decision.number(d, by=by, **how()),
        Act.ISSUE: lambda d, by: decision.issue(d, issued_pdf=b"%PDF", by=by, **how()),
        Act.ASK_PREPAYMENT: lambda d, by: suspension.ask_prepayment(d, what="Phí cấp phiếu", amount=200_000, by=by, **how()),
        Act.SETTLE_AT_ONCE: lambda d, by: settling.settle_at_once(
            d, signer=make.officer("signer"), number="12", file=("a.png", make.picture()), by=by, **how()
        ),
        Act.CORRECT: lambda d, by: correction.correct(d, wrong="Sai năm sinh", reason="Gõ nhầm năm", step="search", by=by, **how()),
        Act.GIVE_PART: lambda d, by: parts.give_part(d, words="Đã tra sổ", by=by, **how()),
        Act.HAND_OVER: lambda d, by: handover.hand_over(d, receiver_name="Hạnh", method="counter", by=by, **how()),
    }


def everybody():
    """Return one of each: the owner, a stranger, every role at the ward, and two of them next door."""
    roles = ["receiver", "case_officer", "unit_head", "signer", "records_clerk"]
    cast = {role: make.actor(role) for role in roles}
    cast |= {f"{role} elsewhere": make.actor(make.officer(role, "H26.101")) for role in ("receiver", "signer")}
    cast["another case officer"] = make.actor(make.new_officer("case_officer"))
    cast["controller"] = make.actor(make.officer("procedure_controller", "H26.20"))
    cast["administrator"] = make.actor(make.officer("administrator", "H26.20"))
    cast["stranger"] = make.actor(make.citizen("Lê Thị Hoa", "001165000123"))
    return cast


def declined():
    return reception.decline(make.submitted(), reason="Không thuộc thẩm quyền", by=make.actor("receiver"), at=make.MONDAY, key=make.key())


def waiting():
    return reception.request_supplement(make.submitted(), items=ASKED, reason="Thiếu giấy ủy quyền", by=make.actor("receiver"), **how())


STATES = {
    "new": make.submitted,
    "received": make.received,
    "waiting for the applicant": waiting,
    "declined": declined,
    "at work": lambda: make.at_step("work"),
    "to be signed": lambda: make.at_step("sign"),
    "to be issued": lambda: make.at_step("issue"),
    "returned": make.returned,
}


def refusal(call, dossier, by):
    """Return how the act was refused, or None if it was done."""
    try:
        call(dossier, by)
    except NotAllowed as told:
        return told
    return None


@pytest.mark.parametrize("state", STATES)
def test_what_the_table_does_not_allow_is_refused_and_leaves_nothing(state):
    dossier = STATES[state]()
    cast = everybody() | {"owner": make.actor(make.citizen())}
    calls, before, refused = acts(), left(), 0
    for who, by in cast.items():
        held = rights.of(by, dossier)
        for act, call in calls.items():
            if lifecycle.may(act, held) and dossier.state in RULES[act].from_:
                continue
            told = refusal(call, dossier, by)
            assert told is not None, f"{who} could {act} a dossier that is {state}"
            assert set(told.allowed) == set(lifecycle.allowed(dossier.state, held)) - {Act.VIEW}
            refused += 1
    assert left() == before
    assert refused > 100


def test_the_counter_is_told_what_it_may_do_instead():
    with pytest.raises(NotAllowed, match="Được phép lúc này: .*Tiếp nhận.*Từ chối tiếp nhận.*Yêu cầu bổ sung"):
        acts()[Act.FORWARD](make.submitted(), make.actor("receiver"))


def test_an_act_looks_at_the_dossier_as_it_stands_not_as_it_was_shown():
    shown = make.submitted()
    reception.decline(shown, reason="Không thuộc thẩm quyền", by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    with pytest.raises(NotAllowed, match="Không được tiếp nhận"):
        acts()[Act.RECEIVE](shown, make.actor("receiver"))
    assert Dossier.objects.get(pk=shown.pk).state is Status.DECLINED
