"""Signs through a remote authority: `motcua.ports.Signing`."""

from pathlib import Path
from threading import Lock
from urllib.parse import quote

from asn1crypto import crl

from motcua.connectors.signing import csc, pades, trust
from motcua.connectors.signing.clock import Clock
from motcua.connectors.signing.line import Line
from motcua.ports import SignatureRequest, Spoken, Unreachable


class Client:
    """A Cloud Signature Consortium service with a time stamp authority and revocation lists.

    `trust_roots` is a PEM file; with `fetch_root` (demo only) the sandbox's root is fetched into it once per process.
    `clock_url` is the time stamp authority, `url`/tsa when empty. `timeout` is seconds for each of about ten requests.
    """

    def __init__(
        self,
        url: str,
        secret: str,
        trust_roots: str | Path,
        client_id: str = "motcua",
        clock_url: str = "",
        fetch_root: bool = False,
        timeout: float = 3.0,
    ) -> None:
        self._line = Line(url, client_id, secret, timeout)
        self._clock = Clock(self._line, clock_url or f"{url.rstrip('/')}/tsa")
        self._path, self._must_fetch, self._lock = Path(trust_roots), fetch_root, Lock()

    def sign(self, pdf: bytes, request: SignatureRequest) -> bytes:
        """Return `pdf` with one more PAdES B-LT signature.

        Raises Refused for an unknown or revoked credential, an untrusted certificate or a file that cannot be signed;
        Unreachable when authority, time stamp or revocation list do not answer.
        """
        roots = trust.parsed(self.roots())
        known = csc.credential(self._line, request.credential)
        certificates = [known.certificate, *known.chain, *self._clock.certificates()]
        proof = pades.Trust(roots, certificates, [self._revocations(url) for url in pades.list_addresses(certificates)])
        signer = csc.RemoteSigner(self._line, known, request.reason)
        return pades.sign(pdf, request, signer=signer, clock=self._clock, trust=proof)

    def roots(self) -> list[bytes]:
        """Return the trusted root certificates, DER. Raises Refused when they are missing, Unreachable in the demo."""
        with self._lock:
            if self._must_fetch:
                trust.fetch(self._line, self._path)
                self._must_fetch = False
        return trust.load(self._path)

    def enrol(self, credential: str, name: str, organisation: str) -> None:
        """Have the sandbox make a key for an officer or agency; the same again changes nothing.

        Only the sandbox can do this; a real authority enrols people itself and refuses.
        """
        self._line.call(f"credentials/{quote(credential, safe=':')}", {"name": name, "organisation": organisation}, "PUT")

    def speaks(self) -> Spoken:
        """Return the authority's name and the version of its interface. Raises Unreachable, Refused."""
        told = self._line.call("csc/v1/info", {})
        return Spoken(str(told.get("name", "")), f"CSC {told.get('specs', '?')}")

    def close(self) -> None:
        """Give up the connections; the client cannot be used afterwards."""
        self._line.close()

    def _revocations(self, url: str) -> crl.CertificateList:
        try:
            return crl.CertificateList.load(self._line.fetch(url), strict=True)
        except ValueError as problem:
            raise Unreachable("A revocation list cannot be read") from problem
