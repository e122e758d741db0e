"""A sound table ends on every way with every token accounted for; an unsound one is told row by row, and is not activated."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.law.critical import critical_path, term_minutes
from motcua.law.flow import Kind, Outcome, Plan, PlannedStep, back_to
from motcua.law.process import problems
from motcua.law.roles import Role
from motcua.law.terms import Term
from tests.law.plans import plans, walk

FIVE = Term.parse("5wd")


def step(key: str, role: Role, kind: str, minutes: int, *outcomes: Outcome, **more: object) -> PlannedStep:
    return PlannedStep(key, key.title(), role, kind, minutes, outcomes, **more)  # type: ignore[arg-type]


def to(key: str, *targets: str, template: str = "") -> Outcome:
    return Outcome(key, key.title(), targets[0], template, beside=targets[1:])


SOUND = (
    step("receive", Role.RECEIVER, "receive", 120, to("received", "appraise")),
    step("appraise", Role.CASE_OFFICER, "work", 240, to("ask", "fire", "plan"), to("plain", "draft")),
    step("fire", Role.CASE_OFFICER, "work", 960, to("done", "draft")),
    step("plan", Role.UNIT_HEAD, "work", 480, to("done", "draft")),
    step("draft", Role.CASE_OFFICER, "work", 240, to("granted", "sign", template="cap"), to("again", "appraise"), join="appraise"),
    step("sign", Role.SIGNER, "sign", 120, to("signed", "issue")),
    step("issue", Role.RECORDS_CLERK, "issue", 60, to("issued", "hand_over")),
    step("hand_over", Role.RECEIVER, "hand_over", 0),
)


def changed(name: str, **more: object) -> Plan:
    return Plan(tuple(replace(each, **more) if each.key == name else each for each in SOUND))  # type: ignore[arg-type]


def told(plan: Plan, **how: object) -> list[tuple[int, str]]:
    return [(each.row, each.why) for each in problems(plan, **how)]  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(plans(), st.integers(0, 2**32))
def test_any_sound_plan_has_no_problem_and_every_walk_ends_with_every_token_accounted_for(plan, seed):
    assert told(plan) == []
    done = walk(plan, random.Random(seed).choice)
    assert set(done) <= {each.key for each in plan.steps}
    assert done[-4:] == ["draft", "sign", "issue", "hand_over"]


@settings(max_examples=40, deadline=None)
@given(plans(), st.data())
def test_a_plan_that_loses_a_join_a_target_or_an_end_is_told_so(plan, data):
    broken = data.draw(st.sampled_from(list(plan.steps)))
    ways = [replace(broken, outcomes=())] if broken.kind != Kind.HAND_OVER else [replace(broken, kind="work", role=Role.CASE_OFFICER)]
    ways += [replace(broken, join="")] if broken.join else []
    ways += [replace(broken, outcomes=(replace(broken.outcomes[0], to="nowhere"),))] if broken.outcomes else []
    ways += [replace(broken, minutes=0)] if broken.kind != Kind.HAND_OVER else []
    worse = data.draw(st.sampled_from(ways))
    assert told(Plan(tuple(worse if each is broken else each for each in plan.steps)))


def test_the_sound_table_is_sound_and_its_critical_path_goes_through_the_slowest_branch():
    plan = Plan(SOUND)
    assert told(plan, term=FIVE) == []
    longest = critical_path(plan)
    assert longest.minutes == 120 + 240 + 960 + 240 + 120 + 60
    assert longest.steps == ("receive", "appraise", "fire", "draft", "sign", "issue", "hand_over")


def test_a_process_longer_than_its_term_is_refused_saying_which_path_and_by_how_much():
    ((row, why),) = told(Plan(SOUND), term=Term.parse("3wd"))
    assert row == 0
    assert "1740 phút" in why
    assert "1440 phút (3wd) là 300 phút: Receive → Appraise → Fire → Draft → Sign → Issue → Hand_Over." in why


def test_each_phase_is_held_against_its_own_term():
    plan = changed("draft", phase=2)
    assert (critical_path(plan, 1).minutes, critical_path(plan, 2).minutes) == (1320, 420)
    assert told(plan, term=Term.parse("3wd"), second=Term.parse("1wd")) == []
    assert "420 phút" in told(plan, term=Term.parse("3wd"), second=Term.parse("6wh"))[0][1]
    assert "không công bố thời hạn giai đoạn 2" in told(plan, term=FIVE)[0][1]


@pytest.mark.parametrize(
    ("text", "minutes"), [("5wd", 2400), ("12wh", 720), ("same-day", 480), ("15d", 4800), ("10d", 3360), ("1d", 480), ("2m", 20160)]
)
def test_a_term_holds_so_many_working_minutes(text, minutes):
    assert term_minutes(Term.parse(text)) == minutes


UNSOUND = {
    "no time": (changed("fire", minutes=0), 3, "Thời gian của bước phải lớn hơn 0"),
    "time below nothing": (changed("hand_over", minutes=-1), 8, "lớn hơn 0"),
    "a role that does no such step": (
        changed("sign", role=Role.CASE_OFFICER),
        6,
        "“Chuyên viên” không làm bước loại này; làm được: Lãnh đạo ký",
    ),
    "a job that would decide": (
        changed("fire", kind="auto", role=Role.JOB, check="identity", outcomes=(to("yes", "draft"), to("no", "draft"))),
        3,
        "máy kiểm tra, cảnh báo, không quyết định",
    ),
    "an automatic step without a check": (changed("fire", kind="auto", role=Role.JOB), 3, "chưa nói kiểm tra điều gì"),
    "an unknown event": (changed("fire", kind="wait", role=Role.JOB, event="rain"), 3, "Không có sự kiện “rain”"),
    "an unknown kind": (changed("fire", kind="magic"), 3, "Không có loại bước “magic”"),
    "no way on": (changed("plan", outcomes=()), 4, "chưa trả kết quả"),
    "a step that is not there": (changed("plan", outcomes=(to("done", "moon"),)), 4, "“moon” không có trong bảng"),
    "a branch that never comes to the join": (changed("plan", outcomes=(to("done", "sign"),)), 5, "đi vào hoặc ra khỏi một nhánh"),
    "no join": (changed("draft", join=""), 2, "không bước nào chờ gộp"),
    "a join of a step that splits nothing": (changed("sign", join="fire"), 6, "không mở nhánh song song nào"),
    "two joins": (changed("sign", join="appraise"), 6, "Hai bước cùng chờ gộp"),
    "a branch without a step": (changed("appraise", outcomes=(to("ask", "fire", "plan", "draft"),)), 2, "không có bước nào trước khi gộp"),
    "a signature inside a branch": (
        changed("plan", kind="sign", role=Role.SIGNER, outcomes=(to("signed", "draft"),)),
        4,
        "Trong nhánh song song chỉ có",
    ),
    "a paper inside a branch": (changed("fire", outcomes=(to("done", "draft", template="cap"),)), 3, "dự thảo sau khi gộp nhánh"),
    "a loop without a way out": (changed("draft", outcomes=(to("again", "appraise"),)), 2, "vòng lặp không lối thoát"),
    "a result that nobody signs": (
        changed("draft", outcomes=(to("granted", "issue", template="cap"),)),
        6,
        "Không đường nào dẫn tới bước “Sign”",
    ),
    "a way around the signature": (changed("draft", outcomes=(to("a", "sign"), to("b", "issue"))), 7, "chưa qua bước ký"),
    "a way around the issue": (changed("draft", outcomes=(to("a", "sign"), to("b", "hand_over"))), 8, "chưa qua bước cấp số, ban hành"),
    "one key twice": (Plan((*SOUND, SOUND[2])), 3, "dùng cho 2 bước"),
    "a key with spaces": (changed("fire", key="thẩm định"), 3, "chữ thường không dấu"),
    "an outcome the act does not know": (changed("sign", outcomes=(to("ok", "issue"),)), 6, "mã là “signed”"),
    "the same hands as nobody": (changed("fire", same_as="nobody"), 3, "Không có bước “nobody” nào khác"),
    "two receptions": (changed("fire", kind="receive", role=Role.RECEIVER, outcomes=(to("received", "draft"),)), 1, "chỉ bước đầu"),
    "a phase there is not": (changed("fire", phase=3), 3, "Giai đoạn chỉ là 1 hoặc 2"),
    "nothing": (Plan(()), 0, "chưa có bước nào"),
    "an endless table": (Plan(SOUND * 40), 0, "nhiều nhất 200"),
}


@pytest.mark.parametrize("name", UNSOUND)
def test_what_is_wrong_is_told_at_its_row(name):
    plan, row, words = UNSOUND[name]
    found = [why for at, why in told(plan) if at == row]
    assert any(words in why for why in found), told(plan)


def test_a_template_that_the_procedure_does_not_have_is_told():
    assert told(Plan(SOUND), templates={"cap"}) == []
    assert told(Plan(SOUND), templates={"khac"}) == [(5, "Thủ tục không có mẫu kết quả “cap”.")]


@pytest.mark.parametrize(
    ("here", "worked_in", "others", "found"),
    [
        ("", "", [], ("", ())),
        ("a:2.1", "", ["a:2.2"], ("", ("a:2.2",))),
        ("a:2.1", "a:2.1", ["a:2.2"], ("a:2.1", ())),
        ("a:2.1", "a:2.2", ["a:2.2"], None),
        ("a:2.1", "a:2.2", [], None),
        ("", "a:2.2", [], ("", ())),
        ("a:2.1/b:5.2", "a:2.1", ["a:2.1/b:5.1", "a:2.2"], ("a:2.1", ("a:2.1/b:5.1",))),
        ("a:2.1/b:5.2", "", ["a:2.1/b:5.1", "a:2.2"], ("", ("a:2.1/b:5.1", "a:2.2"))),
        ("a:12.1", "", ["a:1.1"], ("", ())),
    ],
)
def test_going_back_ends_the_branches_of_every_split_it_leaves_and_no_other(here, worked_in, others, found):
    assert back_to(here, worked_in, others) == found
