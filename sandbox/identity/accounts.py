"""The accounts of the e-identity: who may sign in, and what is told about them."""

from dataclasses import dataclass
from functools import cache

from sandbox import people
from sandbox.people import Organisation, Person

PASSWORD = "Demo-2026"


@dataclass(frozen=True)
class Account:
    """One account: its owner is a person or an organisation."""

    username: str
    owner: Person | Organisation

    @property
    def level(self) -> int:
        """Return the assurance level: 2 asks for a one-time code."""
        return self.owner.level

    @property
    def kind(self) -> str:
        """Return 'person' or 'organisation'."""
        return "organisation" if isinstance(self.owner, Organisation) else "person"


@cache
def demo() -> tuple[Account, ...]:
    """Return the accounts shown on the sign-in page."""
    persons = [Account(one.username, one) for one in people.known() if one.username]
    return (*persons, *(Account(firm.username, firm) for firm in people.organisations()))


def find(username: str, size: int = people.SIZE) -> Account | None:
    """Return the account of a demo user name, or of the personal number of one of `size` synthetic people."""
    for account in demo():
        if account.username == username:
            return account
    person = people.find(username, size)
    return Account(username, person) if person and person.username == username else None


def claims(account: Account) -> dict[str, str]:
    """Return what the provider tells about the owner: all values are text, dates YYYY-MM-DD."""
    owner = account.owner
    human = owner.representative if isinstance(owner, Organisation) else owner
    told = {
        "sub": owner.tech_id,
        "techId": owner.tech_id,
        "account_kind": account.kind,
        "loa": str(account.level),
        "acr": f"LoA{account.level}",
        "name": human.name,
        "personal_number": human.number,
        "birth_date": human.birth_date.isoformat(),
        "sex": human.sex,
        "phone": owner.phone,
        "email": owner.email,
    }
    if isinstance(owner, Organisation):
        told |= {"org_name": owner.name, "tax_code": owner.tax_code}
        told |= {"representative_name": human.name, "representative_number": human.number}
    return told
