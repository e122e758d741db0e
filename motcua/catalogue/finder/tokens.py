"""Words to look for: syllables folded, with their accents beside them, and pairs of syllables (most Vietnamese words are two)."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from motcua.lib.text import fold, tidy

_SYLLABLE = re.compile(r"[^\W_]+(?:[./-]\d+)*")
# Said around what is meant: they find nothing by themselves.
STOP = frozenset(
    {"toi", "minh", "em", "anh", "chi", "ban", "xin", "muon", "can", "lam", "duoc", "bi", "cho", "cua", "de", "o", "tai", "va", "voi"}
    | {"khi", "thi", "la", "ma", "nao", "gi", "nay", "do", "cac", "nhung", "co", "khong", "phai", "thu", "tuc", "moi", "vua", "hay"}
    | {"giup", "hoi", "ve", "theo", "trong", "thuc", "hien", "doi", "truong", "hop", "nguoi"}
)
_TONES = "\u0300\u0309\u0303\u0301\u0323"


@dataclass(frozen=True)
class Token:
    """A syllable: `bare` for finding, `said` in small letters, its tone after its letters so that hóa and hoá are one."""

    bare: str
    said: str

    @property
    def accented(self) -> bool:
        """Tell whether it was written with marks."""
        return self.bare != self.said


def tokens(text: str) -> list[Token]:
    """Return the syllables of a text in order."""
    return [_token(word) for word in _SYLLABLE.findall(tidy(text).lower())]


@lru_cache(maxsize=20_000)  # the syllables of a language are few
def _token(word: str) -> Token:
    return Token(fold(word), _toned(word))


def _toned(word: str) -> str:
    """Return a syllable with its tone mark at the end, where no rule of spelling moves it."""
    parted = unicodedata.normalize("NFD", word)
    tones = "".join(char for char in parted if char in _TONES)
    return unicodedata.normalize("NFC", "".join(char for char in parted if char not in _TONES)) + tones


def pairs(words: list[Token]) -> list[Token]:
    """Return every two syllables that stand together, as one."""
    return [Token(f"{a.bare} {b.bare}", f"{a.said} {b.said}") for a, b in zip(words, words[1:], strict=False)]


def spelt(said: str) -> str:
    """Return syllables as kept in tokens the way they are written, tones back on their letters (as nearly as matters to a reader)."""
    return " ".join(map(_spelt, said.split()))


def _spelt(word: str) -> str:
    tones = [char for char in word if char in _TONES]
    letters = word.rstrip(_TONES)
    vowels = [at for at, char in enumerate(letters) if fold(char) in "aeiouy"]
    if not tones or not vowels:
        return word
    shaped = [at for at in vowels if letters[at] != fold(letters[at])]
    last = len(letters) - 1 in vowels
    at = shaped[-1] if shaped else vowels[-2] if last and len(vowels) > 1 else vowels[-1]
    return unicodedata.normalize("NFC", letters[: at + 1] + tones[0] + letters[at + 1 :])
