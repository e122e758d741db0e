"""Competence, routing and the essential services: written from a day on with their source, never rewritten."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Model

from motcua.acts.base import recording
from motcua.catalogue.models import EssentialService, Routing
from motcua.law.routing import Filing, Level, RoutingRefused, System, check_routing, marks_known
from motcua.law.terms import Term
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.rights import Deed
from motcua.ui.forms.conditions import check

Words = dict[str, str]


@dataclass(frozen=True)
class NewRouting:
    """A row of routing as the city's data or an officer write it; see catalogue.routing.Routing."""

    code: str
    decides: Words
    basis: str
    certainty: str
    valid_from: date
    system: System = System.CITY
    filing: Filing = Filing.CITY
    level: Level = Level.FULL
    address: str = ""
    case: str = ""
    condition: dict[str, Any] | None = None
    when: Words = field(default_factory=dict)
    receives: Words = field(default_factory=dict)
    reason: Words = field(default_factory=dict)
    boundless: bool = False
    interlinked: bool = False
    source: str = ""
    marks: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class NewService:
    """One line of the list of essential services; see catalogue.routing.EssentialService."""

    key: str
    number: int
    name: Words
    ministry: str
    source: str
    certainty: str
    valid_from: date
    procedure: str = ""
    term: str = ""
    term_note: Words = field(default_factory=dict)
    result: Words = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)


def set_routing(new: NewRouting, *, by: Actor, at: datetime) -> Routing:
    """Write who decides and where one applies from a day on, once for that day and case; the row before ends. Raises RoutingRefused."""
    found = Routing.objects.filter(code=new.code, case=new.case, valid_from=new.valid_from).first()
    if found:
        return found
    check_routing(new.decides.get("vi", ""), new.filing, new.address, new.level, new.reason.get("vi", ""))
    _check_marks(new.certainty, new.marks)
    if new.condition:
        check(new.condition, None)
    row = Routing(**{**vars(new), "system": new.system.value, "filing": new.filing.value, "level": new.level.value})
    key = f"routing:{new.code}:{new.case}:{new.valid_from}"
    words = {"code": new.code, "decides": new.decides.get("vi", ""), "system": new.system.value}
    with recording(Deed.SET_ROUTING, "routing", row.pk, by=by, at=at, key=key, words=words):
        _between(Routing, row, code=new.code, case=new.case)
    return row


def set_service(new: NewService, *, by: Actor, at: datetime) -> EssentialService:
    """Write a line of the essential services from a day on, once for that day. Raises TermError, RoutingRefused."""
    found = EssentialService.objects.filter(key=new.key, valid_from=new.valid_from).first()
    if found:
        return found
    _check_marks(new.certainty, new.marks)
    if new.term:
        Term.parse(new.term)
    row = EssentialService(**vars(new))
    key = f"service:{new.key}:{new.valid_from}"
    with recording(Deed.SET_ROUTING, "service", row.pk, by=by, at=at, key=key, words={"service": new.key, "number": new.number}):
        _between(EssentialService, row, key=new.key)
    return row


def _between(model: type[Model], row: Any, **same: str) -> None:
    """Save `row` between the row before it, which ends the day before, and the one after, before which it ends itself."""
    rows = model._default_manager.filter(**same)
    before = rows.filter(valid_from__lt=row.valid_from)
    (before.filter(valid_to=None) | before.filter(valid_to__gte=row.valid_from)).update(valid_to=row.valid_from - timedelta(days=1))
    after = rows.filter(valid_from__gt=row.valid_from).order_by("valid_from").values_list("valid_from", flat=True).first()
    row.valid_to = after - timedelta(days=1) if after else None
    row.save(force_insert=True)


def _check_marks(certainty: str, marks: dict[str, str]) -> None:
    if not marks_known([certainty, *marks.values()]):
        raise RoutingRefused(N_("Độ chắc là một trong T, S, P, C, K, u."))
