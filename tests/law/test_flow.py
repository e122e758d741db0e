"""Who may do a step, given who did the others, and how far a dossier may be sent back."""

import pytest

from motcua.law.flow import Outcome, Plan, PlannedStep, WrongPerson
from motcua.law.roles import Role

PLAN = Plan(
    (
        PlannedStep("receive", "Tiếp nhận", Role.RECEIVER, "receive", 60, (Outcome("received", "Đã nhận", "work"),)),
        PlannedStep("work", "Thẩm định", Role.CASE_OFFICER, "work", 120, (Outcome("yes", "Đạt", "check"),)),
        PlannedStep("check", "Kiểm tra", Role.UNIT_HEAD, "work", 60, not_same_as="work"),
        PlannedStep("sign", "Ký", Role.SIGNER, "sign", 60),
        PlannedStep("issue", "Ban hành", Role.RECORDS_CLERK, "issue", 30),
        PlannedStep("hand_over", "Trả kết quả", Role.RECEIVER, "hand_over", 30, same_as="receive"),
    )
)
ALL = [step.key for step in PLAN.steps]


def test_a_step_kept_for_whoever_did_another_one_refuses_everybody_else():
    PLAN.check_person("hand_over", "lan", {"receive": "lan", "work": "minh"})
    with pytest.raises(WrongPerson, match="“Trả kết quả” phải do chính người đã làm bước “Tiếp nhận”"):
        PLAN.check_person("hand_over", "minh", {"receive": "lan", "work": "minh"})


def test_a_step_of_four_eyes_refuses_who_did_the_other_one():
    PLAN.check_person("check", "hoa", {"receive": "hoa", "work": "minh"})
    with pytest.raises(WrongPerson, match="“Kiểm tra” phải do người khác với người đã làm bước “Thẩm định”"):
        PLAN.check_person("check", "minh", {"receive": "hoa", "work": "minh"})


def test_a_step_says_whose_doing_it_asks_about():
    assert {step.key: step.asks_who_did for step in PLAN.steps if step.asks_who_did} == {"check": ("work",), "hand_over": ("receive",)}
    both = PlannedStep("sign", "Ký", Role.SIGNER, "sign", 60, same_as="receive", not_same_as="work")
    assert both.asks_who_did == ("receive", "work")


@pytest.mark.parametrize("step", ALL)
def test_while_the_other_step_is_not_done_it_binds_nobody(step):
    PLAN.check_person(step, "minh", {})


@pytest.mark.parametrize("step", ["receive", "work", "sign", "issue"])
def test_a_step_without_a_condition_asks_for_nobody(step):
    PLAN.check_person(step, "minh", dict.fromkeys(ALL, "lan"))
    PLAN.check_person(step, "minh", dict.fromkeys(ALL, "minh"))


@pytest.mark.parametrize(
    ("step", "worked", "back_to"),
    [
        ("issue", ["receive", "work", "check", "sign"], ["work", "check", "sign"]),
        ("sign", ["work", "check"], ["work", "check"]),
        ("issue", ["receive", "work", "sign"], ["work", "sign"]),
        ("work", ALL, []),
        ("receive", ALL, []),
        ("hand_over", ALL, ["work", "check", "sign", "issue"]),
    ],
    ids=["every step done", "the present one is no way back", "what was left out is no way back", "reception", "first", "last"],
)
def test_a_dossier_is_sent_back_to_earlier_steps_that_were_done_but_not_to_the_reception(step, worked, back_to):
    assert [each.key for each in PLAN.before(step, worked)] == back_to


def test_a_process_that_hands_over_midway_is_not_sent_back_to_the_handing_over():
    twice = Plan((PLAN.step("work"), PLAN.step("hand_over"), PLAN.step("sign")))
    assert [each.key for each in twice.before("sign", ["work", "hand_over"])] == ["work"]


def test_a_step_leads_where_its_outcome_says_and_the_first_of_a_kind_is_the_earliest():
    assert PLAN.after("work", "yes").key == "check"
    assert PLAN.first("work").key == "work"
