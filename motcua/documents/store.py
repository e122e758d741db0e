"""Where the bytes lie: encrypted, in the storage that settings name (a folder, or S3). Acts call `put`; access.py guards `content`."""

import base64
import hashlib
import os
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from motcua.documents.models import Document, Level
from motcua.lib.ids import new_id

_NONCE = 12


def put(name: str, content: bytes, media_type: str, *, at: datetime, pages: int | None = None, level: Level = Level.SCAN) -> Document:
    """Store `content` encrypted and write its Document, inside the caller's transaction."""
    key = new_id()
    nonce = os.urandom(_NONCE)
    sealed = nonce + _cipher().encrypt(nonce, content, key.bytes)
    place = default_storage.save(f"{key.hex[:6]}/{key.hex}", ContentFile(sealed))
    document = Document(
        id=key,
        name=name[-200:],
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        pages=pages,
        level=level,
        place=place,
        made_at=at,
    )
    document.save(force_insert=True)
    return document


def content(document: Document) -> bytes:
    """Return the bytes of a document; raises InvalidTag when the stored bytes were changed."""
    with default_storage.open(document.place) as stored:
        sealed = stored.read()
    return _cipher().decrypt(sealed[:_NONCE], sealed[_NONCE:], document.id.bytes)


def orphans(at: datetime, age: timedelta) -> list[str]:
    """Return the places of files older than `age` at `at` that no Document names: a crash came between file and row.

    Looks at the folders of the last fortnight (their names are the time of the key): one query a folder.
    """
    found: list[str] = []
    for folder in _folders(at - timedelta(days=14), at):
        if not default_storage.exists(folder):
            continue
        places = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
        named = set(Document.objects.filter(place__in=places).values_list("place", flat=True))
        found += [p for p in places if p not in named and at - default_storage.get_modified_time(p) > age]
    return found


def remove(place: str) -> None:
    """Remove a stored file; one that is gone already is no matter."""
    default_storage.delete(place)


def _folders(since: datetime, until: datetime) -> list[str]:
    """The folders that keys made between two moments lie in: the first 24 bits of a UUIDv7's milliseconds."""
    first, last = (int(moment.timestamp() * 1000) >> 24 for moment in (since, until))
    return [f"{each:06x}" for each in range(first, last + 1)]


def _cipher() -> AESGCM:
    return AESGCM(base64.b64decode(settings.DATA_KEY))
