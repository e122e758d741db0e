"""The Cloud Signature Consortium API, version 1: certificates of a credential, and a hash signed with its key."""

import base64
import hashlib
from dataclasses import dataclass

from asn1crypto import x509
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.connectors.signing.line import Line
from motcua.ports import Refused, Unreachable

SHA256, RSA_SHA256 = "2.16.840.1.101.3.4.2.1", "1.2.840.113549.1.1.11"
_LARGEST_SIGNATURE = 512  # bytes, RSA 4096


@dataclass(frozen=True)
class Credential:
    """A key at the authority: its name there, its certificate, and the certificates above."""

    name: str
    certificate: x509.Certificate
    chain: list[x509.Certificate]


def credential(line: Line, name: str) -> Credential:
    """Ask for the certificates of `name`. Raises Refused when the authority does not know or has stopped it, Unreachable."""
    answer = line.call("csc/v1/credentials/info", {"credentialID": name, "certificates": "chain", "certInfo": True})
    try:
        first, *above = [x509.Certificate.load(base64.b64decode(each)) for each in answer["cert"]["certificates"]]
        state = answer["key"]["status"], answer["cert"].get("status", "valid")
    except (KeyError, TypeError, ValueError) as problem:
        raise Unreachable("The certificates of the credential cannot be read") from problem
    if state != ("enabled", "valid"):
        raise Refused(f"The credential cannot be used: its key is {state[0]}, its certificate {state[1]}")
    return Credential(name, first, above)


class RemoteSigner(Signer):
    """Has every hash signed by the authority, with a permission bound to that hash (SCAL 2)."""

    def __init__(self, line: Line, known: Credential, note: str) -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple([known.certificate, *known.chain])
        super().__init__(signing_cert=known.certificate, cert_registry=store, embed_roots=False)
        self._line, self._name, self._note = line, known.name, note

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Sign `data`; a dry run only tells how long the signature may be."""
        if dry_run:
            return bytes(_LARGEST_SIGNATURE)
        digest = base64.b64encode(hashlib.new(digest_algorithm, data).digest()).decode()
        permission = {"credentialID": self._name, "numSignatures": 1, "hash": [digest]}
        activation = self._line.call("csc/v1/credentials/authorize", permission).get("SAD")
        order = {"credentialID": self._name, "SAD": activation, "hash": [digest], "hashAlgo": SHA256, "signAlgo": RSA_SHA256}
        answer = self._line.call("csc/v1/signatures/signHash", {**order, "clientData": self._note})
        try:
            return base64.b64decode(answer["signatures"][0], validate=True)
        except (KeyError, IndexError, TypeError, ValueError) as problem:
            raise Unreachable("The signature cannot be read") from problem
