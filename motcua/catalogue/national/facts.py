"""What is read from a national record: plain values in the portal's own words (channels, units, levels, applicants).

`as_facts` gives the JSON that `motcua catalogue show` prints. Nothing here knows Django.
"""

import hashlib
from dataclasses import asdict, dataclass, field
from typing import Any

from motcua.lib.crypto import canonical


@dataclass(frozen=True)
class Warned:
    """A field that is not certain, and why, in a sentence for a procedure controller."""

    field: str
    why: str


@dataclass(frozen=True)
class Term:
    """A settlement term as stated; `unit` is the portal's word (Ngày làm việc, Ngày, Giờ …) or None where it states none."""

    amount: int | float
    unit: str | None


@dataclass(frozen=True)
class Fee:
    """One line of phí, lệ phí: `amount` as stated in `currency` (VND, USD …), None where only words tell it; 0 is stated as free."""

    amount: int | float | None
    currency: str | None
    condition: str


@dataclass(frozen=True)
class Channel:
    """One way to apply, by the portal's word. `term_text` is kept where the term is words; `fees` empty: nothing stated."""

    channel: str
    term: Term | None
    term_text: str
    fees: tuple[Fee, ...]
    text: str


@dataclass(frozen=True)
class Asked:
    """A paper asked: how many originals and copies, and the files of its form. None: the page states no number."""

    name: str
    originals: int | None
    copies: int | None
    forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """A trường hợp with the papers it asks; `name` is '' where the page tells no cases apart."""

    name: str
    requirements: tuple[Asked, ...]


@dataclass(frozen=True)
class Coded:
    """A result and its national code; '' where the page gives none."""

    code: str
    name: str


@dataclass(frozen=True)
class Basis:
    """A legal document: its number (số ký hiệu, '' where none can be told) and title."""

    number: str
    title: str


@dataclass(frozen=True)
class Agencies:
    """Who does what, as the page names them."""

    performing: tuple[str, ...] = ()
    deciding: tuple[str, ...] = ()
    receiving: tuple[str, ...] = ()
    cooperating: tuple[str, ...] = ()
    delegated: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """A whole national record. `service_level` and `decided_on` are None: the page does not tell them.

    `unread` keeps, by field, the text that no rule of ours could read.
    """

    code: str
    name: str
    decision: str = ""
    decided_on: str | None = None
    kind: str = ""
    sector: str = ""
    levels: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    agencies: Agencies = field(default_factory=Agencies)
    steps: str = ""
    channels: tuple[Channel, ...] = ()
    cases: tuple[Case, ...] = ()
    results: tuple[Coded, ...] = ()
    legal_bases: tuple[Basis, ...] = ()
    conditions: str = ""
    keywords: str = ""
    about: str = ""
    related: str = ""
    unread: dict[str, str] = field(default_factory=dict)
    service_level: str | None = None


@dataclass(frozen=True)
class Read:
    """A record read: its facts as JSON, what is not certain, and the hash of what it was read from (SHA-256)."""

    facts: dict[str, Any]
    warnings: tuple[Warned, ...]
    raw_hash: str

    @property
    def code(self) -> str:
        """The procedure's code."""
        return str(self.facts["code"])

    @property
    def fingerprint(self) -> str:
        """The same for the same facts and warnings, so that a second import changes nothing."""
        return hashlib.sha256(canonical([self.facts, [asdict(each) for each in self.warnings]])).hexdigest()


def as_facts(facts: Facts) -> dict[str, Any]:
    """Return the facts as JSON, with `missing` (the mandatory parts that are empty) and `complete`: none is."""
    plain: dict[str, Any] = _listed(asdict(facts))
    missing = missing_parts(facts)
    return plain | {"complete": not missing, "missing": missing}


def missing_parts(facts: Facts) -> list[str]:
    """Return which of the seven mandatory parts a record lacks (NĐ 63/2010/NĐ-CP Điều 8 khoản 2)."""
    parts = {
        "name": facts.name,
        "steps": facts.steps,
        "channels": facts.channels,
        "cases": any(case.requirements for case in facts.cases),
        "term": any(channel.term or channel.term_text for channel in facts.channels),
        "applicants": facts.applicants,
        "agencies": facts.agencies.performing or facts.agencies.deciding,
    }
    return [name for name, part in parts.items() if not part]


def _listed(value: Any) -> Any:
    """Turn tuples into lists, as JSON gives them back."""
    if isinstance(value, dict):
        return {key: _listed(each) for key, each in value.items()}
    return [_listed(each) for each in value] if isinstance(value, list | tuple) else value
