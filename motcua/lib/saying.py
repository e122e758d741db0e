"""Sentences for people, written in Vietnamese and said in the reader's language at the moment they are shown.

Rules of law know no framework: they mark their sentences here, and the pages install what translates them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


def N_(text: str) -> str:  # the name that tools of translation know
    """Mark `text` for translation; return it as it is."""
    return text


def _as_written(text: str) -> str:
    return text


_translate: Callable[[str], str] = _as_written


def use(translate: Callable[[str], str] = _as_written) -> None:
    """Say everything through `translate` from now on; without it, as written."""
    global _translate
    _translate = translate


def say(text: str, /, **values: object) -> str:
    """Return `text` in the reader's language, its `%(name)s` places filled with `values`."""
    said = _translate(text) if text else text
    return said % values if values else said


@dataclass(frozen=True)
class Sentence:
    """Words whose language is chosen when they are shown: `str()` says them. Also a value inside another sentence."""

    text: str
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(self.text, **self.values)


@dataclass(frozen=True)
class Several:
    """Values said one after another, with `between` them."""

    parts: tuple[object, ...]
    between: str = ", "

    def __str__(self) -> str:
        return self.between.join(str(part) for part in self.parts)


class Said(Exception):
    """An error that carries a sentence and its values; `str()` says it in the language of whoever reads it."""

    def __init__(self, text: str = "", /, **values: Any) -> None:
        """Keep the sentence as written; a value that is itself to be translated comes as a Sentence."""
        super().__init__(text)
        self.sentence = Sentence(text, values)

    def __str__(self) -> str:
        return str(self.sentence)
