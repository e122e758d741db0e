"""Shared work on a step has no act yet: its table goes until it has."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0007_register")]

    operations = [migrations.DeleteModel("StepShare")]
