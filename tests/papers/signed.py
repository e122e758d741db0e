"""A result signed by a person and issued by the agency, as the jobs do it."""

from datetime import UTC, date, datetime
from typing import Any, Protocol

from motcua.papers import Stamp, agency_stamps, render, signer_stamp
from motcua.ports import SignatureRequest
from tests.papers import samples

OFFICER, OFFICER_NAME = "officer:dat", "Trần Quốc Đạt"
AGENCY, AGENCY_NAME = "agency:H26.12", "Ủy ban nhân dân phường Hoàn Kiếm"


class Authority(Protocol):
    """The signing port with what client and fake have beside it."""

    def sign(self, pdf: bytes, request: SignatureRequest) -> bytes: ...
    def roots(self) -> list[bytes]: ...
    def enrol(self, credential: str, name: str, organisation: str) -> None: ...


def enrol(authority: Authority) -> None:
    authority.enrol(OFFICER, OFFICER_NAME, AGENCY_NAME)
    authority.enrol(AGENCY, AGENCY_NAME, AGENCY_NAME)


def request(stamp: Stamp, credential: str = OFFICER) -> SignatureRequest:
    return SignatureRequest(credential, stamp.field, stamp.box, stamp.pdf, "Chữ ký số")


def by_officer(authority: Authority, **changed: Any) -> tuple[bytes, list[Stamp]]:
    """The result with the person's signature, and the stamps that the agency is to add."""
    drawn, at = render("result", samples.result(**changed)), datetime.now(UTC)
    own = signer_stamp(drawn.boxes, name=OFFICER_NAME, title="Phó Chủ tịch", signed_at=at)
    issuing = agency_stamps(drawn.boxes, agency=AGENCY_NAME, number="12/BS-UBND", issued_on=date(2026, 11, 23), signed_at=at)
    return authority.sign(drawn.pdf, request(own)), issuing


def issued(authority: Authority, **changed: Any) -> bytes:
    """The result with both signatures."""
    pdf, stamps = by_officer(authority, **changed)
    for stamp in stamps:
        pdf = authority.sign(pdf, request(stamp, AGENCY))
    return pdf
