"""Sealed entries: what is changed, cut, moved or taken away afterwards is found; lawful erasure is not tampering."""

import pytest
from django.db import connection

from motcua.audit.models import Chain, Entry, EntryWords
from motcua.audit.sealing import verify
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    return make.at_step("work")


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def entry(dossier, seq):
    return Entry.objects.get(subject=dossier.pk, seq=seq)


def whys(dossier):
    return {b.why for b in verify(dossier.pk)[2]}


def test_an_untouched_chain_verifies(dossier):
    assert verify(dossier.pk) == (1, 3, [])
    chains, entries, broken = verify()
    assert (chains, entries, broken) == (Chain.objects.count(), Entry.objects.count(), [])


@pytest.mark.parametrize(
    "change",
    [
        "act = 'issue'",
        "actor_id = 'somebody'",
        "at = at + interval '1 minute'",
        "key = 'other'",
        "after = 9",
        "before = 4",
        "words_hash = sha256('x')",
        "hash = sha256('x')",
        "previous = sha256('x')",
    ],
)
def test_an_edited_entry_is_found(dossier, change):
    sql(f"UPDATE audit_entry SET {change} WHERE id = %s", entry(dossier, 2).pk)
    assert whys(dossier)


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_a_deleted_entry_is_found_wherever_it_stood(dossier, seq):
    entry(dossier, seq).delete()
    assert whys(dossier)


def test_reordered_entries_are_found(dossier):
    a, b = entry(dossier, 2), entry(dossier, 3)
    sql("UPDATE audit_entry SET seq = 3 WHERE id = %s", a.pk)
    sql("UPDATE audit_entry SET seq = 2 WHERE id = %s", b.pk)
    assert "thiếu hoặc đảo thứ tự" in whys(dossier)


def test_a_cut_tail_is_found_by_the_head(dossier):
    entry(dossier, 3).delete()
    assert "thiếu nhật ký ở cuối" in whys(dossier)


def test_a_chain_without_its_head_is_found(dossier):
    Chain.objects.filter(pk=dossier.pk).delete()
    assert whys(dossier) == {"mất đầu chuỗi"}
    assert any(b.subject == str(dossier.pk) for b in verify()[2])


def test_words_put_in_the_place_of_others_are_found(dossier):
    row = entry(dossier, 3)
    EntryWords.objects.filter(pk=row.pk).update(words={"actor": "Người khác"})
    assert "lời ghi không khớp" in whys(dossier)


def test_words_whose_bytes_were_changed_are_reported_and_the_rest_is_still_looked_at(dossier):
    sql("UPDATE audit_entrywords SET words = words || 'x' WHERE id = %s", entry(dossier, 2).pk)
    sql("UPDATE audit_entry SET act = 'issue' WHERE id = %s", entry(dossier, 3).pk)
    assert whys(dossier) >= {"lời ghi không khớp", "nội dung đã bị sửa"}


def test_missing_words_are_found(dossier):
    EntryWords.objects.filter(pk=entry(dossier, 2).pk).delete()
    assert "lời ghi không khớp" in whys(dossier)


def test_lawfully_erased_words_leave_the_chain_verifying(dossier):
    EntryWords.objects.filter(pk=entry(dossier, 2).pk).update(words=None)
    assert verify(dossier.pk) == (1, 3, [])


def test_words_are_not_legible_in_the_database(dossier):
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM audit_entrywords WHERE id = %s", [entry(dossier, 3).pk])
        stored = bytes(cursor.fetchone()[0])
    name = make.officer("receiver").name
    assert EntryWords.objects.get(pk=entry(dossier, 3).pk).words["actor"] == name
    assert name.encode() not in stored
