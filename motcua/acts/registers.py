"""The register: `enter` gives a received dossier its number, inside the act of reception; `close` ends a year's book."""

from datetime import datetime
from uuid import UUID

from motcua.acts.base import Words, recording
from motcua.acts.serials import next_serial
from motcua.dossiers.models import Dossier, RegisterClosing, RegisterEntry, Serial
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import NotAllowed
from motcua.law.registers import Line, check_closable, check_open, hash_of
from motcua.law.roles import Role
from motcua.lib.saying import N_
from motcua.people.actor import Actor, ActorKind
from motcua.people.models import Agency
from motcua.people.rights import Deed


def enter(dossier: Dossier, at: datetime) -> RegisterEntry:
    """Give a dossier the next number of its counter's book of the year, under the book's lock. Raises RegisterClosed."""
    year = at.astimezone(HANOI).year
    number = next_serial(dossier.receiver, _book(year))
    check_open(year, closed=is_closed(dossier.receiver_id, year))
    entry = RegisterEntry(dossier=dossier, agency=dossier.receiver, year=year, number=number)
    entry.save(force_insert=True)
    return entry


def close(agency: Agency, year: int, *, by: Actor, at: datetime, key: str) -> RegisterClosing:
    """Close the book of a year that is over: count and hash are kept and sealed; nothing enters it afterwards.

    Raises NotAllowed for somebody of another counter, YearNotOver, RegisterClosed, RegisterBroken.
    """
    if by.kind is ActorKind.OFFICER and not _keeps(by, agency):
        raise NotAllowed(N_("Chỉ bộ phận tiếp nhận của cơ quan được khóa sổ của mình."))
    closing = RegisterClosing(agency=agency, year=year, closed_by=by.name, closed_at=at)
    words: Words = {"year": year, "agency": agency.code}
    with recording(Deed.CLOSE_REGISTER, "register", closing.pk, by=by, at=at, key=key, words=words):
        began = _hold(agency, year)
        check_open(year, closed=is_closed(agency.pk, year))
        lines = lines_of(agency.pk, year)
        check_closable(year, at.astimezone(HANOI).year, (line.number for line in lines), began)
        closing.count, closing.hash = len(lines), hash_of(lines)
        words["count"], words["hash"] = closing.count, closing.hash
        closing.save(force_insert=True)
    return closing


def _keeps(by: Actor, agency: Agency) -> bool:
    """Tell whether an officer receives at the agency, or at the one that answers for it since it ended."""
    return any(p.role is Role.RECEIVER and agency.pk in (p.agency_id, *p.archives) for p in by.posts)


def is_closed(agency: UUID, year: int) -> bool:
    """Tell whether the book of `year` at an agency is closed."""
    return RegisterClosing.objects.filter(agency=agency, year=year).exists()


def lines_of(agency: UUID, year: int) -> list[Line]:
    """Return the unchanging parts of a book, in order of number. One query."""
    found = RegisterEntry.objects.filter(agency=agency, year=year).order_by("number")
    rows = found.values_list("number", "dossier__code", "dossier__revision__procedure__code", "dossier__received_at")
    return [Line(number, code or "", procedure, received) for number, code, procedure, received in rows if received]


def _book(year: int) -> str:
    return f"register:{year}"


def _hold(agency: Agency, year: int) -> int:
    """Wait for receptions that are writing into the book, let none in until the closing stands; return where our numbers began."""
    Serial.objects.bulk_create([Serial(agency=agency, book=_book(year))], ignore_conflicts=True)
    return Serial.objects.select_for_update().get(agency=agency, book=_book(year)).began
