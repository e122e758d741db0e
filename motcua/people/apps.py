"""The room `people` of the house."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Django's handle on `motcua.people`."""

    name = "motcua.people"
    label = "people"
