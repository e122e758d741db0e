"""The room `jobs` of the house."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Django's handle on `motcua.jobs`; procrastinate finds its tasks in `tasks.py`."""

    name = "motcua.jobs"
    label = "jobs"
