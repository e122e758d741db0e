"""Where the bytes lie: encrypted, in the storage that settings name (a folder, or S3). Acts call `put`; access.py guards `content`."""

import base64
import hashlib
import os
from datetime import datetime

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


def _cipher() -> AESGCM:
    return AESGCM(base64.b64decode(settings.DATA_KEY))
