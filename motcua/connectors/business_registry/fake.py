"""The registry in memory: for tests and for a room without a network."""

from collections.abc import Iterable

from motcua.ports import Firm, Purpose, Refused, Spoken, Unreachable


class Client:
    """Knows `firms`. Set `down` or `denies` to see how callers bear it; `purposes` keeps why it was asked."""

    def __init__(self, firms: Iterable[Firm] = ()) -> None:
        self._firms = {firm.tax_code: firm for firm in firms}
        self.purposes: list[Purpose] = []
        self.down = self.denies = False

    def speaks(self) -> Spoken:
        """Return that it is not the real one. Raises as a question does."""
        if self.down:
            raise Unreachable("the registry is down")
        if self.denies:
            raise Refused("the registry denies us")
        return Spoken("fake", "in memory")

    def look_up(self, *, tax_code: str, purpose: Purpose) -> Firm | None:
        """Return the firm, or None. Raises Unreachable or Refused when set so."""
        if self.down:
            raise Unreachable("the registry is down")
        if self.denies:
            raise Refused("the registry denies us")
        self.purposes.append(purpose)
        return self._firms.get(tax_code.partition("-")[0])
