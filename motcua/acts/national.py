"""Take in the nation's record of a procedure: a new version when something changed, the earlier one kept with its day."""

from dataclasses import asdict
from datetime import datetime
from enum import StrEnum

from motcua.acts.base import recording
from motcua.catalogue.finding import search_text
from motcua.catalogue.models import NationalRecord, Procedure
from motcua.catalogue.national.facts import Read
from motcua.people.actor import Actor
from motcua.people.rights import Deed


class Taken(StrEnum):
    """What an import made of a record."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


def take_in(read: Read, *, source: str, by: Actor, at: datetime) -> Taken:
    """Keep what was read of one national record; the same facts and warnings change nothing. One transaction.

    A procedure we did not know begins to exist, found and shown, not to be applied for: that needs a revision of the city's.
    """
    procedure = Procedure.objects.filter(code=read.code).first()
    present = None
    if procedure:
        present = NationalRecord.objects.filter(procedure=procedure, superseded_at=None).defer("facts", "warnings").first()
    if present and present.fingerprint == read.fingerprint:
        return Taken.UNCHANGED
    version = present.version + 1 if present else 1
    record = NationalRecord(
        procedure=procedure or Procedure(code=read.code),
        version=version,
        facts=read.facts,
        warnings=[asdict(each) for each in read.warnings],
        raw_hash=read.raw_hash,
        fingerprint=read.fingerprint,
        source=source,
        imported_at=at,
    )
    words = {"code": read.code, "version": version, "source": source, "raw_hash": read.raw_hash}
    key = f"national:{read.code}:{version}"
    with recording(Deed.TAKE_IN_RECORD, "procedure", record.procedure.pk, by=by, at=at, key=key, words=words):
        _name(record)
        if present:
            present.superseded_at = at
            present.save(update_fields=["superseded_at"])
        record.save(force_insert=True)
    return Taken.UPDATED if present else Taken.CREATED


def _name(record: NationalRecord) -> None:
    """Write the procedure's name from the record, unless the city has published it in words of its own."""
    procedure, facts = record.procedure, record.facts
    if procedure.search and procedure.revisions.exists():
        return
    procedure.name, procedure.sector = {"vi": facts["name"]}, {"vi": facts["sector"]}
    procedure.search = search_text(procedure)
    procedure.save()
