"""The daily root: what no chain shows by itself, a tail cut with its head rewritten, the root still knows; its stamp guards it."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from motcua.acts import people
from motcua.audit import roots
from motcua.audit.models import ActKey, Chain, Entry, EntryWords, Root, RootHead
from motcua.audit.sealing import entry_hash, verify
from motcua.connectors.signing.stamping import Fake
from motcua.doors.command.__main__ import main
from motcua.jobs import sealing
from motcua.law.calendar import HANOI
from motcua.people.claims import Claims
from motcua.ports import Unreachable
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
NIGHT = int(datetime(2026, 11, 24, 0, 10, tzinfo=HANOI).timestamp())


class Clock(Fake):
    """A clock that can be away."""

    away = False

    def stamp(self, digest):
        """Stamp, or be away."""
        if self.away:
            raise Unreachable("away")
        return super().stamp(digest)


@pytest.fixture
def clock(monkeypatch):
    one = Clock()
    monkeypatch.setattr(sealing, "port", lambda name: {"timestamp": one}[name])
    monkeypatch.setattr("motcua.ports.port", lambda name: {"timestamp": one}[name])
    return one


@pytest.fixture
def dossier(clock):
    dossier = make.at_step("work")
    sealing.seal_day(NIGHT)
    return dossier


def why(clock, subject=None):
    return [b.why for b in roots.verify_roots(subject, clock.stamped_at).broken]


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def cut_tail(dossier):
    """Take the last entry away and make the head fit: the chain itself cannot tell."""
    last = Entry.objects.filter(subject=dossier.pk).latest("seq")
    EntryWords.objects.filter(pk=last.pk).delete()
    ActKey.objects.filter(entry=last.pk).delete()
    last.delete()
    Chain.objects.filter(pk=dossier.pk).update(seq=last.seq - 1, head=bytes(last.previous))


def test_a_day_is_sealed_once_over_every_chain_and_stamped(dossier, clock):
    root = Root.objects.get()
    assert root.stamp is not None
    assert (root.number, root.day, root.heads) == (1, DAY, Chain.objects.count())
    assert abs(clock.stamped_at(bytes(root.stamp), bytes(root.hash)) - root.made_at) < timedelta(minutes=1)
    sealing.seal_day(NIGHT)
    assert Root.objects.count() == 1
    assert why(clock) == []


def test_the_next_day_holds_only_what_grew_and_leans_on_the_day_before(dossier, clock):
    people.enrol(Claims("another", "Lê Thị Hoa", "001165000123", date(1965, 5, 20), "female", "", "", 1), at=make.MONDAY)
    sealing.seal_day(NIGHT + 86400)
    first, second = Root.objects.order_by("number")
    assert bytes(second.previous) == bytes(first.hash)
    assert second.heads == 1
    assert why(clock) == []


def test_a_cut_tail_whose_head_was_rewritten_is_found_by_the_root_alone(dossier, clock):
    cut_tail(dossier)
    assert verify(dossier.pk)[2] == []
    assert why(clock, dossier.pk) == ["gốc ngày 23/11/2026 có mục này, nhật ký không còn"]


def test_a_chain_taken_away_whole_is_found(dossier, clock):
    Entry.objects.filter(subject=dossier.pk).delete()
    Chain.objects.filter(pk=dossier.pk).delete()
    assert verify(dossier.pk) == (0, 0, [])
    assert len(why(clock, dossier.pk)) == 1


def test_an_edited_entry_with_all_hashes_made_anew_is_found(dossier, clock):
    previous = b"\0" * 32
    for row in Entry.objects.filter(subject=dossier.pk).order_by("seq"):
        row.act = "issue" if row.seq == 2 else row.act
        row.previous, row.hash = previous, b""
        row.hash = previous = entry_hash(row)
        row.save()
    Chain.objects.filter(pk=dossier.pk).update(head=previous)
    assert verify(dossier.pk)[2] == []
    assert len(why(clock, dossier.pk)) == 1


def test_two_entries_changed_round_with_all_hashes_made_anew_are_found(dossier, clock):
    rows = list(Entry.objects.filter(subject=dossier.pk).order_by("seq"))
    rows[1], rows[2] = rows[2], rows[1]
    previous = b"\0" * 32
    for seq, row in enumerate(rows, 1):
        row.seq, row.previous = seq, previous
        row.hash = previous = entry_hash(row)
        row.save()
    Chain.objects.filter(pk=dossier.pk).update(head=previous)
    assert verify(dossier.pk)[2] == []
    assert len(why(clock, dossier.pk)) == 1


def test_heads_taken_out_of_a_root_are_found(dossier, clock):
    RootHead.objects.filter(subject=dossier.pk).delete()
    assert why(clock) == ["23/11/2026: gốc ngày đã bị sửa"]


def test_a_root_made_anew_no_longer_fits_its_stamp(dossier, clock):
    cut_tail(dossier)
    RootHead.objects.filter(subject=dossier.pk).delete()
    root = Root.objects.get()
    root.hash = roots._hash_of(root)
    root.save()
    assert len(why(clock)) == 1
    assert why(clock)[0].startswith("23/11/2026: dấu thời gian không khớp")


def test_a_root_made_anew_and_stamped_anew_later_is_shown(dossier, clock):
    Root.objects.update(made_at=datetime(2026, 1, 1, tzinfo=HANOI))
    root = Root.objects.get()
    root.hash = roots._hash_of(root)
    root.stamp = clock.stamp(root.hash)
    root.save()
    found = roots.verify_roots(None, clock.stamped_at)
    assert (found.broken, found.late) == ([], [DAY])


def test_a_root_taken_away_is_found(dossier, clock):
    sealing.seal_day(NIGHT + 86400)
    RootHead.objects.filter(root_id=1).delete()
    Root.objects.filter(pk=1).delete()
    assert "24/11/2026: thiếu gốc ngày trước đó" in why(clock)


@pytest.mark.parametrize("change", ["day = day + 7", "made_at = made_at + interval '1 h'", "hash = sha256('x')", "previous = sha256('x')"])
def test_an_edited_root_is_found(dossier, clock, change):
    sql(f"UPDATE audit_root SET {change}")
    assert why(clock)


def test_a_clock_that_is_away_leaves_the_root_standing_and_is_asked_again(clock):
    make.received()
    clock.away = True
    sealing.seal_day(NIGHT)
    assert Root.objects.get().stamp is None
    found = roots.verify_roots(None, clock.stamped_at)
    assert (found.unstamped, found.broken) == ([DAY], [])
    clock.away = False
    sealing.stamp_roots(NIGHT)
    assert Root.objects.get().stamp is not None
    assert sealing.stamp() == 0


def test_the_command_checks_the_roots_too(dossier, capsys):
    assert main(["audit", "verify", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["broken"] == []
    assert said["roots"] == {"days": 1, "unstamped": [], "stamped_late": []}
    cut_tail(dossier)
    assert main(["audit", "verify", "--dossier", dossier.code]) == 1
    assert "nhật ký không còn" in capsys.readouterr().out
