"""The SMTP side of the catcher. An address at refused.test does not exist; faults are set as for the other systems."""

import asyncio

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from sandbox.config import HOST, Config
from sandbox.faults import Faults
from sandbox.mail.box import Box


class Catcher:
    """Handler of aiosmtpd: its method names are the library's."""

    def __init__(self, box: Box, faults: Faults) -> None:
        self._box, self._faults = box, faults

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]) -> str:  # noqa: N802
        """Accept any recipient but those at refused.test."""
        if address.lower().endswith("@refused.test"):
            return "550 5.1.1 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the letter, unless a fault is set."""
        mode = self._faults.draw("mail")
        if mode in ("slow", "timeout"):
            await asyncio.sleep(self._faults.slow_seconds if mode == "slow" else self._faults.hang_seconds)
        if mode in ("error", "timeout"):
            return "451 4.3.0 Try again later"
        if mode == "garbage":
            return "??? {{{"
        content = envelope.content or b""
        for _ in range(2 if mode == "duplicate" else 1):  # letters have no order among themselves: reorder changes nothing here
            self._box.keep(envelope.mail_from or "", list(envelope.rcpt_tos), content.encode() if isinstance(content, str) else content)
        return "250 2.0.0 Caught"


def controller(config: Config, box: Box, faults: Faults) -> Controller:
    """Return the SMTP server, not yet started; it runs in a thread of its own."""
    return Controller(Catcher(box, faults), hostname=HOST, port=config.smtp_port, enable_SMTPUTF8=True, ident="sandbox")
