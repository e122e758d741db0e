"""The room `dossiers` of the house."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """Django's handle on `motcua.dossiers`."""

    name = "motcua.dossiers"
    label = "dossiers"
