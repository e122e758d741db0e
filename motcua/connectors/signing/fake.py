"""Signs with keys made here and thrown away: the same signatures without any authority, for tests."""

from datetime import UTC, datetime, timedelta

from asn1crypto import crl, keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.signers.pdf_cms import SimpleSigner
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.connectors.signing import pades
from motcua.ports import Refused, SignatureRequest, Spoken

_YEAR = timedelta(days=365)
_Pair = tuple[x509.Certificate, rsa.RSAPrivateKey]


class Client:
    """An authority in memory: one root that certifies signers and the clock directly."""

    def __init__(self) -> None:
        self._root = _certificate("Fake root", "Fake", None)
        self._clock = _certificate("Fake clock", "Fake", self._root, clock=True)
        self._signers: dict[str, _Pair] = {}
        self._names: dict[str, tuple[str, str]] = {}

    def enrol(self, credential: str, name: str, organisation: str) -> None:
        """Make a key for `credential`; the same again changes nothing."""
        if self._names.get(credential) != (name, organisation):
            self._signers[credential] = _certificate(name, organisation, self._root)
            self._names[credential] = (name, organisation)

    def speaks(self) -> Spoken:
        """Return that it is not the real one. Raises as a question does."""
        return Spoken("fake", "in memory")

    def roots(self) -> list[bytes]:
        """Return the root certificate, DER."""
        return [_der(self._root)]

    def sign(self, pdf: bytes, request: SignatureRequest) -> bytes:
        """Return `pdf` with one more PAdES B-LT signature. Raises Refused for an unknown credential or an unusable file."""
        if request.credential not in self._signers:
            raise Refused("There is no such credential")
        root, signer = asn1.Certificate.load(_der(self._root)), self._signers[request.credential]
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register(root)
        made = SimpleSigner(asn1.Certificate.load(_der(signer)), _key(signer), store, embed_roots=False)
        clock = DummyTimeStamper(asn1.Certificate.load(_der(self._clock)), _key(self._clock))
        proof = pades.Trust([root], [], [crl.CertificateList.load(self._nothing_revoked())])
        return pades.sign(pdf, request, signer=made, clock=clock, trust=proof)

    def _nothing_revoked(self) -> bytes:
        root, key = self._root
        now = datetime.now(UTC)
        builder = x509.CertificateRevocationListBuilder(root.subject, now - timedelta(minutes=1), now + timedelta(days=7))
        return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def clock_pair() -> tuple[asn1.Certificate, tuple[asn1.Certificate, keys.PrivateKeyInfo]]:
    """Return a root, and the certificate and key of a clock below it."""
    root = _certificate("Fake root", "Fake", None)
    clock = _certificate("Fake clock", "Fake", root, clock=True)
    return asn1.Certificate.load(_der(root)), (asn1.Certificate.load(_der(clock)), _key(clock))


def _certificate(name: str, organisation: str, issuer: _Pair | None, *, clock: bool = False) -> _Pair:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    parts = [(NameOID.ORGANIZATION_NAME, organisation[:64]), (NameOID.COMMON_NAME, name[:64])]
    subject = x509.Name([x509.NameAttribute(kind, value) for kind, value in parts])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer[0].subject if issuer else subject)
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + _YEAR)
    builder = builder.add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
    builder = builder.add_extension(_usage(ca=issuer is None), critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key((issuer[1] if issuer else key).public_key())
    builder = builder.add_extension(above, critical=False)
    if clock:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return builder.sign(issuer[1] if issuer else key, hashes.SHA256()), key


def _usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(not ca, not ca, False, False, False, ca, ca, False, False)


def _der(pair: _Pair) -> bytes:
    return pair[0].public_bytes(serialization.Encoding.DER)


def _key(pair: _Pair) -> keys.PrivateKeyInfo:
    plain = pair[1].private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return keys.PrivateKeyInfo.load(plain)
