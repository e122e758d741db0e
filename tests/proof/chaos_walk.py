"""Dossiers that walk through their statuses by the product's own acts, whatever happens to the database meanwhile."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connection

from motcua.acts import extension, reception, stopping, supplement, suspension, withdrawal
from motcua.dossiers.models import Dossier
from motcua.law.intake import Item
from motcua.people.actor import Actor
from tests import make

T = TypeVar("T")
PATHS = (
    ("receive", "forward", "suspend", "resume", "stop", "return"),
    ("receive", "forward", "ask", "supply", "withdraw", "let go", "return"),
    ("receive", "forward", "suspend", "resume", "ask", "supply", "stop", "return"),
    ("receive", "forward", "extend", "stop", "return"),
)
PAPER = Item("Giấy", "Chụp lại")
_PATIENCE = 120.0  # seconds for a database to come back


class Walk:
    """Walks dossiers; the cast is read once."""

    def __init__(self) -> None:
        officer = make.officer("case_officer")
        nothing: dict[str, Any] = {"papers": [], "fees": "không có"}
        self._cast: dict[str, Actor] = {r: make.actor(r) for r in ("receiver", "case_officer", "unit_head")}
        until = (make.MONDAY + timedelta(days=100)).date()
        self._ways: dict[str, tuple[str, Callable[..., Dossier]]] = {
            "receive": ("receiver", lambda d, **how: reception.receive(d, seen=[], **how)),
            "forward": ("receiver", lambda d, **how: reception.forward(d, officer=officer, **how)),
            "suspend": ("case_officer", lambda d, **how: suspension.suspend(d, what="Lệ phí", amount=None, **how)),
            "resume": ("receiver", lambda d, **how: suspension.resume(d, proof="GNT 1", **how)),
            "ask": ("case_officer", lambda d, **how: reception.request_supplement(d, items=[PAPER], reason="Ảnh mờ", **how)),
            "supply": ("owner", _supply),
            "withdraw": ("owner", lambda d, **how: withdrawal.ask_to_withdraw(d, reason="Nộp nhầm", **how)),
            "let go": ("unit_head", lambda d, **how: withdrawal.grant(d, **nothing, **how)),
            "extend": ("unit_head", lambda d, **how: extension.extend(d, reason="Chờ sổ gốc", until=until, **how)),
            "stop": ("unit_head", lambda d, **how: stopping.stop(d, reason="Không đủ điều kiện", **nothing, **how)),
            "return": ("receiver", lambda d, **how: stopping.return_papers(d, receiver_name="Hạnh", method="counter", **how)),
        }

    def steps(self, number: int) -> Iterator[Callable[[], object]]:
        """Yield what one dossier does, act by act; the first brings it into being."""
        made: list[Dossier] = []
        owner = patiently(lambda: make.citizen("Người thử", f"001094{number:06d}"))
        yield lambda: made.append(patiently(lambda: make.submitted(user=owner)))
        for turn, name in enumerate(PATHS[number % len(PATHS)], 1):
            yield lambda n=name, t=turn: self._act(n, made[0], make.actor(owner), make.MONDAY + timedelta(minutes=20 * t))  # type: ignore[misc]

    def _act(self, name: str, dossier: Dossier, owner: Actor, at: datetime) -> None:
        who, way = self._ways[name]
        how = {"by": self._cast.get(who, owner), "at": at, "key": f"walk:{dossier.pk.hex}:{name}"}
        patiently(lambda: way(Dossier.objects.get(pk=dossier.pk), **how))


def _supply(dossier: Dossier, **how: Any) -> Dossier:
    request = dossier.supplements.filter(answered_at=None).last()
    for item in request.items.all() if request else ():
        supplement.answer_item(dossier, item, answer="Đã bổ sung", file=None, by=how["by"], at=how["at"])
    return supplement.supply(dossier, **how)


def patiently(act: Callable[[], T]) -> T:
    """Do an act again under its key while the database is away: done before or not, it is done once."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return act()
        except (OperationalError, InterfaceError):
            if time.monotonic() > until:
                raise
            connection.close()
            time.sleep(0.5)
