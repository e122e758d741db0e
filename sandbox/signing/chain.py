"""Certificates: a root, the authority below it, and below that the time stamp and every signer. RSA 2048, SHA-256."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key = rsa.RSAPrivateKey
COUNTRY = "VN"
CENTRE = "Trung tâm Chứng thực chữ ký số (giả lập)"
LIST_LIFE = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Identity:
    """A certificate and its private key."""

    certificate: x509.Certificate
    key: Key

    def private_pem(self) -> bytes:
        """Return key and certificate as one PEM text."""
        plain = serialization.NoEncryption()
        key = self.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        return key + self.certificate.public_bytes(serialization.Encoding.PEM)


def load(pem: bytes) -> Identity:
    """Read what `private_pem` wrote."""
    key = serialization.load_pem_private_key(pem, password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return Identity(x509.load_pem_x509_certificate(pem), key)


class Chain:
    """The authority's own identities, made once in `folder` and read from there afterwards.

    `url` is where the authority is reached; certificates name their revocation lists below it.
    """

    def __init__(self, folder: Path, url: str) -> None:
        self._folder, self._url = folder, url
        self.root = self._kept("root") or self._keep("root", self._issue_root())
        self.authority = self._kept("authority") or self._keep("authority", self._issue_authority())
        self.clock = self._kept("clock") or self._keep("clock", self._issue_clock())

    def issue(self, name: str, organisation: str, credential: str) -> Identity:
        """Make a key for a signer and certify it for two years; `credential` becomes the subject's user id."""
        key = _new_key()
        builder = _builder(_name(name, organisation, credential), self.authority.certificate.subject, key, 730 * _DAY)
        builder = builder.add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
        return Identity(self._finish(builder, key, "authority", leaf=True), key)

    def revocations(self, issuer: str, revoked: list[tuple[int, datetime]]) -> bytes:
        """Return the list of `issuer` ('root' or 'authority') as of now, DER; `revoked` are serial numbers and moments."""
        signer, now = getattr(self, issuer), datetime.now(UTC)
        builder = x509.CertificateRevocationListBuilder(signer.certificate.subject, now - timedelta(minutes=1), now + LIST_LIFE)
        builder = builder.add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
        builder = builder.add_extension(_issuer_key(signer), critical=False)
        for serial, moment in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(moment).build()
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(signer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def _issue_root(self) -> Identity:
        key, name = _new_key(), _name("Gốc chứng thực Một Cửa (giả lập)", CENTRE)
        builder = _ca(_builder(name, name, key, 7300 * _DAY), path_length=1)
        identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
        certificate = builder.add_extension(identifier, critical=False).sign(key, hashes.SHA256())
        return Identity(certificate, key)

    def _issue_authority(self) -> Identity:
        key = _new_key()
        builder = _builder(_name("Chứng thực chữ ký số công vụ (giả lập)", CENTRE), self.root.certificate.subject, key, 3650 * _DAY)
        return Identity(self._finish(_ca(builder, path_length=0), key, "root"), key)

    def _issue_clock(self) -> Identity:
        key = _new_key()
        builder = _builder(_name("Dấu thời gian (giả lập)", CENTRE), self.authority.certificate.subject, key, 3650 * _DAY)
        builder = builder.add_extension(_usage(digital_signature=True), critical=True)
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        return Identity(self._finish(builder, key, "authority", leaf=True), key)

    def _finish(self, builder: x509.CertificateBuilder, key: Key, by: str, *, leaf: bool = False) -> x509.Certificate:
        issuer: Identity = getattr(self, by)
        where = x509.DistributionPoint([x509.UniformResourceIdentifier(f"{self._url}/crl/{by}.crl")], None, None, None)
        subject = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
        builder = builder.add_extension(x509.CRLDistributionPoints([where]), critical=False)
        builder = builder.add_extension(subject, critical=False).add_extension(_issuer_key(issuer), critical=False)
        if leaf:
            builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        return builder.sign(issuer.key, hashes.SHA256())

    def _kept(self, name: str) -> Identity | None:
        path = self._folder / f"{name}.pem"
        return load(path.read_bytes()) if path.exists() else None

    def _keep(self, name: str, identity: Identity) -> Identity:
        path = self._folder / f"{name}.pem"
        path.touch(mode=0o600)
        path.write_bytes(identity.private_pem())
        return identity


def pem(certificate: x509.Certificate) -> bytes:
    """Return a certificate as PEM."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def der(certificate: x509.Certificate) -> bytes:
    """Return a certificate as DER."""
    return certificate.public_bytes(serialization.Encoding.DER)


def _new_key() -> Key:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _name(common: str, organisation: str, user: str = "") -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, COUNTRY), (NameOID.ORGANIZATION_NAME, organisation[:64]), (NameOID.COMMON_NAME, common[:64])]
    parts += [(NameOID.USER_ID, user)] if user else []
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts])


def _builder(subject: x509.Name, issuer: x509.Name, key: Key, life: timedelta) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    return builder.serial_number(x509.random_serial_number()).not_valid_before(now - _DAY).not_valid_after(now + life)


def _ca(builder: x509.CertificateBuilder, path_length: int) -> x509.CertificateBuilder:
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
    return builder.add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)


def _issuer_key(issuer: Identity) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())


def _usage(**allowed: bool) -> x509.KeyUsage:
    names = ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"]
    names += ["key_cert_sign", "crl_sign", "encipher_only", "decipher_only"]
    return x509.KeyUsage(**{name: allowed.get(name, False) for name in names})
