"""The state of dossiers, told to the national portal. Interface and doubts: README.md in this folder."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from motcua.connectors.national_portal import news, wire
from motcua.connectors.national_portal.known import Known
from motcua.connectors.national_portal.newer import Newer
from motcua.connectors.national_portal.session import Session
from motcua.lib.crypto import canonical
from motcua.outbox.inbox import CannotHandle
from motcua.people.fields import index_of
from motcua.ports import Delivered, Incoming, Outgoing, Pulled, Refused, Spoken, Unreachable

PROGRESS = "dossier.progress"
FEED, PAGE = "filings", 100
MOST_TOGETHER = 10  # more steps in a call are refused whole


class Client:
    """Delivers messages of kind `dossier.*`. `url` is the adapter's address, `madonvi` our agency there, `timeout` seconds a call."""

    def __init__(
        self,
        url: str,
        user: str,
        password: str,
        dstcode: str,
        madonvi: str,
        timeout: float = 10.0,
        expired: tuple[str, ...] = ("401",),
        client_id: str = "",
        client_secret: str = "",
        public_url: str = "",
    ) -> None:
        self._session = Session(url=url, user=user, password=password, dstcode=dstcode, agency=madonvi, timeout=timeout, expired=expired)
        self._newer = Newer(url=url, client_id=client_id, secret=client_secret, timeout=timeout)
        self._public = public_url or f"{url.rstrip('/')}/nop"
        self._known = Known()

    def deliver(self, message: Outgoing) -> Delivered:
        """Tell the portal the dossier and the step that led there, or the step alone; a repeat changes nothing there.

        Raises Refused with the portal's reason, or for a kind that is not of dossiers; Unreachable when it may pass later.
        """
        if not message.kind.startswith("dossier."):
            raise Refused(f"the portal takes no {message.kind}")
        if message.kind == PROGRESS:
            self._session.call("CapNhatTienDoHoSoMC", [_step(message)])
            return Delivered(evidence="CapNhatTienDoHoSoMC accepted")
        dossier = wire.dossier(message.payload)
        updating = self._knows(dossier["MaHoSo"])
        self._session.call("DongBoHoSoMC", [dossier], updating)
        self._known.add(dossier["MaHoSo"])
        self._session.call("CapNhatTienDoHoSoMC", [_step(message)])
        return Delivered(evidence=f"DongBoHoSoMC isUpdating={updating} accepted")

    def _knows(self, code: str) -> bool:
        """Whether the portal has the dossier: it was told before by this process, or says so. A failed question is never "no"."""
        return self._known.holds(code) or self.status_of(code) is not None

    def pull(self, feed: str, since: datetime, after: str) -> Pulled:
        """Return what citizens did on the portal from `since` on, a page at a time. Raises Unreachable, Refused."""
        if feed != FEED:
            raise Refused(f"the portal has no feed {feed}")
        rows = self._newer.events(since.astimezone(wire.HANOI).strftime("%Y%m%d%H%M%S"), after, PAGE)
        last = str(max((int(row["IdSuKien"]) for row in rows if str(row.get("IdSuKien", "")).isdigit()), default=""))
        return Pulled(tuple(_news(row, since) for row in rows), last if len(rows) >= PAGE else "")

    def filing(self, code: str) -> dict[str, Any] | None:
        """Return a dossier filed on the portal as it stands there, None when it has none. Raises Unreachable."""
        return self._newer.filing(code)

    def file(self, key: str) -> bytes:
        """Return the bytes of a file of such a dossier. Raises Refused, Unreachable."""
        return self._newer.file(key)

    def address_of(self, code: str) -> str:
        """Return where a citizen sees a filing on the portal."""
        return f"{self._public}/ho-so/{code}"

    def speaks(self) -> Spoken:
        """Return which of the portal's two interfaces let us in; each is tried. Raises Unreachable when the one we deliver by does not."""
        self._session.enter()
        try:
            self._newer.enter()
        except (Refused, Unreachable) as problem:
            return Spoken(self._session.host, f"mapi (DongBoHoSoMC); token: {problem}")
        return Spoken(self._session.host, "mapi (DongBoHoSoMC) + token (SuKien)")

    def close(self) -> None:
        """Close the connections."""
        self._session.close()
        self._newer.close()

    def together(self, messages: Sequence[Outgoing]) -> int:
        """Return how many of the first messages are steps that go in one call: at most ten, in order."""
        steps = next((n for n, message in enumerate(messages) if message.kind != PROGRESS), len(messages))
        return max(1, min(steps, MOST_TOGETHER))

    def deliver_together(self, messages: Sequence[Outgoing]) -> Delivered:
        """Tell several steps in order in one call. Raises as `deliver`."""
        self._session.call("CapNhatTienDoHoSoMC", [_step(each) for each in messages])
        return Delivered(evidence=f"CapNhatTienDoHoSoMC {len(messages)} accepted together")

    def statuses_of(self, codes: Sequence[str]) -> dict[str, int | None]:
        """Return the status of each dossier at the portal, None where it has none; ten to a call. Raises Unreachable."""
        found: dict[str, int | None] = dict.fromkeys(codes)
        for begin in range(0, len(codes), MOST_TOGETHER):
            rows = self._look_up(*codes[begin : begin + MOST_TOGETHER])
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                raise Unreachable("the portal's look-up gave no list")
            for row in rows:
                code, status = str(row.get("MaHoSo", "")), str(row.get("TrangThaiHoSo", ""))
                if code not in found or not status.isdigit():
                    raise Unreachable("the portal's look-up gave no status, or of a dossier not asked for")
                found[code] = int(status)
        return found

    def status_of(self, code: str) -> int | None:
        """Return the status (1 to 10) of the dossier at the portal, None when the portal says it has none.

        A look-up that fails is Unreachable, never "none".
        """
        found = self._look_up(code)
        if not isinstance(found, list):
            raise Unreachable("the portal's look-up gave no list")
        if not found:
            return None
        status = str(found[0].get("TrangThaiHoSo", "")) if isinstance(found[0], dict) else ""
        if not status.isdigit():
            raise Unreachable("the portal's look-up gave no status")
        return int(status)

    def _look_up(self, *codes: str) -> Any:
        try:
            return self._session.call("TraCuuHoSo", [{"MaHoSo": code} for code in codes])
        except Refused as refused:
            raise Unreachable(f"the portal's look-up failed: {refused}") from refused


def _step(message: Outgoing) -> dict[str, Any]:
    return wire.step({"at": message.created_at.isoformat(), **message.payload})


def _news(row: Mapping[str, Any], since: datetime) -> Incoming:
    """One row of the feed; what cannot be read is kept as it came, with the cause."""
    try:
        return news.incoming(row)
    except CannotHandle as wrong:
        words = {name: str(value) for name, value in row.items()}
        return Incoming(news.UNKNOWN, f"row:{index_of(canonical(words).decode())}", "", words, since, wrong.sentence)
