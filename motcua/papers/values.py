"""The values that each kind of paper takes, and the check that they are all there before anything is drawn."""

import unicodedata
from typing import Any, NotRequired, TypedDict

from motcua.papers.books import BOOKS
from motcua.papers.errors import CannotRender
from motcua.papers.heading import Heading
from motcua.papers.shapes import check
from motcua.papers.slips import SLIPS


class Text(TypedDict):
    """A paragraph."""

    text: str


class Facts(TypedDict):
    """Pairs of label and value, one line each."""

    facts: list[tuple[str, str]]


class Grid(TypedDict):
    """Column names, and rows with as many cells."""

    head: list[str]
    rows: list[list[str]]


class Table(TypedDict):
    """A ruled table; its head is repeated on every page."""

    table: Grid


class Note(TypedDict):
    """A smaller paragraph in italics."""

    note: str


class Result(Heading):
    """An administrative document, A4. `number` and `date_line` stay None until the clerk issues it.

    `mark` is written across every page and over the text: such a paper is no result.
    """

    title: str
    subtitle: str
    body: list[Text | Facts | Table | Note]
    basis: list[str]
    recipients: list[str]
    signer_title: str
    signer_name: str
    verify_code: str
    number: str | None
    date_line: NotRequired[str | None]
    mark: NotRequired[str | None]


class Component(TypedDict):
    """One paper handed in, with how many originals, certified copies and plain copies."""

    name: str
    originals: int
    certified: int
    copies: int


class Phase(TypedDict):
    """The second phase of a procedure that waits for money; times as they are printed."""

    received_at: str
    due_at: str


class AppointmentSlip(Heading):
    """Mẫu 01, A5. Times are printed as given; empty optional fields leave no line."""

    code: str
    date_line: str
    receiver_unit: str
    applicant: str
    address: str
    phone: str | None
    email: str | None
    id_number: str | None
    channel: str
    request: str
    holder: str
    components: list[Component]
    sets: int
    term: str
    received_at: str
    passed_at: NotRequired[str | None]
    due_at: str
    second_phase: NotRequired[Phase | None]
    fees: NotRequired[list[str] | None]
    collect_at: str
    look_up: str
    submitter: str
    receiver: str


class SignerStamp(TypedDict):
    """A person's signature, drawn as large as its box; `width` and `height` in points."""

    name: str
    title: str
    signed_at: str
    width: float
    height: float


class Spot(TypedDict):
    """A rectangle inside the stamp: points from its top left corner."""

    x: float
    y: float
    width: float
    height: float


class Spots(TypedDict):
    """Where the marks of issuing go; None leaves one out."""

    number: Spot | None
    day: Spot | None
    month: Spot | None
    year: Spot | None
    seal: Spot | None


class Day(TypedDict):
    """A date in three words as they are printed: 05, 02, 2027."""

    day: str
    month: str
    year: str


class SlipStamp(TypedDict):
    """The agency's electronic signature on a slip, in words; `width` and `height` in points."""

    agency: str
    signed_at: str
    width: float
    height: float


class AgencyStamp(TypedDict):
    """Number, date and seal on one transparent page; `width` and `height` in points."""

    agency: str
    number: str
    date: Day
    signed_at: str
    width: float
    height: float
    at: Spots


SHAPES: dict[str, type] = {
    "result": Result,
    "appointment_slip": AppointmentSlip,
    "signer_stamp": SignerStamp,
    "agency_stamp": AgencyStamp,
    "slip_stamp": SlipStamp,
    **SLIPS,
    **BOOKS,
}
OPTIONAL: dict[str, dict[str, None]] = {
    "result": {"date_line": None, "mark": None},
    "appointment_slip": {"second_phase": None, "passed_at": None, "fees": None},
}


def checked(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return `values` with composed letters (Unicode NFC) and optional ones filled with None.

    Raises CannotRender for an unknown kind, and for a value that is missing, unknown or of the wrong shape, naming it.
    """
    if kind not in SHAPES:
        raise CannotRender(f"There is no paper of kind “{kind}”. Known kinds: {', '.join(sorted(SHAPES))}.")
    check(SHAPES[kind], values, kind)
    composed: dict[str, Any] = _composed({**OPTIONAL.get(kind, {}), **values})
    for part in composed.get("body", []):
        if "table" in part:
            _check_rows(part["table"])
    return composed


def _check_rows(table: Grid) -> None:
    width = len(table["head"])
    if width == 0 or any(len(row) != width for row in table["rows"]):
        raise CannotRender(f"Every row of a table needs as many cells as its head, here {width}, and at least one.")


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: _composed(item) for key, item in value.items()}
    return [_composed(item) for item in value] if isinstance(value, list | tuple) else value
