"""Papers carry the electronic signature of an agency; the forms 02 to 05 are papers too."""

import django.db.models.deletion
from django.db import migrations, models

KINDS = [
    ("appointment_slip", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    ("supplement_request", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    ("refusal", "Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    ("apology", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"),
    ("stop_notice", "Thông báo dừng giải quyết hồ sơ"),
    ("result", "Dự thảo kết quả"),
]


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial"), ("people", "0002_agency_sort_key")]

    operations = [
        migrations.AlterField("paper", "kind", models.CharField(choices=KINDS, max_length=30)),
        migrations.AddField(
            "paper",
            "agency",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.agency"),
        ),
        migrations.AddField("paper", "unsigned", models.BooleanField(default=False)),
    ]
