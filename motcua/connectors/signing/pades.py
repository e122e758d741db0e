"""PAdES B-LT in one revision: field, appearance, signature, time stamp and proof that nothing is revoked."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from asn1crypto import crl, x509
from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSigner
from pyhanko.sign.signers.pdf_byterange import BuildProps
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, PdfSignatureMetadata, SigDSSPlacementPreference
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext

from motcua.connectors.signing.loop import in_own_loop
from motcua.ports import Refused, SignatureRequest, Unreachable

# Its log names signers, and warns at every signature that nothing is fetched; failures reach the caller as exceptions.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
_PROOF_INSIDE = DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE)


@dataclass(frozen=True)
class Trust:
    """What the new signature is checked against before it is made, and what is kept in the file as proof."""

    roots: list[x509.Certificate]
    others: list[x509.Certificate]
    lists: list[crl.CertificateList]


def sign(pdf: bytes, request: SignatureRequest, *, signer: Signer, clock: TimeStamper, trust: Trust) -> bytes:
    """Return `pdf` with one more signature, as an incremental update.

    The proof is written together with the signature, so the last signature covers the whole file. Raises Refused when the file
    cannot be signed or the certificate is not trusted, Unreachable when the time stamp fails.
    """
    try:
        return in_own_loop(_sign(pdf, request, signer, clock, trust))
    except TimestampRequestError as problem:
        raise Unreachable("The time stamp authority did not stamp") from problem
    except (SigningError, PdfError) as problem:
        raise Refused(f"The file cannot be signed: {problem}") from problem


async def _sign(pdf: bytes, request: SignatureRequest, signer: Signer, clock: TimeStamper, trust: Trust) -> bytes:
    box = request.box
    meta = PdfSignatureMetadata(
        field_name=request.field,
        md_algorithm="sha256",
        reason=request.reason,
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=True,
        validation_context=_context(trust),
        dss_settings=_PROOF_INSIDE,
        app_build_props=BuildProps(name="Mot Cua"),
    )
    place = SigFieldSpec(
        request.field,
        on_page=box.page,
        box=(round(box.x0), round(box.y0), round(box.x1), round(box.y1)),
        readable_field_name=request.reason,  # the alternative text
    )
    tool = PdfSigner(meta, signer, timestamper=clock, stamp_style=_appearance(request.stamp), new_field_spec=place)
    signed = await tool.async_sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)))
    return bytes(signed.getvalue())


def _context(trust: Trust) -> ValidationContext:
    return ValidationContext(
        trust_roots=trust.roots, other_certs=trust.others, crls=trust.lists, allow_fetching=False, revocation_mode="hard-fail"
    )


class _Page(PdfContent):
    """The first page of a PDF held in memory, drawn as it is."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        drawn = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)))
        self.resources.xobject["/Stamp"] = drawn
        left, low, right, high = drawn.get_object()["/BBox"]
        self.box = layout.BoxConstraints(width=abs(right - left), height=abs(high - low))
        return b"/Stamp Do"


def _appearance(stamp: bytes) -> StaticStampStyle:
    place = layout.SimpleBoxLayoutRule(
        x_align=layout.AxisAlignment.ALIGN_MIN, y_align=layout.AxisAlignment.ALIGN_MIN, margins=layout.Margins(0, 0, 0, 0)
    )
    return StaticStampStyle(border_width=0, background=_Page(stamp), background_layout=place, background_opacity=1.0)


def list_addresses(certificates: Iterable[x509.Certificate]) -> list[str]:
    """Return where the revocation lists of `certificates` are, each address once."""
    found: dict[str, None] = {}
    for certificate in certificates:
        for point in certificate.crl_distribution_points:
            found.update({str(point.url): None} if point.url else {})
    return list(found)
