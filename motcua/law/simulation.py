"""Play a process many times over on past durations: how long it takes, how often it is over its term, where it waits. Pure.

The seed is fixed, so that the same past gives the same answer. Durations are working minutes. What did not happen yet is taken as
planned. Of several outcomes those that were taken are drawn as often as they were; none known, the first.
"""

import heapq
import itertools
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.law.critical import counted
from motcua.law.flow import Plan, PlannedStep, Token

SEED, RUNS, MOST_STEPS = 20_260_101, 400, 300


@dataclass(frozen=True)
class Past:
    """What is known of a step: the working minutes it took each time, and how often each outcome was taken."""

    minutes: tuple[int, ...] = ()
    outcomes: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Share:
    """One step in the plays: the mean working minutes it takes, its share of all time, from how many past times that is known."""

    step: str
    minutes: int
    share: int  # per cent of the working time of all steps
    known: int


@dataclass(frozen=True)
class Outlook:
    """What the plays say: half take at most `median`, nine of ten `ninety` working minutes; `late` per cent are over the term."""

    runs: int
    median: int
    ninety: int
    late: int | None
    steps: tuple[Share, ...]


def simulate(plan: Plan, past: Mapping[str, Past], term_minutes: int | None = None, runs: int = RUNS) -> Outlook:
    """Play a sound plan `runs` times and return what to expect."""
    chance = random.Random(SEED)  # noqa: S311 - no secret: the same past must give the same answer
    totals, spent = [], Counter[str]()
    for _ in range(runs):
        totals.append(_play(plan, past, chance, spent))
    totals.sort()
    whole = sum(spent.values()) or 1
    late = None if term_minutes is None else round(100 * sum(total > term_minutes for total in totals) / runs)
    shares = [Share(s.key, round(spent[s.key] / runs), round(100 * spent[s.key] / whole), len(_known(past, s))) for s in plan.steps]
    return Outlook(runs, totals[(runs - 1) // 2], totals[(runs * 9 - 1) // 10], late, tuple(shares))


def _known(past: Mapping[str, Past], step: PlannedStep) -> tuple[int, ...]:
    return past[step.key].minutes if step.key in past else ()


def _play(plan: Plan, past: Mapping[str, Past], chance: random.Random, spent: Counter[str]) -> int:
    """Play once: tokens end in the order of time, so that branches run at the same time. Returns when the last one ended."""
    order = itertools.count()
    queue: list[tuple[int, int, Token]] = []
    _begin(plan, Token(plan.steps[0].key), 0, past, chance, spent, queue, order)
    now = number = 0
    while queue:
        now, _, token = heapq.heappop(queue)
        step = plan.step(token.step)
        number += 1
        if not step.outcomes:
            break
        outcome = _drawn(step, past, chance) if number < MOST_STEPS else step.outcomes[0].key
        for begun in plan.moved(token, outcome, [other for _, _, other in queue], number):
            _begin(plan, begun, now, past, chance, spent, queue, order)
    return now


def _begin(
    plan: Plan,
    token: Token,
    now: int,
    past: Mapping[str, Past],
    chance: random.Random,
    spent: Counter[str],
    queue: list[tuple[int, int, Token]],
    order: "itertools.count[int]",
) -> None:
    step = plan.step(token.step)
    known = _known(past, step)
    takes = 0 if not counted(step) else chance.choice(known) if known else step.minutes
    spent[step.key] += takes
    heapq.heappush(queue, (now + takes, next(order), token))


def _drawn(step: PlannedStep, past: Mapping[str, Past], chance: random.Random) -> str:
    keys = [outcome.key for outcome in step.outcomes]
    taken: Mapping[str, int] = (past[step.key].outcomes or {}) if step.key in past else {}
    weights: Sequence[int] = [taken.get(key, 0) for key in keys]
    return chance.choices(keys, weights)[0] if any(weights) else keys[0]
