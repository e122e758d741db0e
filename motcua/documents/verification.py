"""Signatures of a PDF, judged offline from what the file itself carries."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError, SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

# Its log names signers; what went wrong is in `Signature.problem`.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
# What may follow a signature: proof for later years, further signatures, filled fields. Anything else is tampering.
_ALLOWED = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)


class NotReadable(Exception):
    """The file is not a PDF that can be read."""


@dataclass(frozen=True)
class Signature:
    """One signature. `signer` is the certificate's common name; `signed_at` the time stamp's moment, else the signer's claim.

    `intact`: the signed bytes are unchanged. `trusted`: the certificate leads to a given root and was, by proof inside the file, not
    revoked at that moment. `covers_whole_file`: what was added later, if anything, is only what the law of signatures allows.
    `level` is the PAdES level, B-B, B-T, B-LT or B-LTA; `problem` says what is wrong, in English.
    """

    signer: str
    intact: bool
    trusted: bool
    covers_whole_file: bool
    level: str
    signed_at: datetime | None
    problem: str | None = None


@dataclass(frozen=True)
class Verification:
    """Every signature in the order of signing. `ok` when there is one and none has a flaw."""

    signatures: list[Signature]

    @property
    def ok(self) -> bool:
        """Whether the file may be relied on."""
        return bool(self.signatures) and all(each.intact and each.trusted and each.covers_whole_file for each in self.signatures)

    def as_json(self) -> dict[str, Any]:
        """Return `{signatures: […], ok}`; times are ISO 8601 with +07:00."""
        return {"signatures": [{**asdict(each), "signed_at": _iso(each.signed_at)} for each in self.signatures], "ok": self.ok}


def verify(pdf: bytes, roots: list[bytes]) -> Verification:
    """Judge every signature of `pdf` against `roots` (DER), without any network. Raises NotReadable."""
    with ThreadPoolExecutor(1) as thread:  # the caller's thread may already run a loop
        return thread.submit(asyncio.run, _verify(pdf, [x509.Certificate.load(root) for root in roots])).result()


async def _verify(pdf: bytes, roots: list[x509.Certificate]) -> Verification:
    try:
        reader = PdfFileReader(BytesIO(pdf))
        found, stamped = reader.embedded_regular_signatures, bool(reader.embedded_timestamp_signatures)
        proof = _proof(reader)
    except (PdfError, ValueError, KeyError, TypeError, RecursionError) as problem:
        raise NotReadable(f"The file cannot be read as a PDF: {problem}") from problem
    return Verification([await _judge(each, roots, proof, stamped) for each in found])


def _proof(reader: PdfFileReader) -> DocumentSecurityStore | None:
    """The certificates and revocation data kept in the file."""
    try:
        return DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return None


async def _judge(
    found: EmbeddedPdfSignature, roots: list[x509.Certificate], proof: DocumentSecurityStore | None, stamped: bool
) -> Signature:
    try:
        moment = _stamped_at(found)
        status = await async_validate_pdf_signature(found, _context(roots, proof, moment or datetime.now(UTC)))
    except (PdfError, SignatureValidationError, ValueError, KeyError, TypeError) as problem:
        return Signature(_signer(found), False, False, False, "", None, f"The signature cannot be read: {problem}")
    whole, intact = _covers(status), status.intact and status.valid
    return Signature(
        signer=_signer(found),
        intact=intact,
        trusted=intact and status.trusted and _stamp_holds(status),
        covers_whole_file=whole,
        level=_level(moment is not None, proof, stamped),
        signed_at=moment or status.signer_reported_dt,
        problem=_problem(status, intact, whole),
    )


def _context(roots: list[x509.Certificate], proof: DocumentSecurityStore | None, moment: datetime) -> ValidationContext:
    """Revocation must be disproved by what the file holds; data gathered after the signature count too."""
    rules: dict[str, Any] = {
        "trust_roots": roots,
        "moment": moment,
        "allow_fetching": False,
        "revocation_mode": "hard-fail",
        "retroactive_revinfo": True,
    }
    return proof.as_validation_context(rules) if proof else ValidationContext(**rules)


def _stamped_at(found: EmbeddedPdfSignature) -> datetime | None:
    """The moment in the signature's time stamp; whether the stamp itself holds is judged with the signature."""
    attributes = found.signer_info["unsigned_attrs"]
    for attribute in attributes if attributes.native else ():
        if attribute["type"].native == "signature_time_stamp_token":
            statement = attribute["values"][0]["content"]["encap_content_info"]["content"].parsed
            moment: datetime = statement["gen_time"].native
            return moment
    return None


def _stamp_holds(status: PdfSignatureStatus) -> bool:
    stamp = status.timestamp_validity
    return stamp is None or bool(stamp.valid and stamp.intact and stamp.trusted)


def _covers(status: PdfSignatureStatus) -> bool:
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return True
    return status.coverage == SignatureCoverageLevel.ENTIRE_REVISION and status.modification_level in _ALLOWED and bool(status.docmdp_ok)


def _level(has_time: bool, proof: DocumentSecurityStore | None, stamped: bool) -> str:
    if not has_time:
        return "B-B"
    if proof is None or not (proof.crls or proof.ocsps):
        return "B-T"
    return "B-LTA" if stamped else "B-LT"


def _problem(status: PdfSignatureStatus, intact: bool, whole: bool) -> str | None:
    if not intact:
        return "The signed content was changed."
    if not whole:
        return "Something was added after signing that is neither proof nor a further signature."
    if not status.trusted:
        cause = status.trust_problem_indic
        return f"The certificate is not trusted: {cause.standard_name if cause else 'no path to a given root'}."
    return None if _stamp_holds(status) else "The time stamp is not trusted."


def _signer(found: EmbeddedPdfSignature) -> str:
    try:
        return str(found.signer_cert.subject.native.get("common_name", ""))
    except (SignatureValidationError, ValueError, KeyError, AttributeError):
        return ""


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(HANOI).isoformat(timespec="seconds") if moment else None
