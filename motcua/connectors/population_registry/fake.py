"""The registry in memory: for tests and for a room without a network."""

import unicodedata
from collections.abc import Iterable
from datetime import date

from motcua.ports import Person, Purpose, Refused, Spoken, Unreachable


class Client:
    """Knows `people`. Set `down` or `denies` to see how callers bear it; `purposes` keeps why it was asked."""

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self._people = {person.number: person for person in people}
        self.purposes: list[Purpose] = []
        self.down = False
        self.denies = False

    def speaks(self) -> Spoken:
        """Return that it is not the real one. Raises as a question does."""
        if self.down:
            raise Unreachable("the registry is down")
        if self.denies:
            raise Refused("the registry denies us")
        return Spoken("fake", "in memory")

    def look_up(self, *, number: str, name: str, birth_date: date, purpose: Purpose) -> Person | None:
        """Return the person when number, name and birth date all match, else None. Raises Unreachable or Refused when set so."""
        if self.down:
            raise Unreachable("the registry is down")
        if self.denies:
            raise Refused("the registry denies us")
        self.purposes.append(purpose)
        person = self._people.get(number)
        same = person is not None and _key(person.name) == _key(name) and person.birth_date == birth_date
        return person if same else None


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).upper().split())
