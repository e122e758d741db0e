"""What a refusal, a request for supplement, a signature and a hand-over must say (rules 7-9, 19, 20, 49); what comes next."""

import pytest

from motcua.law.flow import FlowError, Outcome, Plan, PlannedStep
from motcua.law.handover import Method, ReceiverMissing, check_receiver
from motcua.law.intake import (
    AlreadyAsked,
    ComponentsMissing,
    Item,
    ItemsMissing,
    ReasonMissing,
    check_complete,
    check_reason,
    check_supplement,
)
from motcua.law.roles import Role
from motcua.law.signatures import NotSigned, SamePerson, StaleHash, WrongSigner, check_current, check_issuer, check_named, check_signed

ITEM = Item("Giấy chứng sinh", "Chụp lại đủ bốn góc")
WHY = "Ảnh mờ, không đọc được số"


@pytest.mark.parametrize("reason", ["", "   ", "sai", " x \n"])
def test_a_refusal_without_a_reason_is_refused(reason):
    with pytest.raises(ReasonMissing):
        check_reason(reason)


def test_a_reason_is_kept_without_the_space_around_it():
    assert check_reason("  Không thuộc thẩm quyền \n") == "Không thuộc thẩm quyền"
    assert check_reason(" 12345 ") == "12345"
    with pytest.raises(ReasonMissing):
        check_reason(" 1234 ")


@pytest.mark.parametrize("items", [[], [Item("", "làm lại")], [ITEM, Item("Đơn", "  ")]])
def test_a_request_that_names_nothing_to_do_is_refused(items):
    with pytest.raises(ItemsMissing):
        check_supplement(items, WHY, asked_before=False, why_again="")


def test_a_request_without_a_reason_is_refused():
    with pytest.raises(ReasonMissing):
        check_supplement([ITEM], "", asked_before=False, why_again="")


def test_the_counter_asks_once_and_a_second_time_only_with_a_reason_of_its_own():
    check_supplement([ITEM], WHY, asked_before=False, why_again="")
    with pytest.raises(AlreadyAsked):
        check_supplement([ITEM], WHY, asked_before=True, why_again=" ")
    check_supplement([ITEM], WHY, asked_before=True, why_again="Người nộp gửi nhầm tệp lần trước")


def test_every_missing_paper_is_named_at_once():
    with pytest.raises(ComponentsMissing) as refused:
        check_complete(["a", "b", "c"], {"b"}, {"a": "Giấy A", "c": "Giấy C"})
    assert refused.value.names == ["Giấy A", "Giấy C"]
    check_complete(["a"], {"a", "z"}, {})


def test_who_signed_does_not_number_or_issue():
    check_issuer("signer", "clerk")
    with pytest.raises(SamePerson):
        check_issuer("signer", "signer")


def test_a_paper_is_signed_by_whom_it_names():
    check_named("Phạm Văn Ký", "Phạm Văn Ký")
    with pytest.raises(WrongSigner):
        check_named("Phạm Văn Ký", "Lê Thị Khác")


def test_a_signature_over_another_draft_is_stale():
    check_current("abc", "abc")
    for over, present in [("abc", "abd"), ("", ""), ("abc", "")]:
        with pytest.raises(StaleHash):
            check_current(over, present)


def test_nothing_is_finished_unsigned_or_unnumbered():
    check_signed(True, True)
    for signed, numbered in [(False, False), (False, True), (True, False)]:
        with pytest.raises(NotSigned):
            check_signed(signed, numbered)


def test_a_result_is_given_to_somebody_in_some_way():
    for method in Method:
        check_receiver("Nguyễn Thị Hạnh", method)
    for name, way in [("", "counter"), ("  ", "post"), ("Hạnh", ""), ("Hạnh", "pigeon")]:
        with pytest.raises(ReceiverMissing):
            check_receiver(name, way)


PLAN = Plan(
    (
        PlannedStep("receive", "Tiếp nhận", Role.RECEIVER, "receive", 60, (Outcome("received", "Đã nhận", "work"),)),
        PlannedStep("work", "Thẩm định", Role.CASE_OFFICER, "work", 120, (Outcome("yes", "Đạt", "sign"), Outcome("no", "Không", "sign"))),
        PlannedStep("sign", "Ký", Role.SIGNER, "sign", 60),
    )
)


def test_the_table_says_what_comes_next():
    assert PLAN.after("receive", "received").key == "work"
    assert PLAN.first("sign").role is Role.SIGNER


@pytest.mark.parametrize(
    "ask", [lambda: PLAN.step("fly"), lambda: PLAN.first("fly"), lambda: PLAN.after("work", "maybe"), lambda: PLAN.after("sign", "x")]
)
def test_a_step_or_outcome_the_table_does_not_name_is_refused(ask):
    with pytest.raises(FlowError):
        ask()


def test_an_unknown_outcome_is_answered_with_the_known_ones():
    with pytest.raises(FlowError, match="Đạt, Không"):
        PLAN.after("work", "maybe")
