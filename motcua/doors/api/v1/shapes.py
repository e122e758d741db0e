"""Shapes of the API: the fields of the open data under the same names (motcua/reports/opendata/fields.py says what each means)."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

Channel = Literal[1, 2, 3]
Payer = Annotated[str, Field(max_length=40)]


class Both(Schema):
    """A text in Vietnamese and English; English is empty where it is not translated."""

    vi: str
    en: str


class Sector(Both):
    """A sector (lĩnh vực)."""

    code: str


class SectorCount(Sector):
    """A sector and how many procedures it has."""

    procedures: int


class Term(Schema):
    """A term: unit wd, wh, d, m or same-day; null where the source is not clear."""

    amount: float | None
    unit: str | None
    said: str


class Row(Schema):
    """A procedure in a list."""

    code: str
    name: Both
    sector: Sector
    published_by_city: bool
    changed_on: date
    agency_kind: str | None
    service_level: str | None
    term: Term | None
    applicants: list[str]
    revision: int | None
    url: str


class Page(Schema):
    """One page of procedures; `next` is the address of the one after it, null on the last."""

    total: int
    page: int
    page_size: int
    next: str | None
    procedures: list[Row]


class RevisionOf(Schema):
    """Which revision of the city holds."""

    number: int
    decision: str
    valid_from: date | None
    valid_to: date | None


class RevisionRow(RevisionOf):
    """A revision that was decided: what the decision did, and where its days stand."""

    change: str | None
    signed_on: date | None
    life: str
    term: Term
    service_level: str


class Revisions(Schema):
    """Every decided revision of a procedure, the newest first."""

    code: str
    revisions: list[RevisionRow]


class Reason(Schema):
    """What a rule did to a line of fees, and by which text."""

    rule: str
    says: str
    basis: str
    certainty: str


class Line(Schema):
    """One thing paid for, in whole VND; null: nobody has told us."""

    item: str
    name: str
    kind: str
    charged: int | None
    supported: int | None
    payable: int | None
    reasons: list[Reason]


class Quote(Schema):
    """What is charged, supported by the city and payable, in whole VND; null: a line of it is not known."""

    charged: int | None
    supported: int | None
    payable: int | None
    certain: bool
    lines: list[Line]


class ForClass(Quote):
    """What one class of payers pays."""

    payer: str


class Conditional(Schema):
    """What would be paid if a condition held."""

    rule: str
    name: str
    payable: int | None


class Fees(Quote):
    """What a channel costs."""

    classes: list[ForClass]
    conditional: list[Conditional]


class ChannelFees(Fees):
    """What one channel costs."""

    channel: int


class ChannelOf(Schema):
    """One way to apply; `fees` null and `stated_fees` as written where the nation's record alone is known."""

    channel: int | None
    name: str
    term: Term | None
    fees: Fees | None
    stated_fees: list[dict[str, Any]]


class Paper(Schema):
    """A paper asked."""

    key: str
    name: Both
    originals: int | None
    copies: int | None
    condition: dict[str, Any] | None
    found_in: str
    basis: str
    forms: list[Any]


class Case(Schema):
    """A case (trường hợp) and its papers."""

    name: str
    requirements: list[Paper]


class Result(Both):
    """A result and its national code."""

    code: str


class Basis(Schema):
    """A legal document."""

    number: str
    title: str


class Competence(Schema):
    """Who decides and where one applies, in one case."""

    case: str
    when: Both
    decides: Both
    receives: Both
    system: str
    filing: str
    address: str
    level: str
    reason: Both
    boundless: bool
    interlinked: bool
    basis: str
    certainty: str
    valid_from: date
    valid_to: date | None


class Option(Both):
    """An answer that may be chosen."""

    value: str


class QuestionOf(Schema):
    """A question of the form."""

    page: str
    group: str
    field: str
    label: Both
    type: Any
    required: bool
    personal: bool
    options: list[Option]
    asked_if: dict[str, Any] | None


class FormOf(Schema):
    """Which form asks them."""

    key: str
    version: int


class National(Schema):
    """The national record as it was read, and what is not certain in it."""

    version: int
    imported_at: str
    source: str
    facts: dict[str, Any]
    warnings: list[dict[str, Any]]


class Procedure(Schema):
    """A whole procedure."""

    code: str
    name: Both
    sector: Sector
    published_by_city: bool
    changed_on: date
    revision: RevisionOf | None
    agency_kind: str | None
    service_level: str | None
    partial_reason: Both
    applicants: list[str]
    term: Term | None
    second_term: Term | None
    channels: list[ChannelOf]
    cases: list[Case]
    results: list[Result]
    legal_bases: list[Basis]
    questions: list[QuestionOf]
    form: FormOf | None
    competence: list[Competence]
    national_record: National | None


class AskedFor(Schema):
    """What a quote is asked for. Only the answers that the rules look at count (GET …/fees names them); nothing of it is kept."""

    channel: Channel
    payers: list[Payer] = Field(default=[], max_length=20)
    answers: dict[str, Any] = Field(default={})


class FeesOf(Schema):
    """What a procedure costs by each channel, which classes of payers there are, which answers the rules look at."""

    code: str
    channels: list[ChannelFees]
    payers: list[str]
    answers_asked: list[str]


class Agency(Schema):
    """An agency in force today."""

    code: str
    name: str
    kind: str
    parent: str | None
    address: str
    phone: str
    valid_from: date


class Service(Schema):
    """One of the essential services."""

    number: int
    key: str
    name: Both
    ministry: str
    procedure: str | None
    term: Term | None
    decides: Both | None
    filing: str | None
    address: str | None
    online_payable: int | None
    certain: bool
    source: str
    certainty: str


class Problem(Schema):
    """RFC 9457: what went wrong, in the language asked; `errors` name each place."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] = []
