"""The door `entrance`."""

from django.apps import AppConfig


class EntranceConfig(AppConfig):
    """Django's handle on `motcua.doors.entrance`: views and templates, no models."""

    name = "motcua.doors.entrance"
    label = "entrance"
