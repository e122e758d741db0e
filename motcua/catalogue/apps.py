"""The room `catalogue` of the house."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Django's handle on `motcua.catalogue`."""

    name = "motcua.catalogue"
    label = "catalogue"
