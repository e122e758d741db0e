"""Read a dated setting."""

from datetime import date
from typing import Any

from django.db.models import Q

from motcua.lib.remembering import for_a_moment
from motcua.policy.models import Setting


class SettingMissing(LookupError):
    """No value is in force for a setting on that day: the city's data are not loaded, or end."""


def value(name: str, day: date) -> Any:
    """Return the value of setting `name` in force on `day`. Raises SettingMissing. Remembered for a moment."""
    return setting(name, day).value


@for_a_moment
def setting(name: str, day: date) -> Setting:
    """Return the row of setting `name` in force on `day`: value, source, how sure. Raises SettingMissing. Remembered for a moment."""
    found = Setting.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), name=name, valid_from__lte=day).order_by("-valid_from").first()
    if found is None:
        raise SettingMissing(f"{name} @ {day.isoformat()}")
    return found
