"""What a process lets expect: played on past durations, and laid on the days a citizen will see."""

from dataclasses import replace
from datetime import datetime

from hypothesis import given, settings

from motcua.law.calendar import HANOI
from motcua.law.critical import critical_path
from motcua.law.deadlines import due_at
from motcua.law.flow import Plan
from motcua.law.simulation import Past, simulate
from motcua.law.terms import Term
from motcua.law.timeline import preview
from tests.law.hanoi import CALENDAR
from tests.law.plans import plans
from tests.law.test_process import SOUND

PLAN = Plan(SOUND)


def test_without_a_past_the_usual_way_takes_what_is_planned_and_branches_run_at_once():
    seen = simulate(PLAN, {})
    assert (seen.median, seen.ninety, seen.late) == (1740, 1740, None)
    assert {share.step: share.minutes for share in seen.steps}["plan"] == 480


def test_the_past_says_how_often_it_is_late_and_where_it_waits():
    past = {"fire": Past((960, 960, 960, 4800)), "draft": Past((240,), {"granted": 3, "again": 1})}
    seen = simulate(PLAN, past, term_minutes=2400)
    assert simulate(PLAN, past, term_minutes=2400) == seen
    assert 20 <= (seen.late or 0) <= 80
    assert seen.ninety > seen.median >= 1740
    assert max(seen.steps, key=lambda share: share.minutes).step == "fire"


@settings(max_examples=15, deadline=None)
@given(plans())
def test_any_sound_plan_is_played_to_its_end_and_no_usual_way_is_longer_than_the_longest(plan):
    seen = simulate(plan, {}, runs=5)
    assert 0 < seen.median <= critical_path(plan, 1).minutes + critical_path(plan, 2).minutes


def test_the_usual_way_stands_on_real_days_and_ends_before_the_promise():
    monday = datetime(2026, 11, 23, 8, 0, tzinfo=HANOI)
    seen = preview(PLAN, Term.parse("5wd"), monday, CALENDAR)
    begins = {line.step.key: f"{line.begins:%d/%m %H:%M}" for line in seen.lines}
    assert begins["receive"] == "23/11 08:00"
    assert begins["fire"] == begins["plan"]
    assert f"{seen.promised:%d/%m}" == "01/12"  # 24 November is a holiday
    assert seen.ends <= seen.promised


def test_the_second_phase_counts_its_own_term_from_its_own_beginning():
    """NĐ 151/2025: the time for paying between the phases does not count; the days shown are those of one who pays at once."""
    monday = datetime(2026, 11, 16, 8, tzinfo=HANOI)
    steps = tuple(replace(step, phase=2) if step.key == PLAN.steps[-2].key else step for step in PLAN.steps)
    seen = preview(Plan(steps), Term.parse("10wd"), monday, CALENDAR, Term.parse("5wd"))
    assert seen.second is not None
    first = next(line for line in seen.lines if line.step.key == seen.begins_second)
    assert first.step.phase == 2
    assert seen.second.begins == first.begins
    assert seen.second.promised == due_at(first.begins, Term.parse("5wd"), CALENDAR)
    assert seen.lines[-1].due <= seen.second.promised
    assert all(line.due <= seen.promised for line in seen.lines if line.begins < first.begins)


def test_without_a_second_term_there_is_one_promise():
    monday = datetime(2026, 11, 16, 8, tzinfo=HANOI)
    assert preview(PLAN, Term.parse("5wd"), monday, CALENDAR).second is None
