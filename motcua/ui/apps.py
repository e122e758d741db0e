from django.apps import AppConfig
from django.utils.translation import gettext

from motcua.lib import saying


class UiConfig(AppConfig):
    """No models: templates, tags and static files, and the language in which sentences of law are said."""

    name = "motcua.ui"
    label = "ui"

    def ready(self) -> None:
        """Say the sentences of law and acts in the language of the request."""
        saying.use(gettext)
