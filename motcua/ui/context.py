"""What every page knows: the city, the moment, the person, the other language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation

from motcua.ui.words import Words

_CITY: dict[str, Any] = {
    "name": {"vi": "Thành phố Hà Nội", "en": "City of Hà Nội"},
    "owner": {
        "vi": "UBND thành phố Hà Nội · Trung tâm Phục vụ hành chính công",
        "en": "Hà Nội People's Committee · Public Administration Service Centre",
    },
    "hotline": "1022",
}


def page(request: HttpRequest) -> dict[str, Any]:
    """Values for the base templates. `request.now` and `request.person_menu` win when a middleware set them; no query is made."""
    return {
        "now": getattr(request, "now", None) or timezone.now(),
        "city": city(),
        "person_menu": getattr(request, "person_menu", None),
        "other_language": "vi" if translation.get_language() == "en" else "en",
        "demo": getattr(settings, "DEMO", False),
    }


def city() -> dict[str, Any]:
    """The city's own names from settings.CITY, the reference city's where a name is not set."""
    chosen = {**_CITY, **getattr(settings, "CITY", {})}
    return {**chosen, "name": Words.of(chosen["name"]), "owner": Words.of(chosen["owner"])}
