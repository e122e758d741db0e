"""The guard of acts that change thousands of dossiers: what `acting` does for one, done for a page of them in few statements."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.acts.base import DOSSIER, Words
from motcua.audit.models import ActKey, Chain, Entry, EntryWords
from motcua.audit.sealing import appended
from motcua.audit.writing import GENESIS
from motcua.dossiers.access import RELATED, with_revision
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
    act: Act, keys: Sequence[UUID], *, fields: Sequence[str], by: Actor, at: datetime, key: str, prefetch: Sequence[str] = ()
) -> Iterator[Page]:
    """Lock a page of dossiers, leave out those whose status or right forbids the act or that were done under `key`, seal the rest.

    A dossier that the body puts into `words` is saved (`fields` only; never its status) and gets one entry under a key of its own.
    """
    with transaction.atomic():
        used = set(ActKey.objects.filter(pk__in=[_key(key, pk) for pk in keys]).values_list("key", flat=True))
        wanted = [pk for pk in keys if _key(key, pk) not in used]
        locked = Dossier.objects.select_for_update(of=("self",)).select_related(*RELATED).filter(pk__in=wanted).order_by("pk")
        page = Page([d for d in map(with_revision, locked.prefetch_related(*prefetch)) if _may(act, d, by)])
        yield page
        changed = [d for d in page.dossiers if d.pk in page.words]
        Dossier.objects.bulk_update(changed, fields, batch_size=500)
        _seal(act, changed, page.words, by=by, at=at, key=key)


def _may(act: Act, dossier: Dossier, by: Actor) -> bool:
    try:
        lifecycle.check(act, dossier.state, rights.of(by, dossier), correcting=dossier.correcting)
    except NotAllowed:
        return False
    return True


def _seal(act: Act, changed: list[Dossier], words: dict[UUID, Words], *, by: Actor, at: datetime, key: str) -> None:
    Chain.objects.bulk_create([Chain(subject=d.pk, subject_kind=DOSSIER, head=GENESIS) for d in changed], ignore_conflicts=True)
    found = Chain.objects.select_for_update().filter(pk__in=[d.pk for d in changed]).order_by("pk")
    chains = {chain.subject: chain for chain in found}
    made = [
        appended(chains[d.pk], act, by=by, at=at, key=_key(key, d.pk), words=words[d.pk], before=d.status, after=d.status) for d in changed
    ]
    Entry.objects.bulk_create([entry for entry, _, _ in made])
    EntryWords.objects.bulk_create([beside for _, beside, _ in made])
    ActKey.objects.bulk_create([used for _, _, used in made])
    Chain.objects.bulk_update(list(chains.values()), ["seq", "head"], batch_size=500)


def _key(key: str, dossier: UUID) -> str:
    return f"{key}:{dossier.hex}"
