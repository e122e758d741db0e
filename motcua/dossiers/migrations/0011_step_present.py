from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """The present step is found at once, however many steps a dossier has behind it."""

    atomic = False

    dependencies = [("dossiers", "0010_runs")]

    operations = [
        AddIndexConcurrently(
            model_name="step",
            index=models.Index(fields=["dossier"], name="step_present", condition=models.Q(("finished_at", None))),
        ),
    ]
