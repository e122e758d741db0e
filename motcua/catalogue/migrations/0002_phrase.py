"""Saved phrases of Mẫu 02, each with its article and the days it holds."""

from django.db import migrations, models

import motcua.lib.ids


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Phrase",
            fields=[
                ("id", models.UUIDField(default=motcua.lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=60)),
                ("procedure", models.CharField(blank=True, max_length=40, verbose_name="mã thủ tục")),
                ("name", models.CharField(max_length=300, verbose_name="mục")),
                ("instruction", models.TextField(verbose_name="cần làm gì")),
                ("basis", models.CharField(max_length=200, verbose_name="căn cứ")),
                ("certainty", models.CharField(max_length=1, verbose_name="độ chắc")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(null=True, verbose_name="đến ngày")),
            ],
            options={
                "verbose_name": "câu mẫu",
                "ordering": ("procedure", "key"),
                "constraints": [models.UniqueConstraint(fields=("key", "valid_from"), name="phrase_once_a_day")],
            },
        ),
    ]
