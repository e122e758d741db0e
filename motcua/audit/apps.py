"""The room `audit` of the house."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Django's handle on `motcua.audit`."""

    name = "motcua.audit"
    label = "audit"
