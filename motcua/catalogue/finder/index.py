"""The index: postings of syllables and pairs by field, ranked by rarity, by how much of the question and of the name they cover."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from motcua.catalogue.finder.sayings import Saying
from motcua.catalogue.finder.tokens import STOP, Token, pairs, tokens
from motcua.lib.text import fold

NAME, KEYWORDS, RESULT, SECTOR = "name", "keywords", "result", "sector"
KINDS = (NAME, KEYWORDS, RESULT, SECTOR)
_WEIGHTS = np.array([1.0, 0.95, 0.55, 0.35])
_PAIR, _OTHER_MARKS, _STOPPED, _BESIDE = 1.6, 0.45, 0.12, 0.5
_LEAST = 0.33  # of what was asked, by rarity: less is no hit


@dataclass(frozen=True)
class Entry:
    """What one procedure is found by. `fields` are texts by kind; `boost` raises what the city itself settles."""

    code: str
    fields: dict[str, str]
    applicants: frozenset[str] = frozenset()
    boost: float = 1.0


@dataclass(frozen=True)
class Hit:
    """A procedure found: its score and why, as (kind, words): name, keywords, result, sector, saying, typo, code."""

    code: str
    score: float
    why: tuple[tuple[str, str], ...]


@dataclass
class _Asked:
    """One way to read the question: its syllables with the weight of each, and the sayings and corrections it rests on."""

    terms: list[tuple[Token, float]]
    why: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Posting:
    """Where a syllable or pair stands: entries by number, the kind of field in each, the way it is written there."""

    at: NDArray[np.int32]
    kind: NDArray[np.int8]
    said: list[str]


class Index:
    """Built once from entries and sayings; `search` only reads."""

    def __init__(self, entries: Iterable[Entry], sayings: Sequence[Saying] = ()) -> None:
        """Take in every entry."""
        self._entries = list(entries)
        self._numbers = {entry.code: at for at, entry in enumerate(self._entries)}
        self._boost = np.array([entry.boost for entry in self._entries])
        self._length = np.array([max(len(tokens(entry.fields.get(NAME, ""))), 1) for entry in self._entries], dtype=float)
        self._sayings = [(tokens(say), saying.means) for saying in sayings for say in saying.say]
        self._postings = _posted(self._entries)
        count = max(len(self._entries), 1)
        self._rarity = {term: math.log(1 + count / len(held.at)) for term, held in self._postings.items()}
        self._syllables = [term for term in self._postings if " " not in term]
        self._known = {*self._syllables, *STOP, *(token.bare for say, _ in self._sayings for token in say)}

    def search(self, words: str, most: int = 100) -> list[Hit]:
        """Return the procedures that fit `words`, best first; one whose code it is stands alone on top."""
        code = words.strip()
        if code in self._numbers:
            return [Hit(code, math.inf, (("code", code),))]
        said, mended = self._mended(tokens(words))
        readings = self._readings(said, mended)
        scores = np.array([self._scored(asked) for asked in readings])
        best, reading = scores.max(axis=0), scores.argmax(axis=0)
        order = [int(at) for at in np.lexsort((np.arange(len(best)), -best))[:most] if best[at] > 0]
        return [Hit(self._entries[at].code, float(best[at]), self._why(readings[reading[at]], at)) for at in order]

    def _readings(self, said: list[Token], mended: list[tuple[str, str]]) -> list[_Asked]:
        """The question as said (typing errors mended), and with each saying put into the law's words, alone and among the rest."""
        readings = [_Asked(_plain(said), list(mended))]
        for at, say, means in self._said(said):
            law = tokens(means)
            inside = {token.bare for token in law}
            rest = [token for token in (*said[:at], *said[at + len(say) :]) if token.bare not in inside]
            why = [*mended, ("saying", means)]
            readings.append(_Asked(_plain([*said[:at], *law, *said[at + len(say) :]]), list(why)))
            beside = _BESIDE * len(law) / len(say)  # the rest keeps its share, however long the law's words are
            readings.append(_Asked([*_plain(law), *((token, beside * weight) for token, weight in _plain(rest))], list(why)))
        return readings

    def _said(self, said: list[Token]) -> list[tuple[int, list[Token], str]]:
        """The sayings that stand in the question; one within a longer one is left out."""
        found = [(at, say, means) for say, means in self._sayings for at in _places(said, say)]
        widest = max((len(say) for _, say, _ in found), default=0)
        inside = {at + n for at, say, _ in found if len(say) == widest for n in range(widest)}
        return [f for f in found if len(f[1]) == widest or not {f[0] + n for n in range(len(f[1]))} <= inside]

    def _mended(self, said: list[Token]) -> tuple[list[Token], list[tuple[str, str]]]:
        """Return the question with what no procedure and no saying says put to the nearest word there is, and what was put so."""
        words, why = [], []
        for token in said:
            near = None
            if token.bare not in self._known and len(token.bare) > 2 and not token.bare.isdigit():
                near = process.extractOne(token.bare, self._syllables, scorer=OSA.distance, score_cutoff=1 if len(token.bare) < 6 else 2)
            words.append(Token(near[0], near[0]) if near else token)
            if near:
                why.append(("typo", near[0]))
        return words, why

    def _scored(self, asked: _Asked) -> NDArray[np.float64]:
        """How well each entry fits one reading; 0 for one that holds too little of it."""
        terms = self._weighed(asked.terms)
        total = sum(weight for _, weight in terms) or 1.0
        got, named = np.zeros(len(self._entries)), np.zeros(len(self._entries))
        for token, weight in terms:
            held = self._postings.get(token.bare)
            if held is None:
                continue
            fits = np.array([_OTHER_MARKS if said != token.said else 1.0 for said in held.said]) if token.accented else 1.0
            got[held.at] += weight * _WEIGHTS[held.kind] * fits
            if " " not in token.bare and token.bare not in STOP:
                named[held.at] += held.kind == 0
        cover = got / total
        scored: NDArray[np.float64] = cover * (1 + 0.35 * named / self._length) * self._boost * (cover >= _LEAST)
        return scored

    def _why(self, asked: _Asked, at: int) -> tuple[tuple[str, str], ...]:
        """Which words of the question stand in which field of an entry."""
        kinds: dict[str, list[str]] = defaultdict(list)
        for token, _ in asked.terms:
            held = self._postings.get(token.bare)
            place = int(np.searchsorted(held.at, at)) if held else 0
            if held and token.bare not in STOP and place < len(held.at) and held.at[place] == at:
                kinds[KINDS[held.kind[place]]].append(held.said[place])
        written = {fold(word): word for words in kinds.values() for word in words}
        mended = [(kind, written.get(said, said) if kind == "typo" else said) for kind, said in asked.why]
        return (*mended, *((kind, " ".join(words)) for kind, words in kinds.items()))

    def _weighed(self, terms: list[tuple[Token, float]]) -> list[tuple[Token, float]]:
        """Each syllable by its rarity, each pair besides; what no procedure says weighs as the rarest."""
        rarest = math.log(1 + len(self._entries))
        words = [token for token, _ in terms]
        singles = [(token, weight * self._rarity.get(token.bare, 0.5 * rarest)) for token, weight in terms]
        doubles = [
            (pair, _PAIR * min(weights) * self._rarity[pair.bare])
            for pair, weights in zip(pairs(words), zip((w for _, w in terms), (w for _, w in terms[1:]), strict=False), strict=False)
            if pair.bare in self._rarity
        ]
        return singles + doubles


def _plain(words: list[Token]) -> list[tuple[Token, float]]:
    """Each syllable with its weight: what is only said around the matter weighs little."""
    return [(token, _STOPPED if token.bare in STOP else 1.0) for token in words]


def _posted(entries: list[Entry]) -> dict[str, _Posting]:
    """Return the postings of every syllable and pair; of several places in one entry the weightiest counts."""
    found: dict[str, dict[int, tuple[int, str]]] = defaultdict(dict)
    for at, entry in enumerate(entries):
        for kind, name in enumerate(KINDS):
            words = tokens(entry.fields.get(name, ""))
            for token in (*words, *pairs(words)):
                found[token.bare].setdefault(at, (kind, token.said))
    return {
        term: _Posting(
            np.fromiter(held, np.int32), np.fromiter((kind for kind, _ in held.values()), np.int8), [said for _, said in held.values()]
        )
        for term, held in found.items()
    }


def _places(said: list[Token], say: list[Token]) -> list[int]:
    """Where a saying stands in the question; marks must agree where both carry them."""
    wide = len(say)
    return [at for at in range(len(said) - wide + 1) if wide and all(map(_same, said[at : at + wide], say))]


def _same(asked: Token, told: Token) -> bool:
    return asked.bare == told.bare and (not asked.accented or asked.said == told.said)
