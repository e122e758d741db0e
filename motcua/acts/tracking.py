"""Dossiers that a ministry's central system decides: they appear here with their code, follow what it says, and are never decided here."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from motcua.acts import people
from motcua.acts.arrival import AgencyUnknown, known
from motcua.acts.base import Words, acting, opening, repeatable
from motcua.catalogue.models import Revision
from motcua.dossiers.models import Channel, Dossier
from motcua.dossiers.origins import Origin
from motcua.law.lifecycle import Act, Refusal, Status
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.claims import Claims
from motcua.people.models import Agency


class Superseded(Refusal):
    """A later version was heard already: there is nothing to change."""


@dataclass(frozen=True)
class Told:
    """A dossier as the ministry tells it. `word` is its own name of the status, `version` grows with every change there."""

    system: str
    code: str
    revision: Revision
    agency: str
    summary: str
    applicant: Claims
    status: Status
    word: str
    version: int
    submitted_at: datetime
    received_at: datetime | None = None
    due_at: datetime | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    url: str = ""


def track(told: Told, *, by: Actor, at: datetime, key: str) -> Dossier:
    """Follow one dossier of the ministry: written when it is first heard of, moved to what it says now. Older news change nothing."""
    dossier = known(told.system, told.code) or begin(told, by=by, at=at, key=f"{key}:begin")
    try:
        return mirror(dossier, told=told, by=by, at=at, key=key)
    except Superseded:
        return dossier


@repeatable
def begin(told: Told, *, by: Actor, at: datetime, key: str) -> Dossier:
    """Write a dossier that is filed and decided elsewhere: the ministry's code, no promise and no step of ours. Raises AgencyUnknown."""
    agency = Agency.objects.filter(code=told.agency).first()
    if agency is None:
        raise AgencyUnknown(N_("Thành phố không có cơ quan mang mã “%(code)s”."), code=told.agency)
    dossier = Dossier(
        origin=told.system,
        external_code=told.code,
        mirrored=True,
        revision=told.revision,
        receiver=agency,
        competent=agency,
        channel=Channel.ONLINE,
        status=Status.NEW,
        summary=told.summary[:300],
        answers={},
        assurance=told.applicant.level,
        submitted_at=told.submitted_at,
        look_up_token=secrets.token_hex(16),
    )
    words = {"summary": dossier.summary, "external_code": told.code}
    with (
        people.introduced(dossier, told.applicant, by=by, at=at, key=key),
        opening(dossier, by=by, at=at, key=key, words=words),
    ):
        Origin(dossier=dossier, system=told.system, url=told.url, told_at=at).save(force_insert=True)
    return dossier


@repeatable
def mirror(dossier: Dossier, *, told: Told, by: Actor, at: datetime, key: str) -> Dossier:
    """Move a mirrored dossier to what the ministry says, whatever lay between. Raises Superseded for news older than what stands."""
    words: Words = {"word": told.word, "version": told.version}
    _check_newer(Origin.objects.get(dossier=dossier), told)
    with acting(Act.MIRROR, dossier, by=by, at=at, key=key, words=words) as dossier:
        origin = Origin.objects.select_for_update().get(dossier=dossier)
        _check_newer(origin, told)
        Origin.objects.filter(pk=origin.pk).update(word=told.word[:60], version=told.version, told_at=at)
        dossier.status = told.status
        dossier.code = dossier.code or (told.code if told.received_at else None)
        dossier.received_at, dossier.finished_at, dossier.returned_at = told.received_at, told.finished_at, told.returned_at
        dossier.due_at, dossier.promised_at = dossier.due_at or told.due_at, told.due_at
        dossier.decline_reason = told.word if told.status is Status.DECLINED else ""
    return dossier


def _check_newer(origin: Origin, told: Told) -> None:
    if told.version <= origin.version:
        raise Superseded(N_("Đã nhận tin mới hơn về hồ sơ này."))
