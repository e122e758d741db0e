"""Time stamps by RFC 3161 over HTTP."""

from asn1crypto import tsp, x509
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from motcua.connectors.signing.line import Line
from motcua.connectors.signing.loop import in_own_loop
from motcua.ports import Unreachable

QUERY = "application/timestamp-query"


class Clock(TimeStamper):
    """Asks the time stamp authority at `url`; the first answer of a process also tells its certificates."""

    def __init__(self, line: Line, url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._line, self._url = line, url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Send one request. Raises Unreachable when the answer cannot be read."""
        answer = self._line.ask(self._url, req.dump(), QUERY)
        try:
            response = tsp.TimeStampResp.load(answer, strict=True)
            response["status"]["status"].native  # noqa: B018 - reading it is the check
        except ValueError as problem:
            raise Unreachable("The time stamp cannot be read") from problem
        return response

    def certificates(self) -> list[x509.Certificate]:
        """Return the authority's certificates, asking once. Raises Unreachable."""
        try:
            in_own_loop(self.async_dummy_response("sha256"))
        except TimestampRequestError as problem:
            raise Unreachable("The time stamp authority did not stamp") from problem
        return list(self.cert_registry)
