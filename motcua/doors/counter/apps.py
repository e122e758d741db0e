"""The door `counter`."""

from django.apps import AppConfig


class CounterConfig(AppConfig):
    """Django's handle on `motcua.doors.counter`: views and templates, no models."""

    name = "motcua.doors.counter"
    label = "counter"
