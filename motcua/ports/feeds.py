"""What a partner holds for us and must be asked for: there are no calls from its side."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from motcua.lib.saying import Sentence


@dataclass(frozen=True)
class Incoming:
    """One message in a partner's feed.

    `reference` is unique there and changes with what the message says; `subject` is the partner's number of the dossier; `at` the
    partner's own time of it (aware). `cause` says why it cannot be used, when the connector sees that already: it is kept anyhow.
    """

    kind: str
    reference: str
    subject: str
    payload: Any
    at: datetime
    cause: Sentence | None = None


@dataclass(frozen=True)
class Pulled:
    """One page of a feed, oldest first; `after` is what to ask the next page with, '' when there is none."""

    items: tuple[Incoming, ...]
    after: str = ""


class Feed(Protocol):
    """A partner that is pulled from (named in settings.PULLS)."""

    def pull(self, feed: str, since: datetime, after: str) -> Pulled:
        """Return what changed at the partner from `since` on, the page after `after`. Raises Unreachable, Refused."""
        ...
