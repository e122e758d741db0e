"""Two at once, each in a connection of its own: one dossier per key, one code per dossier, no serial twice (rule 3)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from motcua.acts import people, reception, submission
from motcua.audit.sealing import verify
from motcua.dossiers.models import Dossier, Draft, Serial
from motcua.law.lifecycle import Refusal
from motcua.people.claims import Claims
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


def together(*calls):
    """Run the calls in threads that start at one moment; return what each gave, or how it was refused."""
    start = Barrier(len(calls))

    def run(call):
        start.wait()
        try:
            return call()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def test_two_at_once_never_make_two():
    draft, spare = make.draft(), make.draft(user=make.citizen("Lê Thị Hoa", "001165000123"))
    by = make.actor(draft.made_by)

    # The same form sent twice: the same key.
    sent = together(*[lambda: submission.submit(Draft.objects.get(pk=draft.pk), by=by, at=make.MONDAY, key="same") for _ in range(3)])
    assert len({d.pk for d in sent}) == 1

    # Two pages of one draft: two keys.
    other = make.actor(spare.made_by)

    def page(key):
        return lambda: submission.submit(Draft.objects.get(pk=spare.pk), by=other, at=make.MONDAY, key=key)

    made = together(page("a"), page("b"))
    assert sorted(type(m).__name__ for m in made) == ["Dossier", "DraftSpent"]
    assert Dossier.objects.count() == 2

    # Two officers receive two dossiers at once; then both try the same one.
    dossiers = list(Dossier.objects.order_by("pk"))
    receiver = make.actor("receiver")

    def receive(dossier, key):
        return lambda: reception.receive(dossier, seen=[], by=receiver, at=make.MONDAY, key=key)

    received = together(*[receive(d, f"r{n}") for n, d in enumerate(dossiers)])
    assert sorted(d.code for d in received) == ["H26.105-261123-0001", "H26.105-261123-0002"]
    again = together(receive(dossiers[0], "x"), receive(dossiers[0], "r0"))
    assert isinstance(again[0], Refusal)
    assert again[1].code == Dossier.objects.get(pk=dossiers[0].pk).code
    assert Serial.objects.get(book="code:261123").last == 2
    assert verify()[2] == []

    # One account signs in for the first time twice at one instant.
    claims = Claims("tech-twice", "Trần Văn Minh", "001094045678", None, "male", "", "", 2)
    users = together(*[lambda: people.enrol(claims, at=make.MONDAY) for _ in range(3)])
    assert len({user.pk for user in users}) == len({user.party_id for user in users}) == 1
