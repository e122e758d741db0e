"""What an e-identity provider says of the one who signed in."""

from dataclasses import dataclass
from datetime import date

from motcua.lib.saying import Said


class ClaimsRefused(Said):
    """The provider's answer lacks what we must know; `str()` is the sentence for the person."""


@dataclass(frozen=True)
class Claims:
    """An e-identity account. `sub` is the provider's own key (techId); `level` is 1 or 2; numbers are only as told."""

    sub: str
    name: str
    personal_number: str
    birth_date: date | None
    sex: str
    phone: str
    email: str
    level: int
    kind: str = "person"
    org_name: str = ""
    tax_code: str = ""
