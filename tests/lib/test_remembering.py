"""What rarely changes is remembered for a moment, never a failure, and can be forgotten at once."""

import pytest

from motcua.lib import remembering


@pytest.fixture(autouse=True)
def clean():
    remembering.forget()
    yield
    remembering.forget()


def test_asked_twice_it_is_looked_up_once_per_question():
    asked = []

    @remembering.for_a_moment
    def double(n, *, plus=0):
        asked.append(n)
        return n * 2 + plus

    assert [double(1), double(1), double(2), double(1, plus=1), double(1, plus=1)] == [2, 2, 4, 3, 3]
    assert asked == [1, 2, 1]
    remembering.forget()
    double(1)
    assert asked == [1, 2, 1, 1]


def test_a_failure_is_not_remembered():
    answers = iter([ValueError("no"), 5])

    @remembering.for_a_moment
    def ask():
        answer = next(answers)
        if isinstance(answer, ValueError):
            raise answer
        return answer

    with pytest.raises(ValueError, match="no"):
        ask()
    assert ask() == 5


def test_after_its_moment_it_is_asked_again(monkeypatch):
    asked = []

    @remembering.for_a_moment
    def ask():
        asked.append(1)
        return len(asked)

    monkeypatch.setattr(remembering, "SECONDS", 0.0)
    assert [ask(), ask()] == [1, 2]
