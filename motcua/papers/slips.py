"""The values of Mẫu 02 to 05: slips of the counter, A5. An optional value that is None leaves no line."""

from typing import TypedDict

from motcua.papers.heading import Heading


class Slip(Heading):
    """What every slip says of itself and of whom it is for; `code` is None before acceptance."""

    number: str
    date_line: str
    code: str | None
    applicant: str
    address: str | None
    request: str


class Asked(TypedDict):
    """One thing to complete: what, how, and the article it rests on (may be empty)."""

    name: str
    instruction: str
    basis: str


class SupplementRequest(Slip):
    """Mẫu 02. `until` is printed as given; `help` names the officer and phone to ask."""

    phone: str | None
    email: str | None
    items: list[Asked]
    reason: str
    until: str
    website: str
    help: str
    guide: str


class Refusal(Slip):
    """Mẫu 03."""

    phone: str | None
    email: str | None
    reason: str
    website: str
    help: str
    submitter: str
    refuser: str


class Apology(Slip):
    """Mẫu 04: due until now, and the day named instead; signed by the head of the agency (title lines divided by a line feed)."""

    received_at: str
    due_at: str
    reason: str
    new_due: str
    collect_at: str
    signer_title: str
    signer_name: str


class StopNotice(Slip):
    """Mẫu 05: `asked` is the applicant's own request, `papers` and `fees` are given back, each a line."""

    received_at: str | None
    asked: str | None
    stage: str
    reason: str
    papers: list[str]
    fees: list[str]
    collect_at: str
    signer_title: str
    signer_name: str


SLIPS: dict[str, type] = {
    "supplement_request": SupplementRequest,
    "refusal": Refusal,
    "apology": Apology,
    "stop_notice": StopNotice,
}
