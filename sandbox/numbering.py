"""Which number belongs to which made-up person, both ways and without a table: any size of population costs no memory.

The index is spread over the space of numbers by a multiplication that can be undone, so neighbours share neither year nor province.
"""

from dataclasses import dataclass

PROVINCES = ("001", "030", "031", "034", "035", "036", "037", "038", "040")
FIRST_YEAR, YEARS = 1950, 56
SERIALS = 100_000  # 900000 to 999999: the made-up part of the serials
MOST = SERIALS * 2 * YEARS * len(PROVINCES)
_STEP = 104_729_929  # no common divisor with MOST, so every index has a number of its own
_BACK = pow(_STEP, -1, MOST)
_OLD = 900_000_000  # the nine-digit numbers (CMND) of the same people


@dataclass(frozen=True)
class Numbered:
    """What a personal number says: sex 'male' or 'female', year of birth."""

    number: str
    sex: str
    year: int


def numbered(index: int) -> Numbered:
    """Return the number of person `index` (0 to MOST - 1)."""
    combination, serial = divmod(index * _STEP % MOST, SERIALS)
    rest, female = divmod(combination, 2)
    place, year = divmod(rest, YEARS)
    born = FIRST_YEAR + year
    century = (0 if born < 2000 else 2) + female
    return Numbered(f"{PROVINCES[place]}{century}{born % 100:02d}{900_000 + serial}", "female" if female else "male", born)


def index_of(number: str) -> int | None:
    """Return the index whose personal number, or old nine-digit number, this is; None for a number that nobody computed has."""
    if not (number.isascii() and number.isdigit()):
        return None
    if len(number) == 9:
        return int(number) - _OLD if int(number) >= _OLD else None
    if len(number) != 12 or number[:3] not in PROVINCES or int(number[6:]) < 900_000:
        return None
    century, female = divmod(int(number[3]), 2)
    year = 1900 + 100 * century + int(number[4:6]) - FIRST_YEAR
    if not 0 <= year < YEARS:
        return None
    combination = (PROVINCES.index(number[:3]) * YEARS + year) * 2 + female
    return (combination * SERIALS + int(number[6:]) - 900_000) * _BACK % MOST


def old_number(index: int) -> str:
    """Return the nine-digit number (CMND) that person `index` had before."""
    return str(_OLD + index % 100_000_000)
