"""The door `desk`."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Django's handle on `motcua.doors.desk`: views and templates, no models."""

    name = "motcua.doors.desk"
    label = "desk"
