"""Stored bytes are encrypted, say nothing by their name, and do not open once changed or moved."""

from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from motcua.acts import tidying
from motcua.audit.models import Entry
from motcua.documents import store
from motcua.documents.models import Document
from motcua.jobs.tidying import remove_orphans
from motcua.people.actor import job
from tests import make

pytestmark = pytest.mark.django_db
WORDS = "Giấy chứng sinh của Trần Gia Bảo".encode()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}


def kept(name="Trần Gia Bảo.pdf", content=WORDS):
    return store.put(name, content, "application/pdf", at=make.MONDAY)


def stored(document):
    with default_storage.open(document.place) as file:
        return file.read()


def replace(document, content):
    default_storage.delete(document.place)
    document.place = default_storage.save(document.place, ContentFile(content))


def test_what_is_put_comes_back_and_lies_encrypted_under_a_name_that_says_nothing():
    document = kept()
    assert store.content(document) == WORDS
    assert WORDS not in stored(document)
    assert "Bảo" not in document.place
    assert (document.size, document.name) == (len(WORDS), "Trần Gia Bảo.pdf")


def test_changed_bytes_do_not_open():
    document = kept()
    sealed = bytearray(stored(document))
    sealed[-1] ^= 1
    replace(document, bytes(sealed))
    with pytest.raises(InvalidTag):
        store.content(document)


def test_the_bytes_of_another_document_do_not_open_in_its_place():
    document, other = kept(), kept(content=b"other")
    replace(document, stored(other))
    with pytest.raises(InvalidTag):
        store.content(document)


def test_a_very_long_name_keeps_its_end():
    assert kept("a" * 300 + ".pdf").name.endswith(".pdf")


def test_a_file_left_by_a_crash_goes_after_a_day_and_what_a_row_names_stays():
    # Files carry the clock of the disk, so the moments here are the real ones.
    now = timezone.now()
    named, lost = kept(), kept()
    Document.objects.filter(pk=lost.pk).delete()
    by = job("tidying")
    assert tidying.remove_orphans(by=by, at=now) == 0, "an act may still be writing its row"
    assert tidying.remove_orphans(by=by, at=now + timedelta(days=1, minutes=1)) == 1
    assert not default_storage.exists(lost.place)
    assert store.content(named) == WORDS
    assert Entry.objects.filter(subject=tidying.STORE).count() == 1
    assert tidying.remove_orphans(by=by, at=now + timedelta(days=2)) == 0


def test_the_night_round_runs_the_act(monkeypatch):
    Document.objects.filter(pk=kept().pk).delete()
    moment = timezone.now() + timedelta(days=2)
    monkeypatch.setattr("motcua.jobs.tidying.timezone.now", lambda: moment)
    remove_orphans(0)
    assert Entry.objects.filter(subject=tidying.STORE).count() == 1
