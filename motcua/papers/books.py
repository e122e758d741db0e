"""The values of Mẫu 06 and 07 and of the handover list: tables of many rows, drawn when somebody prints them. No QR."""

from typing import TypedDict


class Page(TypedDict):
    """The head of a table: whose it is, and when it was printed. `date` is YYYY-MM-DD, for metadata."""

    parent_agency: str | None
    agency_lines: list[str]
    date: str
    date_line: str


class Move(TypedDict):
    """One handing over in Mẫu 06: from whom to whom, when, with what result (on time or not), and the note."""

    giver: str
    taker: str
    at: str
    result: str
    note: str


class ControlSheet(Page):
    """Mẫu 06, A4. `book` and `number` are the register's year and the dossier's number in it."""

    book: str
    number: str
    code: str
    applicant: str
    request: str
    received_at: str
    due_at: str
    settles: str
    cooperates: str
    moves: list[Move]


class Registered(TypedDict):
    """One line of Mẫu 07; times as printed, empty where there is none yet."""

    number: str
    code: str
    procedure: str
    sets: str
    applicant: str
    contact: str
    settles: str
    received: str
    due: str
    sent: str
    back: str
    returned: str
    method: str
    signed: str
    note: str


class Register(Page):
    """Mẫu 07, A4 across. `period` in words; `closing` says how the year was closed, None while it is open."""

    year: str
    period: str
    lines: list[Registered]
    closing: str | None


class Handed(TypedDict):
    """One dossier of a handover list."""

    code: str
    procedure: str
    applicant: str
    papers: str
    at: str
    due: str
    taker: str


class HandoverList(Page):
    """What a counter gives one unit in a day: two originals are printed, each side signs."""

    giver: str
    taker: str
    day: str
    lines: list[Handed]
    by: str


BOOKS: dict[str, type] = {"control_sheet": ControlSheet, "register": Register, "handover_list": HandoverList}
