"""The room `outbox` of the house."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Django's handle on `motcua.outbox`."""

    name = "motcua.outbox"
    label = "outbox"
