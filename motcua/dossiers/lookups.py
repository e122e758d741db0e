"""Questions to databases about a person, each with its purpose, its answer and how it ended."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id
from motcua.people.fields import EncryptedJSON


class Lookup(models.Model):
    """Một lần tra cứu: one question to a database about a person in this dossier; the answer is kept encrypted until the dossier closes."""

    class State(models.TextChoices):
        """How it ended."""

        ASKED = "asked", _("Đang lấy dữ liệu")
        MATCHED = "matched", _("Danh tính khớp")
        NO_MATCH = "no_match", _("Không khớp")
        FAILED = "failed", _("Chưa tra cứu được")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, null=True, related_name="lookups")
    draft = models.ForeignKey("dossiers.Draft", models.CASCADE, null=True, related_name="lookups")
    person_index = models.CharField(max_length=64)
    system = models.CharField(max_length=40)
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    answer = EncryptedJSON(null=True)
    answered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.system} {self.state}"
