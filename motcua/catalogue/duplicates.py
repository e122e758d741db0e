"""Procedures that may be one and the same: same name, near names, same papers and results. Pure: what to compare comes as values."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz, process

from motcua.lib.saying import N_, Sentence
from motcua.lib.text import fold, tidy

_NEAR = 90  # of 100, by rapidfuzz.ratio over words in order of the alphabet
_ALIKE = 0.6  # share of papers that two near names must have in common
_FEW = 3  # so many papers at least, before equal papers alone say something
_LEVEL = frozenset(
    {"cấp", "tỉnh", "xã", "bộ", "trung", "ương", "tw", "huyện", "thực", "hiện", "ở", "tại", "địa", "phương", "thuộc", "thẩm", "quyền", "sở"}
    | {"ubnd", "ủy", "ban", "nhân", "dân", "chủ", "tịch", "của", "quốc", "gia"}
)
# What another act on the same paper is called: such names are near, the procedures are not one.
_ACTS = ("cap lai", "cap doi", "gia han", "thu hoi", "dieu chinh", "sua doi", "xoa", "huy", "cham dut", "mo rong", "khai tu", "dang ky lai")
_OTHER = (*_ACTS, "co yeu to nuoc ngoai", "luu dong", "khu vuc bien gioi", "tam thoi")


@dataclass(frozen=True)
class Compared:
    """What is compared of a procedure: names of papers and results as published."""

    code: str
    name: str
    papers: tuple[str, ...]
    results: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """Two codes in order, why they may be one, and how likely: 0 to 1."""

    codes: tuple[str, str]
    why: Sentence
    score: float

    @property
    def key(self) -> str:
        """The pair as one word: both codes in order."""
        return pair_key(self.codes)


def pair_key(codes: Iterable[str]) -> str:
    """Return the key of a pair, whichever of the two is named first."""
    return " ".join(sorted(codes))


def duplicates(of: Sequence[Compared]) -> list[Pair]:
    """Return the pairs that may be one procedure, the likeliest first. About a second for 2,200 procedures."""
    found: dict[str, Pair] = {}
    for pair in (*_by_name(of), *_by_papers(of)):
        if pair.key not in found or pair.score > found[pair.key].score:
            found[pair.key] = pair
    return sorted(found.values(), key=lambda pair: (-pair.score, pair.codes))


def _by_name(of: Sequence[Compared]) -> Iterator[Pair]:
    sorted_words = [" ".join(sorted(_words(each.name))) for each in of]
    near = np.argwhere(np.triu(process.cdist(sorted_words, sorted_words, scorer=fuzz.ratio, score_cutoff=_NEAR, dtype=np.uint8), 1))
    for i, j in near.tolist():
        one, other = of[i], of[j]
        alike = _alike(one.papers, other.papers)
        apart = (Counter(_words(one.name)) - Counter(_words(other.name))) + (Counter(_words(other.name)) - Counter(_words(one.name)))
        if not apart:
            yield _pair(one, other, Sentence(N_("Cùng tên")), 0.85 + 0.15 * alike)
        elif set(apart) <= _LEVEL:
            yield _pair(one, other, Sentence(N_("Tên chỉ khác cấp thực hiện")), 0.6 + 0.2 * alike)
        elif alike >= _ALIKE and not _acts_differ(one.name, other.name):
            why = Sentence(N_("Tên gần giống, %(share)d %% giấy tờ giống nhau"), {"share": round(100 * alike)})
            yield _pair(one, other, why, 0.5 + 0.4 * alike)


def _by_papers(of: Sequence[Compared]) -> Iterator[Pair]:
    same: dict[tuple[frozenset[str], frozenset[str]], list[Compared]] = {}
    for each in of:
        papers, results = _set(each.papers), _set(each.results)
        if len(papers) >= _FEW and results:
            same.setdefault((papers, results), []).append(each)
    for group in same.values():
        for one, other in combinations(group, 2):
            if not _acts_differ(one.name, other.name):
                yield _pair(one, other, Sentence(N_("Cùng thành phần hồ sơ và cùng kết quả")), 0.75)


def _pair(one: Compared, other: Compared, why: Sentence, score: float) -> Pair:
    first, second = sorted((one.code, other.code))
    return Pair((first, second), why, round(score, 2))


def _words(name: str) -> list[str]:
    return re.sub(r"[^\w]+", " ", tidy(name).lower()).removeprefix("thủ tục ").split()


def _set(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(re.sub(r"[^\w]+", " ", fold(text)).split()) for text in texts)


def _alike(one: Iterable[str], other: Iterable[str]) -> float:
    """Return the share of papers both have: 0 to 1."""
    a, b = _set(one), _set(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def _acts_differ(one: str, other: str) -> bool:
    """Tell whether the names speak of different acts (granting, granting again, withdrawing) or of different kinds."""
    a, b = fold(one), fold(other)
    return any((act in a) != (act in b) for act in _OTHER)
