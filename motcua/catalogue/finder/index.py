"""The index: postings of syllables and pairs by field, ranked by rarity, by how much of the question and of the name they cover."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from motcua.catalogue.finder.sayings import Saying
from motcua.catalogue.finder.tokens import STOP, Token, pairs, tokens

NAME, KEYWORDS, RESULT, SECTOR = "name", "keywords", "result", "sector"
_WEIGHT = {NAME: 1.0, KEYWORDS: 0.95, RESULT: 0.55, SECTOR: 0.35}
_PAIR, _OTHER_MARKS, _STOPPED, _BESIDE = 1.6, 0.45, 0.12, 0.15
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


class Index:
    """Built once from entries and sayings; `search` only reads."""

    def __init__(self, entries: Iterable[Entry], sayings: Sequence[Saying] = ()) -> None:
        """Take in every entry."""
        self._entries = {entry.code: entry for entry in entries}
        self._sayings = [(tokens(say), saying.means) for saying in sayings for say in saying.say]
        self._postings: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
        self._length: dict[str, float] = {}
        for entry in self._entries.values():
            self._take_in(entry)
        count = max(len(self._entries), 1)
        self._rarity = {term: math.log(1 + count / len(held)) for term, held in self._postings.items()}
        self._syllables = [term for term in self._postings if " " not in term]
        self._known = {*self._syllables, *STOP, *(token.bare for say, _ in self._sayings for token in say)}

    def _take_in(self, entry: Entry) -> None:
        for kind in (NAME, KEYWORDS, RESULT, SECTOR):
            words = tokens(entry.fields.get(kind, ""))
            for token in (*words, *pairs(words)):
                self._postings[token.bare].setdefault(entry.code, (kind, token.said))
        self._length[entry.code] = max(len(tokens(entry.fields.get(NAME, ""))), 1)

    def search(self, words: str, most: int = 100) -> list[Hit]:
        """Return the procedures that fit `words`, best first; one whose code it is stands alone on top."""
        code = words.strip()
        if code in self._entries:
            return [Hit(code, math.inf, (("code", code),))]
        best: dict[str, Hit] = {}
        for asked in self._readings(*self._mended(tokens(words))):
            for hit in self._scored(asked):
                if hit.code not in best or hit.score > best[hit.code].score:
                    best[hit.code] = hit
        return sorted(best.values(), key=lambda hit: (-hit.score, hit.code))[:most]

    def _readings(self, said: list[Token], mended: list[tuple[str, str]]) -> list[_Asked]:
        """The question as said (typing errors mended), and with each saying put into the law's words, alone and among the rest."""
        readings = [_Asked(_plain(said), list(mended))]
        for at, say, means in self._said(said):
            law, rest = tokens(means), [*said[:at], *said[at + len(say) :]]
            why = [*mended, ("saying", means)]
            readings.append(_Asked(_plain([*said[:at], *law, *said[at + len(say) :]]), list(why)))
            readings.append(_Asked([*_plain(law), *((token, _BESIDE * weight) for token, weight in _plain(rest))], list(why)))
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

    def _scored(self, asked: _Asked) -> Iterable[Hit]:
        terms = self._weighed(asked.terms)
        total = sum(weight for _, weight in terms) or 1.0
        got: dict[str, float] = defaultdict(float)
        kinds: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for token, weight in terms:
            for code, (kind, said) in self._postings.get(token.bare, {}).items():
                fits = _OTHER_MARKS if token.accented and said != token.said else 1.0
                got[code] += weight * _WEIGHT[kind] * fits
                if " " not in token.bare and weight > _STOPPED:
                    kinds[code][kind].append(said)
        for code, score in got.items():
            cover = score / total
            if cover >= _LEAST:
                named = len(kinds[code][NAME]) / self._length[code]
                why = [*asked.why, *((kind, " ".join(words)) for kind, words in kinds[code].items())]
                yield Hit(code, (cover + 0.35 * named * cover) * self._entries[code].boost, tuple(why))

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


def _places(said: list[Token], say: list[Token]) -> list[int]:
    """Where a saying stands in the question; marks must agree where both carry them."""
    wide = len(say)
    return [at for at in range(len(said) - wide + 1) if wide and all(map(_same, said[at : at + wide], say))]


def _same(asked: Token, told: Token) -> bool:
    return asked.bare == told.bare and (not asked.accented or asked.said == told.said)
