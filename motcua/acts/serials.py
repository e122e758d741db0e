"""Numbers that are given once and never again: under a row lock, per agency and book. Called inside an act."""

from motcua.dossiers.models import Serial
from motcua.people.models import Agency


def next_serial(agency: Agency, book: str) -> int:
    """Return the next number of `book` at `agency`, from 1; the row stays locked until the act commits, so there is no gap."""
    Serial.objects.bulk_create([Serial(agency=agency, book=book)], ignore_conflicts=True)
    serial = Serial.objects.select_for_update().get(agency=agency, book=book)
    serial.last += 1
    serial.save(update_fields=["last"])
    return serial.last
