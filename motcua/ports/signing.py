"""The signing authority: holds the keys of officers and agencies, signs what we send it (PAdES)."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Box:
    """A place on a page: page number from 0, PDF points from the lower left corner."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class SignatureRequest:
    """One visible signature to add to a PDF as an incremental update.

    `credential` names the key at the authority (an officer's or an agency's), `field` the signature field,
    `stamp` a one-page PDF drawn into `box` as the appearance.
    """

    credential: str
    field: str
    box: Box
    stamp: bytes
    reason: str


class Signing(Protocol):
    """A remote signing service with the shape of the Cloud Signature Consortium API."""

    def sign(self, pdf: bytes, request: SignatureRequest) -> bytes:
        """Return `pdf` with one more PAdES B-LT signature.

        Raises Refused for an unknown credential or a refused key, Unreachable when authority or time stamp do not answer.
        """
        ...
