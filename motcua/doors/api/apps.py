"""The door `api`."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Django's handle on `motcua.doors.api`: views and templates, no models."""

    name = "motcua.doors.api"
    label = "api"
