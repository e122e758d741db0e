"""Fee rules as dated rows, and what was quoted to a dossier at reception. Amounts are whole VND."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.models import words
from motcua.dossiers.models import Channel, Dossier
from motcua.law.fee_rules import EFFECT_NAMES, KIND_NAMES, SETTER_NAMES, Effect, Kind, Per, Setter
from motcua.lib.ids import new_id


class FeeRule(models.Model):
    """Quy định về phí, lệ phí: a tariff, or what lowers one. Never rewritten: another amount holds from another day.

    `procedures` empty: all; `listed` False: a list of procedures that we do not have, so the rule is told of and never applied.
    `condition` is a condition over answers, {} when only an officer can see whether it holds; None: always.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=80)
    effect = models.PositiveSmallIntegerField(_("tác dụng"), choices=[(e.value, _(n)) for e, n in EFFECT_NAMES.items()])
    name = models.JSONField(_("nội dung"))
    item = models.CharField(_("khoản"), max_length=40, blank=True)
    kind = models.CharField(_("loại"), max_length=6, blank=True, choices=[(k.value, _(n)) for k, n in KIND_NAMES.items()])
    setter = models.CharField(
        _("nơi quy định mức thu"), max_length=10, blank=True, choices=[(s.value, _(n)) for s, n in SETTER_NAMES.items()]
    )
    amount = models.PositiveBigIntegerField(_("số tiền"), null=True)
    percent = models.PositiveSmallIntegerField(_("phần trăm"), default=100)
    most = models.PositiveBigIntegerField(_("nhiều nhất"), null=True)
    per = models.CharField(_("tính theo"), max_length=8, default=Per.DOSSIER.value)
    steps = models.JSONField(default=list)
    appraisal = models.BooleanField(_("phí thẩm định"), default=False)
    spares_appraisal = models.BooleanField(_("không gồm phí thẩm định"), default=False)
    procedures = ArrayField(models.CharField(max_length=40), verbose_name=_("thủ tục"), default=list)
    listed = models.BooleanField(_("đã biết danh mục thủ tục"), default=True)
    channels = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("kênh"), default=list)
    payers = ArrayField(models.CharField(max_length=24), verbose_name=_("đối tượng"), default=list)
    condition = models.JSONField(null=True)
    when = models.JSONField(_("trường hợp"), default=dict)
    basis = models.CharField(_("căn cứ"), max_length=200)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)
    certainty = models.CharField(_("độ chắc"), max_length=1)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến ngày"), null=True)

    class Meta:
        verbose_name = _("quy định về phí")
        ordering = ("effect", "key", "valid_from")
        constraints = [models.UniqueConstraint(fields=["key", "valid_from"], name="fee_rule_once_a_day")]

    def __str__(self) -> str:
        return f"{self.key} {self.valid_from}"

    @property
    def title(self) -> str:
        """What it is about, in the reader's language."""
        return words(self.name)

    def does(self) -> Effect:
        """Return what the rule does, as law names it."""
        return Effect(self.effect)

    def about(self) -> tuple[Kind | None, Setter | None]:
        """Return the kind and the setter it is about; None: all."""
        return (Kind(self.kind) if self.kind else None, Setter(self.setter) if self.setter else None)


class FeeQuote(models.Model):
    """Phí, lệ phí đã báo khi tiếp nhận: the lines as they were said, with the rules behind each; None: not known then."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="fee_quote")
    day = models.DateField()
    channel = models.PositiveSmallIntegerField(choices=Channel.choices)
    payers = ArrayField(models.CharField(max_length=24), default=list)
    lines = models.JSONField()
    charged = models.PositiveBigIntegerField(_("phải nộp theo mức thu"), null=True)
    supported = models.PositiveBigIntegerField(_("thành phố hỗ trợ"), null=True)
    payable = models.PositiveBigIntegerField(_("người nộp trả"), null=True)
    quoted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("phí, lệ phí đã báo")

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.payable}"
