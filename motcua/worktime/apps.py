"""The room `worktime` of the house."""

from django.apps import AppConfig


class WorktimeConfig(AppConfig):
    """Django's handle on `motcua.worktime`."""

    name = "motcua.worktime"
    label = "worktime"
