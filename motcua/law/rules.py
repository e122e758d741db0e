"""The 65 rules of the domain handbook, each with the test that holds it or the later matter it belongs to (rules.toml)."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "rules.toml"
COUNT = 65
MATTERS = ("fees", "documents", "exchange", "figures", "catalogue")


@dataclass(frozen=True)
class HandbookRule:
    """One rule in a line of our own; `tests` are `file::name`, or `later` names the matter that will bring it, and `why`."""

    number: int
    says: str
    tests: tuple[str, ...] = ()
    later: str = ""
    why: str = ""


def read(path: Path = HERE) -> list[HandbookRule]:
    """Return the rules of a file, in its order. Raises KeyError or ValueError when it is not such a file."""
    return [_rule(row) for row in tomllib.loads(path.read_text())["rule"]]


def problems(rules: list[HandbookRule], root: Path) -> Iterator[str]:
    """Yield what is wrong: a number missing or twice, a rule with neither test nor later matter or with both, a test that is not there."""
    numbers = [rule.number for rule in rules]
    yield from (f"rule {number} is missing" for number in range(1, COUNT + 1) if number not in numbers)
    yield from (f"rule {number} stands {numbers.count(number)} times" for number in sorted(set(numbers)) if numbers.count(number) > 1)
    for rule in rules:
        if bool(rule.tests) == bool(rule.later):
            yield f"rule {rule.number} needs a test or a later matter, and not both"
        if rule.later and (rule.later not in MATTERS or not rule.why):
            yield f"rule {rule.number}: later is one of {', '.join(MATTERS)}, with a why"
        yield from (f"rule {rule.number}: there is no {test}" for test in rule.tests if not _is_there(test, root))


def _rule(row: dict[str, Any]) -> HandbookRule:
    tests = row.get("test", [])
    held = (tests,) if isinstance(tests, str) else tuple(tests)
    return HandbookRule(row["number"], row["says"], held, row.get("later", ""), row.get("why", ""))


def _is_there(test: str, root: Path) -> bool:
    file, _, name = test.partition("::")
    path = root / file
    if not name or not path.is_file():
        return False
    functions = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef))
    return any(function.name == name for function in functions)
