"""Any sound process table, grown from blocks; and a walk through one that looks after every token."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from motcua.law.flow import CHECK_NAMES, Event, Kind, Outcome, Plan, PlannedStep, Token
from motcua.law.roles import Role
from motcua.lib.text import tidy

WORKERS = [Role.CASE_OFFICER, Role.UNIT_HEAD, Role.SIGNER, Role.RECORDS_CLERK]
NAMES = (
    st.text("abcdeghiklmnopqrstuvxyÀÁạảấầđĐêộư ,.()", min_size=1, max_size=24)
    .map(tidy)
    .filter(lambda words: any(letter.isalpha() for letter in words))
)
MINUTES = st.sampled_from([15, 30, 60, 120, 240, 480, 720, 960])


@dataclass
class Grown:
    """A table under construction: the rows, and what draws the next choice."""

    draw: Callable[..., Any]
    rows: list[PlannedStep] = field(default_factory=list)
    numbers: Any = field(default_factory=itertools.count)

    def key(self) -> str:
        return f"b{next(self.numbers)}"

    def outcome(self, key: str, *to: str, template: str = "") -> Outcome:
        label = self.draw(NAMES)
        return Outcome(key, label, to[0], template, f"{label} en", tuple(to[1:]))

    def step(self, key: str, kind: str, role: Role, outcomes: tuple[Outcome, ...], **more: Any) -> None:
        minutes, name = self.draw(MINUTES), self.draw(NAMES)
        self.rows.append(PlannedStep(key, name, role, kind, minutes, outcomes, f"{name} en", **more))


def _blocks(grown: Grown, key: str, follow: str, depth: int, budget: int, join: str = "") -> None:
    """Grow a chain of blocks that begins with step `key` and goes on to `follow`."""
    first, count = key, grown.draw(st.integers(1, budget))
    for at in range(count):
        following = follow if at == count - 1 else grown.key()
        kinds = ["work", "loop", "auto", "wait"] + (["split", "choice"] if depth else [])
        kind = grown.draw(st.sampled_from(kinds))
        _block(grown, kind, key, following, first, depth, join if key == first else "")
        key = following


def _block(grown: Grown, kind: str, key: str, follow: str, first: str, depth: int, join: str) -> None:
    more = {"join": join} if join else {}
    worker = grown.draw(st.sampled_from(WORKERS))
    if kind == "auto":
        check = grown.draw(st.sampled_from(sorted(CHECK_NAMES)))
        grown.step(key, Kind.AUTO, Role.JOB, (grown.outcome("ran", follow),), check=check, **more)
    elif kind == "wait":
        event = grown.draw(st.sampled_from(list(Event)))
        grown.step(key, Kind.WAIT, Role.JOB, (grown.outcome("came", follow),), event=event, **more)
    elif kind == "split":
        heads, meet = [grown.key() for _ in range(grown.draw(st.integers(2, 3)))], grown.key()
        skip = (grown.outcome("skip", meet),) if grown.draw(st.booleans()) else ()
        grown.step(key, Kind.WORK, worker, (grown.outcome("ask", *heads), *skip), **more)
        for head in heads:
            _blocks(grown, head, meet, depth - 1, 2)
        grown.step(meet, Kind.WORK, worker, (grown.outcome("done", follow),), join=key)
    elif kind == "choice":
        heads = [grown.key() for _ in range(2)]
        grown.step(key, Kind.WORK, worker, tuple(grown.outcome(f"way{n}", head) for n, head in enumerate(heads)), **more)
        for head in heads:
            _blocks(grown, head, follow, depth - 1, 2)
    else:
        back = (grown.outcome("again", first),) if kind == "loop" and first != key else ()
        grown.step(key, Kind.WORK, worker, (grown.outcome("done", follow), *back), **more)


@st.composite
def plans(draw: Any, depth: int = 2, budget: int = 3) -> Plan:
    """Draw a sound plan: reception, blocks of every kind nested, a drafted result, signature, issue, handing over."""
    grown = Grown(draw)
    start = grown.key()
    grown.step("receive", Kind.RECEIVE, Role.RECEIVER, (grown.outcome("received", start),))
    _blocks(grown, start, "draft", depth, budget)
    ways = (grown.outcome("granted", "sign", template="cap"), grown.outcome("refused", "sign", template="tu-choi"))
    again = (grown.outcome("again", start),) if draw(st.booleans()) else ()
    grown.step("draft", Kind.WORK, Role.CASE_OFFICER, (*ways, *again), phase=draw(st.sampled_from([1, 2])))
    grown.step("sign", Kind.SIGN, Role.SIGNER, (grown.outcome("signed", "issue"),), not_same_as="draft")
    grown.step("issue", Kind.ISSUE, Role.RECORDS_CLERK, (grown.outcome("issued", "hand_over"),))
    grown.step("hand_over", Kind.HAND_OVER, Role.RECEIVER, (), same_as="receive")
    named = grown.rows[1]
    if named.kind == Kind.WORK:
        grown.rows[1] = replace(named, work="Xem hồ sơ, ghi ý kiến", output="Phiếu trình", unit="professional")
    return Plan(tuple(grown.rows))


def walk(plan: Plan, choose: Callable[[list[Any]], Any], most: int = 400) -> list[str]:
    """Walk a plan to its end and return the steps as they ended; after `most` of them the first outcome is taken.

    Asserts that every token stands in the table, none is doubled, and none is left when the process ends.
    """
    reception = plan.steps[0]
    tokens, done, number = plan.begun(), [reception.key], 1
    while tokens:
        assert len({t.step for t in tokens}) == len(tokens), "two tokens in one step"
        here: Token = choose(tokens)
        step = plan.step(here.step)
        done.append(step.key)
        if not step.outcomes:
            assert tokens == [here], "the process ended and left a token behind"
            return done
        outcome = step.outcomes[0] if len(done) > most else choose(list(step.outcomes))
        number += 1
        others = [t for t in tokens if t is not here]
        tokens = [*others, *plan.moved(here, outcome.key, others, number)]
        assert len(done) < most * 10, "it does not end"
    raise AssertionError("every token is gone and the process has not ended")
