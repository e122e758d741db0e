"""The rights of a post, lent for dates."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.lib.ids import new_id


class Delegation(models.Model):
    """Ủy quyền xử lý: the rights of a post lent to another officer of the agency for dates; ended early by `revoked_at`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey("people.Post", models.PROTECT, related_name="delegations")
    to = models.ForeignKey("people.User", models.PROTECT, related_name="delegations")
    reason = models.CharField(_("căn cứ, lý do"), max_length=300)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"))
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True)

    class Meta:
        verbose_name = _("ủy quyền xử lý")
        indexes = [models.Index(fields=["to", "valid_to"], name="delegation_of")]

    def __str__(self) -> str:
        return f"{self.post_id} → {self.to_id}"
