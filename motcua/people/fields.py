"""Columns that are encrypted in the database: text and JSON, AES-256-GCM under settings.DATA_KEY."""

import json
from typing import Any

from django.conf import settings
from django.db import models

from motcua.lib import crypto


def index_of(number: str) -> str:
    """Return the keyed index of a personal or tax number, to find it without decrypting; '' for ''."""
    return crypto.index(number, settings.INDEX_KEY) if number else ""


class EncryptedText(models.BinaryField):  # type: ignore[type-arg]
    """Text stored encrypted; '' is stored as no bytes. It cannot be searched: keep `index_of` beside it."""

    def from_db_value(self, value: bytes | memoryview | None, *_: Any) -> str | None:
        """Decrypt what the database gives; None stays None, as in any row of an outer join that is absent."""
        if value is None:
            return None
        return crypto.decrypt(bytes(value), settings.DATA_KEY) if len(value) else ""

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt what the program gives."""
        if value is None or value == "":
            return None if value is None else b""
        return crypto.encrypt(str(value), settings.DATA_KEY)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Hand the encrypted bytes to the driver."""
        return super().get_db_prep_value(value if prepared else self.get_prep_value(value), connection, prepared=True)


class EncryptedJSON(EncryptedText):
    """A JSON value stored encrypted."""

    def from_db_value(self, value: bytes | memoryview | None, *_: Any) -> Any:
        """Decrypt and parse."""
        text = super().from_db_value(value)
        return json.loads(text) if text else None

    def get_prep_value(self, value: Any) -> Any:
        """Serialise and encrypt."""
        return super().get_prep_value(json.dumps(value, ensure_ascii=False))
