"""A request for supplement keeps whether it was asked later than the law lets an appraiser ask."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0008_no_step_share")]

    operations = [
        migrations.AddField("supplementrequest", "late", models.BooleanField(db_default=False, default=False, verbose_name="yêu cầu muộn"))
    ]
