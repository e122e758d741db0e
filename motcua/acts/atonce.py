"""The guard of acts that change thousands of dossiers: what `acting` does for one, done for a page of them in few statements."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.acts.base import DOSSIER, Words
from motcua.audit.models import ActKey, Chain
from motcua.audit.rows import copy_in, update_from
from motcua.audit.sealing import appended
from motcua.audit.writing import locked_chains
from motcua.dossiers.access import as_locked
from motcua.dossiers.models import Dossier
from motcua.law import lifecycle
from motcua.law.lifecycle import Act, NotAllowed
from motcua.people import rights
from motcua.people.actor import Actor


@dataclass
class Page:
    """The dossiers of a page that the act may change, locked; `words` holds those it did change, with what is sealed of each."""

    dossiers: list[Dossier]
    words: dict[UUID, Words] = field(default_factory=dict)


@contextmanager
def acting_at_once(
    act: Act,
    keys: Sequence[UUID],
    *,
    fields: Sequence[str],
    by: Actor,
    at: datetime,
    key: str,
    prefetch: Sequence[str] = (),
    related: Sequence[str] = (),
) -> Iterator[Page]:
    """Lock a page of dossiers, leave out those whose status or right forbids the act or that were done under `key`, seal the rest.

    A dossier that the body puts into `words` is saved (`fields` only; never its status) and gets one entry under a key of its own.
    """
    with transaction.atomic():
        used = set(ActKey.objects.filter(pk__in=[_key(key, pk) for pk in keys]).values_list("key", flat=True))
        wanted = [pk for pk in keys if _key(key, pk) not in used]
        locked = Dossier.objects.select_for_update(of=("self",)).select_related("applicant", *related).filter(pk__in=wanted).order_by("pk")
        page = Page([d for d in map(as_locked, locked.prefetch_related(*prefetch)) if _may(act, d, by)])
        yield page
        changed = [d for d in page.dossiers if d.pk in page.words]
        update_from(Dossier, changed, fields)
        _seal(act, changed, page.words, by=by, at=at, key=key)


def _may(act: Act, dossier: Dossier, by: Actor) -> bool:
    try:
        lifecycle.check(act, dossier.state, rights.of(by, dossier), correcting=dossier.correcting, mirrored=dossier.mirrored)
    except NotAllowed:
        return False
    return True


def _seal(act: Act, changed: list[Dossier], words: dict[UUID, Words], *, by: Actor, at: datetime, key: str) -> None:
    chains = locked_chains(DOSSIER, [dossier.pk for dossier in changed])
    made = [
        appended(chains[d.pk], act, by=by, at=at, key=_key(key, d.pk), words=words[d.pk], before=d.status, after=d.status) for d in changed
    ]
    for rows in zip(*made, strict=True):  # entries, their words, their keys
        copy_in(rows)
    update_from(Chain, chains.values(), ["seq", "head"])


def _key(key: str, dossier: UUID) -> str:
    return f"{key}:{dossier.hex}"
