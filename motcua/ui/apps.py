from django.apps import AppConfig


class UiConfig(AppConfig):
    """No models: templates, tags and static files."""

    name = "motcua.ui"
    label = "ui"
