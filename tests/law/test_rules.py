"""The 65 rules are whole: the check finds a rule without test, a test that is not there, a number missing or twice."""

from pathlib import Path

import pytest

from motcua.law.rules import COUNT, HandbookRule, problems, read

ROOT = Path(__file__).resolve().parents[2]
HERE = "tests/law/test_rules.py::test_what_ships_is_whole"


def test_what_ships_is_whole():
    assert list(problems(read(), ROOT)) == []


def whole():
    return [HandbookRule(n, "says", (HERE,)) for n in range(1, COUNT + 1)]


def test_a_list_of_sound_rules_has_no_problem():
    assert list(problems(whole(), ROOT)) == []


@pytest.mark.parametrize(
    "bad, said",
    [
        (HandbookRule(7, "says"), "rule 7 needs a test or a later matter"),
        (HandbookRule(7, "says", (HERE,), "fees", "why"), "and not both"),
        (HandbookRule(7, "says", ("tests/law/test_rules.py::test_nowhere",)), "there is no tests/law/test_rules.py::test_nowhere"),
        (HandbookRule(7, "says", ("tests/law/none.py::test_nowhere",)), "there is no tests/law/none.py"),
        (HandbookRule(7, "says", ("tests/law/test_rules.py",)), "there is no tests/law/test_rules.py"),
        (HandbookRule(7, "says", (), "someday", "why"), "later is one of fees"),
        (HandbookRule(7, "says", (), "fees"), "with a why"),
        (HandbookRule(8, "says", (HERE,)), "rule 7 is missing"),
        (HandbookRule(8, "says", (HERE,)), "rule 8 stands 2 times"),
    ],
)
def test_what_is_wrong_is_named(bad, said):
    rules = whole()
    rules[6] = bad
    assert said in "\n".join(problems(rules, ROOT))


def test_one_test_or_several_are_read(tmp_path):
    file = tmp_path / "rules.toml"
    file.write_text('[[rule]]\nnumber = 1\nsays = "x"\ntest = "a"\n[[rule]]\nnumber = 2\nsays = "y"\ntest = ["a", "b"]\n')
    assert [rule.tests for rule in read(file)] == [("a",), ("a", "b")]
