"""Each received dossier has a number in its counter's book of the year; a book is closed once."""

import django.db.models.deletion
import motcua.lib.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0006_promise"),
        ("people", "0002_agency_sort_key"),
    ]

    operations = [
        migrations.CreateModel(
            name="RegisterClosing",
            fields=[
                ("id", models.UUIDField(default=motcua.lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("count", models.PositiveIntegerField(verbose_name="số hồ sơ")),
                ("hash", models.CharField(max_length=64, verbose_name="mã băm")),
                ("closed_by", models.CharField(max_length=200, verbose_name="người khóa sổ")),
                ("closed_at", models.DateTimeField()),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.agency")),
            ],
            options={
                "verbose_name": "khóa sổ theo dõi",
                "constraints": [models.UniqueConstraint(fields=("agency", "year"), name="register_closed_once")],
            },
        ),
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
                ("id", models.UUIDField(default=motcua.lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("number", models.PositiveIntegerField(verbose_name="số thứ tự")),
                ("agency", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.agency")),
                (
                    "dossier",
                    models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="register", to="dossiers.dossier"),
                ),
            ],
            options={
                "verbose_name": "số trong sổ theo dõi",
                "constraints": [models.UniqueConstraint(fields=("agency", "year", "number"), name="register_number_once")],
            },
        ),
    ]
