"""`@cites` ties a rule to the article it follows; `python -m motcua.law` writes docs/law.md from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])


@dataclass(frozen=True)
class Cited:
    """One rule and its source. `certainty` is 'T' text read, 'S' secondary, 'C' seen in code, 'u' unverified."""

    rule: str
    document: str
    article: str
    certainty: str
    says: str


CITED: list[Cited] = []


def cites(document: str, article: str, certainty: str = "T") -> Callable[[F], F]:
    """Mark a function as the rule of `article` in `document`."""

    def mark(function: F) -> F:
        first_line = (function.__doc__ or "").strip().splitlines()[0]
        CITED.append(Cited(f"{function.__module__}.{function.__qualname__}", document, article, certainty, first_line))
        return function

    return mark


def articles(*rules: Callable[..., object]) -> list[str]:
    """Return the articles that functions cite, each once, with how sure: '91/2015/QH13 Điều 147 khoản 2 [T]'."""
    names = [f"{rule.__module__}.{rule.__qualname__}" for rule in rules]
    found = [f"{c.document} {c.article} [{c.certainty}]" for name in names for c in CITED if c.rule == name]
    return list(dict.fromkeys(found))
