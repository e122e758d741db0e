"""What every act must do, once, so that no act can forget it: lock, right, table, change, sealed entry, outbox.

`acting` works on a dossier, `opening` brings one into being, `recording` serves acts on no dossier; many dossiers one after another are
a run (`acts/runs.py`), many in few statements `acting_at_once`. Each takes an idempotency key: a key used before changes nothing, and
`@repeatable` acts then return what stands.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import connection, transaction

from motcua.audit.models import ActKey, Entry
from motcua.audit.sealing import new_chain, open_chain, seal
from motcua.audit.writing import use_of
from motcua.dossiers.access import as_locked
from motcua.dossiers.models import Dossier
from motcua.law import lifecycle
from motcua.law.lifecycle import Act, NotAllowed, Refusal
from motcua.lib.remembering import forget
from motcua.lib.saying import N_
from motcua.people import rights
from motcua.people.actor import Actor
from motcua.people.rights import Deed

Words = dict[str, Any]
P = ParamSpec("P")
R = TypeVar("R")
DOSSIER = "dossier"
_CITY = {
    Deed.PUBLISH,
    Deed.ACTIVATE_PROCESS,
    Deed.SET_CALENDAR,
    Deed.SET_POLICY,
    Deed.ESTABLISH,
    Deed.SET_FEE,
    Deed.SET_ROUTING,
    Deed.IMPORT_CONFIGURATION,
}  # change what is remembered for a moment


class AlreadyDone(Exception):
    """The key was used before: nothing was changed. `subject` is what the first use changed."""

    def __init__(self, subject: UUID) -> None:
        """Keep the subject's id."""
        super().__init__(str(subject))
        self.subject = subject


class KeyReused(Refusal):
    """The key was used before for something else: an old page was sent again with another button. Nothing was done."""


@contextmanager
def acting(act: Act, dossier: Dossier, *, by: Actor, at: datetime, key: str, words: Words | None = None) -> Iterator[Dossier]:
    """Lock the dossier, check right and status, seal what was done. What the body puts into `words` is sealed with it.

    Raises NotAllowed, naming the acts that are; AlreadyDone for a key used before, KeyReused if by another act; WrongTarget if the
    act left the table.
    """
    words = {} if words is None else words
    with transaction.atomic():
        locked = as_locked(Dossier.objects.select_for_update(of=("self",)).select_related("applicant").get(pk=dossier.pk))
        _once(key, act, locked.pk)
        held = rights.of(by, locked)
        before = lifecycle.check(act, locked.state, held, correcting=locked.correcting, mirrored=locked.mirrored)
        stood = _kept(locked)
        yield locked
        lifecycle.check_target(act, before, locked.state)
        _save_changed(locked, stood)
        seal(open_chain(DOSSIER, locked.pk), act, by=by, at=at, key=key, words=words, before=before, after=locked.status)


@contextmanager
def opening(dossier: Dossier, *, by: Actor, at: datetime, key: str, words: Words | None = None, act: Act = Act.SUBMIT) -> Iterator[Dossier]:
    """Bring a dossier into being: check the right to `act`, write it, seal the first entry. Raises as `acting`."""
    words = {} if words is None else words
    with transaction.atomic():
        wait_for(key)
        _once(key, act)
        if not lifecycle.may(act, rights.of(by, dossier)):
            raise NotAllowed(N_("Bạn không có quyền nộp hồ sơ này."))
        dossier.save(force_insert=True)
        yield dossier
        lifecycle.check_target(act, None, dossier.state)
        seal(new_chain(DOSSIER, dossier.pk), act, by=by, at=at, key=key, words=words, before=None, after=dossier.status)


@contextmanager
def recording(
    deed: Deed,
    kind: str,
    subject: UUID,
    *,
    by: Actor,
    at: datetime,
    key: str,
    words: Words | None = None,
    moved: tuple[int | None, int | None] = (None, None),
) -> Iterator[None]:
    """Record an act on no dossier: check the right, seal an entry on `subject` (of `kind`). Raises NotAllowed, AlreadyDone.

    `moved` (before, after) is told when another system says that a dossier has moved there.
    """
    words = {} if words is None else words
    with transaction.atomic():
        wait_for(key)
        _once(key, deed)
        rights.check_deed(by, deed)
        yield
        seal(open_chain(kind, subject), deed, by=by, at=at, key=key, words=words, before=moved[0], after=moved[1])
    if deed in _CITY:
        forget()


def repeatable(act: Callable[P, Dossier]) -> Callable[P, Dossier]:
    """Make an act that returns a dossier give back the present one when its key was used before."""

    @wraps(act)
    def once(*args: P.args, **kwargs: P.kwargs) -> Dossier:
        try:
            return act(*args, **kwargs)
        except AlreadyDone as done:
            return Dossier.objects.get(pk=done.subject)

    return once


def done_before(key: str) -> bool:
    """Tell whether an act was done under `key` already, so that a door need not ask a partner twice."""
    return ActKey.objects.filter(pk=key).exists()


def _once(key: str, act: str, subject: UUID | None = None) -> None:
    """Raise AlreadyDone for a key this act used before, KeyReused for one that another act, or the act elsewhere, used."""
    used = use_of(key)
    if used is None:
        return
    changed, entry = used
    if subject not in (None, changed) or not Entry.objects.filter(pk=entry, act=act).exists():
        raise KeyReused(N_("Trang này đã được dùng để làm một việc khác. Tải lại trang rồi làm lại."))
    raise AlreadyDone(changed)


def _kept(dossier: Dossier) -> dict[str, Any]:
    """The columns as they stand; those that an act may change in place (answers, sources, lists) as copies."""
    columns = {field.attname: getattr(dossier, field.attname) for field in dossier._meta.concrete_fields}
    return {name: deepcopy(value) if isinstance(value, dict | list) else value for name, value in columns.items()}


def _save_changed(dossier: Dossier, stood: dict[str, Any]) -> None:
    """Write the columns that the act changed, so that answers are not encrypted again by every act that leaves them alone."""
    changed = [field.name for field in dossier._meta.concrete_fields if getattr(dossier, field.attname) != stood[field.attname]]
    if changed:
        dossier.save(force_update=True, update_fields=changed)


def wait_for(key: str) -> None:
    """Wait until no other transaction holds `key`, and hold it until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
