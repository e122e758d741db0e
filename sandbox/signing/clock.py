"""Time stamps by RFC 3161: a signed statement that a hash existed at a moment."""

import secrets
from datetime import UTC, datetime
from typing import Any

from asn1crypto import algos, cms, core, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

from sandbox.signing.chain import Chain, der

POLICY = "1.3.6.1.4.1.99999.1.1"  # a number of nobody: this clock is played
ACCEPTED = {"sha256": 32, "sha384": 48, "sha512": 64}


class _Rejection(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """A TimeStampResp without a token, which asn1crypto's own class cannot be."""

    _fields = [("status", tsp.PKIStatusInfo)]


def answer(asked: bytes, chain: Chain) -> bytes:
    """Return the response to a TimeStampReq, both DER; a request that cannot be read or a weak hash is rejected in the response."""
    try:
        request = tsp.TimeStampReq.load(asked, strict=True)
        imprint = request["message_imprint"]
        method = imprint["hash_algorithm"]["algorithm"].native
        sound = ACCEPTED.get(method) == len(imprint["hashed_message"].native)
    except ValueError:
        return _rejection("bad_data_format")
    if not sound:
        return _rejection("bad_alg")
    token = _token(_statement(request, chain), chain)
    return bytes(tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump())


def _rejection(why: str) -> bytes:
    return bytes(_Rejection({"status": {"status": "rejection", "fail_info": {why}}}).dump())


def _statement(request: Any, chain: Chain) -> Any:
    content = {
        "version": "v1",
        "policy": POLICY,
        "message_imprint": request["message_imprint"],
        "serial_number": secrets.randbits(63),
        "gen_time": core.GeneralizedTime(datetime.now(UTC).replace(microsecond=0)),
        "tsa": x509.GeneralName("directory_name", _certificate(chain).subject),
    }
    if request["nonce"].native is not None:
        content["nonce"] = request["nonce"]
    return tsp.TSTInfo(content)


def _token(statement: Any, chain: Chain) -> Any:
    """Wrap the statement in signed data; the certificates of clock and authority go with it."""
    own, body = _certificate(chain), statement.dump()
    attributes = cms.CMSAttributes(
        [
            _attribute("content_type", "tst_info"),
            _attribute("message_digest", _sha256(body)),
            _attribute("signing_certificate_v2", tsp.SigningCertificateV2({"certs": [{"cert_hash": _sha256(own.dump())}]})),
        ]
    )
    signature = chain.clock.key.sign(attributes.dump(), PKCS1v15(), hashes.SHA256())
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier("issuer_and_serial_number", {"issuer": own.issuer, "serial_number": own.serial_number}),
        "digest_algorithm": {"algorithm": "sha256"},
        "signed_attrs": attributes,
        "signature_algorithm": {"algorithm": "sha256_rsa"},
        "signature": signature,
    }
    signed = {
        "version": "v3",
        "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
        "encap_content_info": {"content_type": "tst_info", "content": core.ParsableOctetString(body)},
        "certificates": [own, x509.Certificate.load(der(chain.authority.certificate))],
        "signer_infos": [signer],
    }
    return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)})


def _attribute(kind: str, value: Any) -> Any:
    return cms.CMSAttribute({"type": kind, "values": (value,)})


def _certificate(chain: Chain) -> Any:
    return x509.Certificate.load(der(chain.clock.certificate))


def _sha256(data: bytes) -> bytes:
    digest = hashes.Hash(hashes.SHA256())
    digest.update(data)
    return digest.finalize()
