"""Remove what need not be kept: encrypted files that no row names, and answers of databases once the dossier is closed."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db.models import Q

from motcua.acts.base import Words, recording
from motcua.documents import store
from motcua.dossiers.models import Lookup
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import FINAL
from motcua.lib.ids import new_id
from motcua.people.actor import Actor
from motcua.people.rights import Deed
from motcua.policy.values import value

STORE = uuid5(UUID(int=0), "store")  # the subject whose chain keeps every round
ANSWERS = uuid5(UUID(int=0), "answers")
AGE = timedelta(days=1)  # no act holds a file so long before its row is there
AT_ONCE = 1000


def remove_orphans(*, by: Actor, at: datetime) -> int:
    """Remove stored files older than a day that no Document names; returns how many. Nothing is written when there are none."""
    found = store.orphans(at, AGE)
    if not found:
        return 0
    words: Words = {"files": len(found)}
    with recording(Deed.WATCH, "store", STORE, by=by, at=at, key=f"orphans:{new_id().hex}", words=words):
        for place in found:
            store.remove(place)
    return len(found)


def erase_answers(*, by: Actor, at: datetime) -> int:
    """Erase what databases answered in dossiers that have ended, and in drafts that were left; returns how many (Luật 91/2025/QH15).

    That it was asked, when, by whom, what for and how it ended stays. At most a thousand a round; nothing is written when there are none.
    """
    left = at - timedelta(days=value("draft_days", at.astimezone(HANOI).date()))
    ended = Q(dossier__status__in=FINAL) | Q(dossier=None, draft__saved_at__lt=left)
    with_answer = Lookup.objects.filter(ended, erased_at=None)
    keys = list(with_answer.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    if not keys:
        return 0
    words: Words = {"answers": len(keys)}
    with recording(Deed.WATCH, "answers", ANSWERS, by=by, at=at, key=f"erase:{new_id().hex}", words=words):
        Lookup.objects.filter(pk__in=keys).update(answer=None, evidence=None, number=None, erased_at=at)
    return len(keys)
