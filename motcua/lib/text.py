"""Vietnamese text: one form to store (NFC), one to search (folded), one to sort by (stored key)."""

import unicodedata

_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_LETTERS = {letter: chr(0xC0 + i) for i, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_BELOW_ALL = "\x1f"  # before a space, so that a word stands before the words it begins
_SHAPES = {"\u0306", "\u0302", "\u031b"}


def tidy(text: str) -> str:
    """Return `text` in NFC with runs of white space made one space and none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Return `text` for searching: lower case, without marks, đ as d, white space single. 'Sổ gốc' -> 'so goc'."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join(bare.replace("đ", "d").split())


def sort_key(text: str) -> str:
    """Return a key that sorts, code point by code point, as Vietnamese is sorted (CLDR `vi`): digits, then a ă â b … d đ; tones last.

    Letters of the whole text decide first; tones (none, `, ?, ~, ´, .) only between texts of the same letters.
    """
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", tidy(text).lower()):
        if char in _SHAPES and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + char)
        elif unicodedata.combining(char):
            tones.append(_TONES.get(char, "7"))
        else:
            letters.append(char)
            tones.append("1")
    return "".join(_LETTERS.get(c, c) for c in letters) + _BELOW_ALL + "".join(tones).rstrip("1")


def masked(number: str) -> str:
    """Return a personal number with only its first and last three characters legible (Luật 91/2025/QH15)."""
    return number if len(number) < 7 else f"{number[:3]}{'•' * (len(number) - 6)}{number[-3:]}"
