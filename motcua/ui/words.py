"""Words kept as data in both languages; they show themselves in the language of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation


@dataclass(frozen=True)
class Words:
    """The same words in Vietnamese and English. `str()` picks by the active language."""

    vi: str
    en: str

    @classmethod
    def of(cls, data: Any) -> "Words":
        """Read {"vi": …, "en": …}. Raises ValueError when either is missing or empty."""
        if not isinstance(data, Mapping) or not all(isinstance(data.get(key), str) and data[key].strip() for key in ("vi", "en")):
            raise ValueError('needs words in both languages: {"vi": …, "en": …}')
        return cls(vi=data["vi"].strip(), en=data["en"].strip())

    def in_(self, language: str | None) -> str:
        """Return the words in `language` ("vi" or "en"; anything else is Vietnamese)."""
        return self.en if (language or "vi").startswith("en") else self.vi

    def __str__(self) -> str:
        return self.in_(translation.get_language())
