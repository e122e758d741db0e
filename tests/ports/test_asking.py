"""A page waits for a partner so long and no longer; a partner that hangs is left alone, then tried by one."""

import threading

import pytest

from motcua.ports import Refused, Unreachable, asking, port


class Hanging:
    """A connector that answers when `open`; `calls` counts who asked."""

    def __init__(self) -> None:
        self.open, self.calls = threading.Event(), 0

    def look_up(self) -> str:
        """Wait until open."""
        self.calls += 1
        self.open.wait(5)
        return "found"

    def deny(self) -> str:
        """Say no."""
        raise Refused("no")


@pytest.fixture
def partner(settings, monkeypatch):
    """A partner that hangs, and a clock we set."""
    settings.CONNECTORS = {"registry": {"BACKEND": "tests.ports.test_asking.Hanging"}}
    port.cache_clear()
    found = port("registry")
    yield found
    found.open.set()
    port.cache_clear()


def ask(budget=0.02):
    return asking.ask("registry", lambda registry: registry.look_up(), budget)


def test_an_answer_in_time_is_the_answer(partner):
    partner.open.set()
    assert ask(1) == "found"


def test_a_partner_that_hangs_costs_the_page_its_budget_and_no_more(partner):
    with pytest.raises(Unreachable, match="no answer within"):
        ask()
    assert partner.calls == 1


def test_after_a_row_of_failures_nobody_asks_until_one_may_try(partner, monkeypatch):
    now = [0.0]
    line = asking._line(id(partner), "registry")
    monkeypatch.setattr(line.breaker, "_clock", lambda: now[0])
    for _ in range(asking.FAILURES):
        with pytest.raises(Unreachable):
            ask()
    calls = partner.calls
    for _ in range(20):
        with pytest.raises(Unreachable, match="a moment ago"):
            ask()
    assert partner.calls == calls, "nobody asked"
    now[0] += asking.REST + 1
    with pytest.raises(Unreachable, match="no answer within"):
        ask()
    with pytest.raises(Unreachable, match="a moment ago"):
        ask()
    assert partner.calls == calls + 1, "one tried"
    now[0] += asking.REST + 1
    partner.open.set()
    assert [ask(1), ask(1)] == ["found", "found"]


def test_a_refusal_is_an_answer(partner):
    for _ in range(asking.FAILURES + 1):
        with pytest.raises(Refused):
            asking.ask("registry", lambda registry: registry.deny())


def test_a_partner_that_hangs_holds_only_so_many_threads(partner, monkeypatch):
    line = asking._line(id(partner), "registry")
    for _ in range(asking.AT_ONCE):
        with pytest.raises(Unreachable, match="no answer within"):
            line.within(0.01, partner.look_up)
    with pytest.raises(Unreachable, match="too many"):
        line.within(0.01, partner.look_up)
    assert partner.calls == asking.AT_ONCE
