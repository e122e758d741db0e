"""Stored bytes are encrypted, say nothing by their name, and do not open once changed or moved."""

import pytest
from cryptography.exceptions import InvalidTag
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from motcua.documents import store
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
