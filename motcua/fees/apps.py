"""The room `fees` of the house."""

from django.apps import AppConfig


class FeesConfig(AppConfig):
    """Django's handle on `motcua.fees`."""

    name = "motcua.fees"
    label = "fees"
