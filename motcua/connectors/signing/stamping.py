"""Time stamps over digests of ours: `motcua.ports.TimeStamps`. The same authority and roots as signatures may be used."""

from datetime import datetime
from pathlib import Path

from asn1crypto import cms, core, tsp, x509
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

from motcua.connectors.signing import fake, trust
from motcua.connectors.signing.clock import Clock
from motcua.connectors.signing.line import Line
from motcua.connectors.signing.loop import in_own_loop
from motcua.ports import Refused, Spoken, Unreachable


class Client:
    """A time stamp authority at `url`. `trust_roots` is a PEM file, fetched from `root_url` (demo only) when it is missing.

    `timeout` is seconds for a request.
    """

    def __init__(self, url: str, trust_roots: str | Path, root_url: str = "", timeout: float = 3.0) -> None:
        self._line, self._path, self._root_url = Line(root_url.rpartition("/")[0], "", "", timeout), Path(trust_roots), root_url
        self._clock = Clock(self._line, url)

    def stamp(self, digest: bytes) -> bytes:
        """Return the token (DER) over a SHA-256 digest. Raises Refused, Unreachable."""
        return stamp(self._clock, digest)

    def stamped_at(self, token: bytes, digest: bytes) -> datetime:
        """Return the moment (UTC) that `token` vouches for `digest`. Raises Refused."""
        if self._root_url and not self._path.exists():
            trust.fetch(self._line, self._path)
        return stamped_at(token, digest, trust.parsed(trust.load(self._path)))

    def speaks(self) -> Spoken:
        """Have a digest of nothing stamped; return who stamped and by which version and policy. Raises Unreachable, Refused."""
        signed = cms.ContentInfo.load(self.stamp(bytes(32)), strict=True)["content"]
        said = _statement(signed)
        name = next((str(each.chosen.subject.native.get("common_name", "")) for each in signed["certificates"]), "")
        return Spoken(name, f"RFC 3161 {said['version'].native}, {said['policy'].native}")

    def close(self) -> None:
        """Give up the connections."""
        self._line.close()


class Fake:
    """An authority in memory, for tests."""

    def __init__(self) -> None:
        self._root, clock = fake.clock_pair()
        self._clock = DummyTimeStamper(*clock)

    def speaks(self) -> Spoken:
        """Return that it is not the real one."""
        return Spoken("fake", "in memory")

    def stamp(self, digest: bytes) -> bytes:
        """Return the token (DER) over a SHA-256 digest."""
        return stamp(self._clock, digest)

    def stamped_at(self, token: bytes, digest: bytes) -> datetime:
        """Return the moment (UTC) that `token` vouches for `digest`. Raises Refused."""
        return stamped_at(token, digest, [self._root])


def stamp(clock: TimeStamper, digest: bytes) -> bytes:
    """Have `clock` stamp a SHA-256 digest and return the token (DER). Raises Unreachable."""
    try:
        return bytes(in_own_loop(clock.async_timestamp(digest, "sha256")).dump())
    except TimestampRequestError as problem:
        raise Unreachable("The time stamp authority did not stamp") from problem


def stamped_at(token: bytes, digest: bytes, roots: list[x509.Certificate]) -> datetime:
    """Return the moment of a token that is whole, over `digest`, and of an authority below `roots`. Raises Refused.

    The certificate is looked at as of the stamp's own moment: a stamp outlives the certificate that made it.
    """
    try:
        signed = cms.ContentInfo.load(token, strict=True)["content"]
        said = _statement(signed)
        moment: datetime = said["gen_time"].native
        context = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail", moment=moment)
        found = in_own_loop(validate_tst_signed_data(signed, context, lambda _: digest))
    except (ValueError, TypeError, KeyError, SignatureValidationError) as problem:
        raise Refused("The time stamp cannot be read") from problem
    if said["message_imprint"]["hash_algorithm"]["algorithm"].native != "sha256" or not (found["intact"] and found["valid"]):
        raise Refused("The time stamp is over something else, or was altered")
    if found["trust_problem_indic"] is not None:
        raise Refused("The time stamp is not of a trusted authority")
    return moment


def _statement(signed: cms.SignedData) -> tsp.TSTInfo:
    content = signed["encap_content_info"]["content"]
    if not isinstance(content, core.ParsableOctetString) or not isinstance(content.parsed, tsp.TSTInfo):
        raise TypeError("no statement of time")
    return content.parsed
