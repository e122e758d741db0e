from django.db import migrations

import motcua.people.fields


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0004_delegation"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="email",
            field=motcua.people.fields.EncryptedText(null=True, verbose_name="thư điện tử công vụ"),
        ),
    ]
