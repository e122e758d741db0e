"""Take over the running dossiers of an older system, each whole or not at all: codes kept, clocks continued, numbers going on."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from motcua.acts import cutover_parts as parts
from motcua.acts.base import DOSSIER, Words, opening, recording
from motcua.acts.cutover_place import Place, place_of
from motcua.acts.serials import go_on_from
from motcua.audit.models import Entry
from motcua.dossiers.models import Dossier, TakenOver
from motcua.law.codes import parse
from motcua.law.cutover import Record
from motcua.law.lifecycle import Act, Refusal
from motcua.lib.ids import new_id
from motcua.lib.saying import N_, Sentence
from motcua.people.actor import Actor
from motcua.people.models import Agency
from motcua.people.rights import Deed


class Taken(StrEnum):
    """How a record fared."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class WorkedHere(Refusal):
    """The record changed in the older system after somebody had worked on the dossier in this one: a person must decide."""


class CodeTaken(Refusal):
    """Another dossier bears the code already."""


def take_over(record: Record, source: str, files: Mapping[str, bytes], *, by: Actor, at: datetime) -> tuple[Taken, list[Sentence]]:
    """Take over one dossier of `source`; return how it fared and what the officer should know. `files` are by path.

    The same record again changes nothing; a changed one is written anew while nobody has worked on it here. Raises CutoverRefused
    (no such procedure, agency, step, file), CodeTaken, WorkedHere.
    """
    identity = record.code or record.external_code or record.fingerprint[:40]
    known = TakenOver.objects.select_related("dossier").filter(source=source, identity=identity).first()
    if known and known.fingerprint == record.fingerprint:
        return Taken.UNCHANGED, []
    place = place_of(record, at)
    words: Words = {"source": source, "identity": identity, "fingerprint": record.fingerprint}
    key = f"cutover:{source}:{identity}:{record.fingerprint[:12]}"
    if known:
        return Taken.UPDATED, _again(known, record, place, files, by=by, at=at, key=key, words=words)
    if record.code and Dossier.objects.filter(code=record.code).exists():
        raise CodeTaken(N_("mã %(code)s đã có ở một hồ sơ khác"), code=record.code)
    dossier = Dossier(look_up_token=secrets.token_hex(16))
    parts.fill(dossier, record, place)
    with opening(dossier, by=by, at=at, key=key, words=words, act=Act.TAKE_OVER):
        noted = _write(dossier, record, place, files, source=source, at=at)
        TakenOver(
            dossier=dossier,
            source=source,
            identity=identity,
            fingerprint=record.fingerprint,
            register_number=record.register_number,
            at=at,
        ).save(force_insert=True)
        dossier.save()
    return Taken.CREATED, noted


def _again(
    known: TakenOver, record: Record, place: Place, files: Mapping[str, bytes], *, by: Actor, at: datetime, key: str, words: Words
) -> list[Sentence]:
    dossier = known.dossier
    moved = (dossier.status, int(record.status))
    with recording(Deed.TAKE_OVER_AGAIN, DOSSIER, dossier.pk, by=by, at=at, key=key, words=words, moved=moved):
        dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
        if Entry.objects.filter(subject=dossier.pk).exclude(act__in=(Act.TAKE_OVER, Deed.TAKE_OVER_AGAIN)).exists():
            raise WorkedHere(N_("hồ sơ đã được làm tiếp ở hệ thống này, bản ghi mới không được ghi đè"))
        parts.clear(dossier)
        parts.fill(dossier, record, place)
        noted = _write(dossier, record, place, files, source=known.source, at=at)
        dossier.save()
        known.fingerprint, known.register_number = record.fingerprint, record.register_number
        known.save(update_fields=["fingerprint", "register_number"])
    return noted


def _write(dossier: Dossier, record: Record, place: Place, files: Mapping[str, bytes], *, source: str, at: datetime) -> list[Sentence]:
    noted = list(place.noted)
    parts.write_clock(dossier, record, at)
    noted += parts.write_steps(dossier, record, place, at)
    parts.write_matters(dossier, record, source)
    parts.write_files(dossier, record, files, at)
    parts.write_past(dossier, record)
    if record.code:
        _go_on(record.code)
    return noted


def _go_on(code: str) -> None:
    """No code of that day is given again by us: the day's serial goes on after this one."""
    told = parse(code)
    agency = Agency.objects.filter(code=told.agency).first()
    if agency:
        go_on_from(agency, f"code:{told.day:%y%m%d}", told.serial)


def go_on_numbers(agency: Agency, book: str, last: int, *, source: str, by: Actor, at: datetime) -> bool:
    """Let a book of numbers go on after the last one the older system gave; never back. Tells whether that changed anything."""
    words: Words = {"book": book, "last": last, "source": source}
    with recording(Deed.GO_ON_NUMBERS, "agency", agency.pk, by=by, at=at, key=f"numbers:{new_id().hex}", words=words):
        return go_on_from(agency, book, last)
