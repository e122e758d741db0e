"""The door `office`."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Django's handle on `motcua.doors.office`: views and templates, no models."""

    name = "motcua.doors.office"
    label = "office"
