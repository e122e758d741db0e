"""The state of dossiers, told to the national portal. Interface and doubts: README.md in this folder."""

from collections.abc import Sequence
from typing import Any

from motcua.connectors.national_portal import wire
from motcua.connectors.national_portal.session import Session
from motcua.ports import Delivered, Outgoing, Refused, Unreachable

PROGRESS = "dossier.progress"
MOST_TOGETHER = 10


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
    ) -> None:
        self._session = Session(url=url, user=user, password=password, dstcode=dstcode, agency=madonvi, timeout=timeout, expired=expired)
        self.close = self._session.close

    def deliver(self, message: Outgoing) -> Delivered:
        """Tell the portal the state, or the step, of one dossier; a repeat changes nothing there.

        Raises Refused with the portal's reason, or for a kind that is not of dossiers; Unreachable when it may pass later.
        """
        if not message.kind.startswith("dossier."):
            raise Refused(f"the portal takes no {message.kind}")
        if message.kind == PROGRESS:
            told = wire.step({"at": message.created_at.isoformat(), **message.payload})
            return self._tell("CapNhatTienDoHoSoMC", told, updating=False)
        dossier = wire.dossier(message.payload)
        return self._tell("DongBoHoSoMC", dossier, updating=self.status_of(dossier["MaHoSo"]) is not None)

    def together(self, messages: Sequence[Outgoing]) -> int:
        """Return how many of the first messages are steps that go in one call: at most ten, in order."""
        steps = next((n for n, message in enumerate(messages) if message.kind != PROGRESS), len(messages))
        return max(1, min(steps, MOST_TOGETHER))

    def deliver_together(self, messages: Sequence[Outgoing]) -> Delivered:
        """Tell several steps in order in one call. Raises as `deliver`."""
        told = [wire.step({"at": message.created_at.isoformat(), **message.payload}) for message in messages]
        self._session.call("CapNhatTienDoHoSoMC", told)
        return Delivered(evidence=f"CapNhatTienDoHoSoMC {len(told)} accepted together")

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

    def _tell(self, service: str, told: dict[str, Any], updating: bool) -> Delivered:
        self._session.call(service, [told], updating)
        return Delivered(evidence=f"{service} isUpdating={updating} accepted")
