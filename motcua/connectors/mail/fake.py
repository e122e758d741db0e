"""A mail channel in memory: keeps the letters by Message-ID."""

from email.message import EmailMessage

from motcua.connectors.mail.client import Client as Smtp
from motcua.ports import Delivered, Outgoing, Refused, Spoken, Unreachable


class Client:
    """Keeps each letter once, however often it is delivered. Set `down` to see how callers bear it; refused.test has no users."""

    def __init__(self, sender: str = "Một Cửa <khong-tra-loi@motcua.example>") -> None:
        self._writer = Smtp("", 0, sender)
        self.letters: dict[str, EmailMessage] = {}
        self.repeats = 0
        self.down = False

    def speaks(self) -> Spoken:
        """Return that it is not the real one. Raises as a question does."""
        if self.down:
            raise Unreachable("the mail server is down")
        return Spoken("fake", "in memory")

    def deliver(self, message: Outgoing) -> Delivered:
        """Keep the letter. Raises Refused and Unreachable as the SMTP client does."""
        if self.down:
            raise Unreachable("the mail server is down")
        letter = self._writer.letter(message)
        if str(letter["To"]).endswith("@refused.test"):
            raise Refused("the mail server refuses the recipient: 550")
        key = str(letter["Message-ID"])
        self.repeats += key in self.letters
        self.letters[key] = letter
        return Delivered(evidence=f"accepted {key}")
