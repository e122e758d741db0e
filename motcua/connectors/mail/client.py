"""Letters over SMTP. Interface and doubts: README.md in this folder."""

import contextlib
import hashlib
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from motcua.ports import Delivered, Outgoing, Refused, Spoken, Unreachable


class Client:
    """Sends one letter per message. `timeout` is seconds per step; `starttls` demands an encrypted line."""

    def __init__(
        self,
        host: str,
        port: int,
        sender: str,
        user: str = "",
        password: str = "",
        starttls: bool = False,
        timeout: float = 10.0,
    ) -> None:
        self._host, self._port, self._timeout = host, port, timeout
        self._user, self._password, self._starttls = user, password, starttls
        self._sender_name, self._sender = parseaddr(sender)

    def deliver(self, message: Outgoing) -> Delivered:
        """Send the letter in `message.payload`: {to, subject, text, html?}.

        Raises Refused when the letter or its recipient will never be taken, Unreachable when the server may take it later.
        """
        letter = self.letter(message)
        try:
            self._send(letter)
        except smtplib.SMTPRecipientsRefused as refused:
            code, _ = next(iter(refused.recipients.values()))
            raise _failure(code, "the recipient") from refused
        except smtplib.SMTPDataError as refused:
            raise _failure(refused.smtp_code, "the letter") from refused
        except smtplib.SMTPNotSupportedError as unable:
            raise Refused("the mail server cannot take this address") from unable
        except (smtplib.SMTPException, OSError) as problem:
            raise Unreachable(f"the mail server did not take the letter: {type(problem).__name__}") from problem
        return Delivered(evidence=f"accepted {letter['Message-ID']}")

    def speaks(self) -> Spoken:
        """Return the server's name and the extensions it offers. Raises Unreachable."""
        try:
            with smtplib.SMTP(self._host, self._port, timeout=self._timeout) as line:
                code, said = line.ehlo()
                if self._starttls:
                    self._encrypt(line)
        except (smtplib.SMTPException, OSError) as problem:
            raise Unreachable(f"the mail server did not answer: {type(problem).__name__}") from problem
        offered = " ".join(sorted(name.upper() for name in line.esmtp_features)) or "SMTP"
        return Spoken(said.split()[0].decode("ascii", "replace") if said else str(code), f"ESMTP {offered}")

    def letter(self, message: Outgoing) -> EmailMessage:
        """Return the letter; the same message always makes the same Message-ID and Date. Raises Refused for a broken payload."""
        told = message.payload
        try:
            letter = EmailMessage(policy=SMTP)
            letter["From"] = Address(self._sender_name, addr_spec=self._sender)
            letter["To"] = Address(addr_spec=told["to"])
            letter["Subject"] = told["subject"]
            letter["Date"] = format_datetime(message.created_at)
            letter["Message-ID"] = self._message_id(message.idempotency_key)
            letter["Auto-Submitted"] = "auto-generated"
            letter.set_content(told["text"])
            if told.get("html"):
                letter.add_alternative(told["html"], subtype="html")
        except (KeyError, ValueError, TypeError, IndexError, AttributeError) as broken:
            raise Refused(f"the letter cannot be written: {type(broken).__name__}") from broken
        return letter

    def _message_id(self, key: str) -> str:
        domain = self._sender.rpartition("@")[2]
        return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"

    def _send(self, letter: EmailMessage) -> None:
        line = smtplib.SMTP(self._host, self._port, timeout=self._timeout)
        try:
            if self._starttls:
                self._encrypt(line)
            if self._user:
                line.login(self._user, self._password)
            line.send_message(letter)
        finally:
            # Whatever the server says to a good-bye, the letter was taken or was not.
            with contextlib.suppress(smtplib.SMTPException, OSError):
                line.quit()
            line.close()

    def _encrypt(self, line: smtplib.SMTP) -> None:
        try:
            line.starttls(context=ssl.create_default_context())
        except smtplib.SMTPNotSupportedError as plain:
            raise Unreachable("the mail server offers no encryption") from plain


def _failure(code: int, what: str) -> Exception:
    if 500 <= code <= 599:
        return Refused(f"the mail server refuses {what}: {code}")
    return Unreachable(f"the mail server does not take {what} now: {code}")
