"""Remove what a crash left in the store: encrypted files that no row names."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from motcua.acts.base import Words, recording
from motcua.documents import store
from motcua.lib.ids import new_id
from motcua.people.actor import Actor
from motcua.people.rights import Deed

STORE = uuid5(UUID(int=0), "store")  # the subject whose chain keeps every round
AGE = timedelta(days=1)  # no act holds a file so long before its row is there


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
