"""The national business registry, as far as we ask it: one firm's facts by tax code."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from motcua.ports.population import Purpose


@dataclass(frozen=True)
class Firm:
    """A firm as registered. `active` when it may trade now; `trades` are (code, name), the main one first; `capital` in VND."""

    tax_code: str
    name: str
    kind: str
    active: bool
    registered_on: date
    address: str
    representative: str
    representative_number: str
    trades: tuple[tuple[str, str], ...]
    capital: int


class BusinessRegistry(Protocol):
    """The registry's service for one firm (domain/integrations.md, section 6, X-Road REST)."""

    def look_up(self, *, tax_code: str, purpose: Purpose) -> Firm | None:
        """Return the firm of this tax code, None when there is none.

        Raises Unreachable after 800 ms without an answer, Refused when the registry denies us.
        """
        ...
