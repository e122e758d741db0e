import django.db.models.deletion
from django.db import migrations, models

import motcua.lib.ids
import motcua.people.fields


class Migration(migrations.Migration):

    dependencies = [
        ("dossiers", "0004_matters"),
    ]

    operations = [
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("id", models.UUIDField(default=motcua.lib.ids.new_id, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("overdue", "Đã quá hạn"),
                            ("today", "Đến hạn hôm nay"),
                            ("apology", "Sẽ trễ nếu không xong trước ngày làm việc tới"),
                            ("soon", "Sắp đến hạn"),
                            ("reply_late", "Quá hạn trả lời tiếp nhận"),
                            ("reply_soon", "Sắp hết giờ trả lời tiếp nhận"),
                        ],
                        max_length=12,
                    ),
                ),
                ("due", models.DateTimeField(verbose_name="hạn")),
                ("raised_at", models.DateTimeField(verbose_name="báo lúc")),
                ("told_on", models.DateField(null=True, verbose_name="đưa vào thư ngày")),
                ("draft", motcua.people.fields.EncryptedJSON(null=True)),
                (
                    "dossier",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="alerts", to="dossiers.dossier"),
                ),
            ],
            options={
                "verbose_name": "cảnh báo hạn",
                "indexes": [models.Index(condition=models.Q(("told_on", None)), fields=["kind"], name="alert_untold")],
                "constraints": [models.UniqueConstraint(fields=("dossier", "kind", "due"), name="alert_once")],
            },
        ),
    ]
