"""The room `documents` of the house."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Django's handle on `motcua.documents`."""

    name = "motcua.documents"
    label = "documents"
