"""Find the open steps of the clock's job without reading the others; no long lock."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("dossiers", "0012_open_steps")]

    operations = [
        AddIndexConcurrently(
            "step", models.Index(fields=["due_at"], name="step_of_jobs", condition=models.Q(finished_at=None, role="job"))
        )
    ]
