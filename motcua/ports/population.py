"""The national population database, as far as we may ask it: one person, by number, name and birth date together."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True)
class Purpose:
    """Why a person is looked up: the dossier or draft, the procedure and who asks (officer id, or the person)."""

    subject: str
    procedure: str
    asked_by: str


@dataclass(frozen=True)
class Person:
    """A person as the registry answers. Dates are calendar dates; sex is 'male' or 'female'; addresses are one line, wards are codes.

    Service 037 names parents, spouse, guardian and the head of the household; it lists neither children nor members.
    """

    number: str
    name: str
    birth_date: date
    sex: str
    ethnicity: str
    nationality: str
    birth_place: str
    home_town: str
    residence: str
    current_address: str
    marital_status: str
    father_name: str | None = None
    mother_name: str | None = None
    spouse_name: str | None = None
    spouse_number: str | None = None
    father_number: str | None = None
    mother_number: str | None = None
    father_nationality: str | None = None
    mother_nationality: str | None = None
    spouse_nationality: str | None = None
    guardian_name: str | None = None
    guardian_number: str | None = None
    old_number: str = ""
    head_name: str | None = None
    head_number: str | None = None
    head_relation: str = ""
    household_number: str = ""
    residence_ward: str = ""
    current_ward: str = ""


class PopulationRegistry(Protocol):
    """Service 037 of the population database (domain/integrations.md, section 5)."""

    def look_up(self, *, number: str, name: str, birth_date: date, purpose: Purpose) -> Person | None:
        """Return the person when number, name and birth date all match, else None.

        Raises Unreachable after 800 ms without an answer, Refused when the registry denies us.
        """
        ...
