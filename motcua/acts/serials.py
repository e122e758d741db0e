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


def go_on_from(agency: Agency, book: str, last: int) -> bool:
    """Let `book` go on after `last`, the last number an older system gave; never back. Tells whether that changed anything."""
    Serial.objects.bulk_create([Serial(agency=agency, book=book)], ignore_conflicts=True)
    serial = Serial.objects.select_for_update().get(agency=agency, book=book)
    if serial.last >= last:
        return False
    serial.last = last
    serial.began = max(serial.began, last)
    serial.save(update_fields=["last", "began"])
    return True
