"""What the portal tells us happened there: each piece of news makes us ask for the whole record, then one act. Named in settings.INBOX."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol, cast
from uuid import UUID

from motcua.acts import arrival, withdrawal
from motcua.connectors.national_portal import reading
from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.lib.saying import N_
from motcua.outbox.inbox import Arrived, CannotHandle, NotYet
from motcua.people.actor import partner
from motcua.ports import port

ACTOR = partner(reading.SYSTEM)


class Holds(Protocol):
    """The portal, as far as it is asked here."""

    def filing(self, code: str) -> dict[str, Any] | None:
        """Return one filing, or None."""
        ...

    def file(self, key: str) -> bytes:
        """Return the bytes of a file."""
        ...

    def address_of(self, code: str) -> str:
        """Return where a citizen sees the filing there."""
        ...


def filed(arrived: Arrived, at: datetime) -> None:
    """A dossier was filed there: take it over, files fetched and compared."""
    if arrival.known(reading.SYSTEM, arrived.subject):
        return
    portal, told = _whole(arrived)
    filing = reading.filing_of(told, portal.file, portal.address_of(arrived.subject))
    arrival.submit(filing, by=ACTOR, at=at, key=arrived.key)


def supplied(arrived: Arrived, at: datetime) -> None:
    """The applicant answered our request there."""
    dossier = _dossier(arrived)
    waiting = dossier.supplements.filter(answered_at=None).last()
    if waiting is None:
        _check_answered(dossier)
        return
    portal, told = _whole(arrived)
    answers = reading.answers_to(told, waiting.pk.hex, portal.file)
    if answers is None:
        raise CannotHandle(N_("Cổng báo đã bổ sung nhưng không có câu trả lời cho yêu cầu đang chờ."))
    arrival.supply(dossier, request=UUID(waiting.pk.hex), answers=answers, by=ACTOR, at=at, key=arrived.key)


def _check_answered(dossier: Dossier) -> None:
    if not SupplementRequest.objects.filter(dossier=dossier).exists():
        raise CannotHandle(N_("Cổng báo đã bổ sung, nhưng hồ sơ này chưa từng được yêu cầu bổ sung."))


def withdrawn(arrived: Arrived, at: datetime) -> None:
    """The applicant asks there for the dossier back."""
    dossier = _dossier(arrived)
    _portal, told = _whole(arrived)
    asked = told.get("YeuCauRut")
    if not isinstance(asked, Mapping):
        raise CannotHandle(N_("Cổng báo có yêu cầu rút, nhưng hồ sơ ở đó không có yêu cầu nào."))
    said = str(asked.get("LyDo") or "").strip()
    reason = f"Yêu cầu rút trên Cổng quốc gia: {said or 'không nêu lý do'}"
    withdrawal.ask_to_withdraw(dossier, reason=reason, by=ACTOR, at=at, key=arrived.key)


def paid(arrived: Arrived, at: datetime) -> None:
    """A fee was paid there, as its own record says when asked."""
    dossier = _dossier(arrived)
    _portal, told = _whole(arrived)
    arrival.hear_payment(dossier, fees=reading.fees_of(told), by=ACTOR, at=at, key=arrived.key)


def _whole(arrived: Arrived) -> tuple[Holds, dict[str, Any]]:
    portal = cast(Holds, port(reading.SYSTEM))
    told = portal.filing(arrived.subject)
    if told is None:
        raise CannotHandle(N_("Cổng quốc gia nói không có hồ sơ %(code)s."), code=arrived.subject)
    return portal, told


def _dossier(arrived: Arrived) -> Dossier:
    found = arrival.known(reading.SYSTEM, arrived.subject)
    if found is None:
        raise NotYet(N_("Chưa có hồ sơ %(code)s ở đây."), code=arrived.subject)
    return found
