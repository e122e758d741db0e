"""The door `portal`."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Django's handle on `motcua.doors.portal`: views and templates, no models."""

    name = "motcua.doors.portal"
    label = "portal"
