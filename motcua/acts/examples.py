"""Keep the example applications of a procedure: they run before each publication and block it when one comes out otherwise."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.acts.base import recording
from motcua.audit.models import ActKey
from motcua.catalogue.examples import Example
from motcua.catalogue.models import Procedure
from motcua.law.lifecycle import Refusal
from motcua.law.trial import PARTS, Found
from motcua.lib.ids import new_id
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.rights import Deed


class ExampleRefused(Refusal):
    """An example without a name, that expects nothing, or of a name that is taken."""


@dataclass(frozen=True)
class Wanted:
    """An example as its keeper writes it; `expected` as catalogue/examples.py says."""

    name: str
    channel: int
    received_at: datetime
    answers: dict[str, Any]
    expected: dict[str, Any]
    outcomes: dict[str, str] = field(default_factory=dict)
    payers: list[str] = field(default_factory=list)


def keep_example(procedure: Procedure, wanted: Wanted, *, instead: Example | None = None, by: Actor, at: datetime, key: str) -> Example:
    """Write an example, or (`instead`) write one anew. Raises ExampleRefused."""
    if not wanted.name.strip():
        raise ExampleRefused(N_("Ví dụ phải có tên."))
    if not set(wanted.expected) & set(PARTS):
        raise ExampleRefused(N_("Ví dụ phải nói ít nhất một điều mong đợi."))
    same = Example.objects.filter(procedure=procedure, name=wanted.name.strip())
    if (same.exclude(pk=instead.pk) if instead else same).exists():
        raise ExampleRefused(N_("Thủ tục đã có ví dụ tên “%(name)s”."), name=wanted.name.strip())
    example = instead or Example(id=new_id(), procedure=procedure)
    for name, value in {**vars(wanted), "name": wanted.name.strip()}.items():
        setattr(example, name, value)
    with recording(Deed.KEEP_EXAMPLE, "example", example.pk, by=by, at=at, key=key, words={"code": procedure.code, "name": example.name}):
        example.save()
    return example


def renew_example(example: Example, found: Found, *, by: Actor, at: datetime, key: str) -> Example:
    """Expect what comes out now, of the parts that the example expects something of; its keeper has looked at it and says it is right.

    Raises ExampleRefused for an application that can no longer be made.
    """
    if found.wrong:
        raise ExampleRefused(N_("Ví dụ “%(name)s” không còn nộp được: sửa câu trả lời của nó trước."), name=example.name)
    came = found.value()
    expected = {part: came[part] for part in example.expected if came[part] not in (None, [])}
    words = {"code": example.procedure.code, "name": example.name, "renewed": sorted(expected)}
    with recording(Deed.KEEP_EXAMPLE, "example", example.pk, by=by, at=at, key=key, words=words):
        example.expected = expected
        example.save(update_fields=["expected"])
    return example


def ship_example(procedure: Procedure, wanted: Wanted, *, by: Actor, at: datetime) -> bool:
    """Write an example that ships with the city, once; True when it was written now. What its keeper did with it since stays.

    Raises ExampleRefused.
    """
    key = f"example:{procedure.code}:{hashlib.sha256(wanted.name.encode()).hexdigest()[:16]}"
    if ActKey.objects.filter(key=key).exists():
        return False
    keep_example(procedure, wanted, by=by, at=at, key=key)
    return True


def drop_example(example: Example, *, by: Actor, at: datetime, key: str) -> None:
    """Throw an example away; the entry says which."""
    words = {"code": example.procedure.code, "dropped": example.name}
    with recording(Deed.KEEP_EXAMPLE, "example", example.pk, by=by, at=at, key=key, words=words):
        example.delete()
