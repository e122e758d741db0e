"""What stands at the head of every paper of an agency."""

from typing import TypedDict


class Heading(TypedDict):
    """What stands at the head of every paper. `date` is the document's own date, YYYY-MM-DD, for its metadata."""

    parent_agency: str | None
    agency_lines: list[str]
    place: str
    date: str
    verify_url: str
