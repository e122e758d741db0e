"""The room `policy` of the house."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    """Django's handle on `motcua.policy`."""

    name = "motcua.policy"
    label = "policy"
