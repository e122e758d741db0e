"""Hồ sơ and what belongs to it. What people answered is encrypted whole; numbers are found by keyed index on the party."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.models import Revision
from motcua.documents.models import Document
from motcua.law.lifecycle import STATUS_NAMES, Status
from motcua.law.roles import Role
from motcua.lib.ids import new_id
from motcua.people.fields import EncryptedJSON
from motcua.people.models import Agency, Party, User
from motcua.people.rights import Standing, Waits


class Channel(models.IntegerChoices):
    """KênhThựcHiện of the national portal."""

    DIRECT = 1, _("Tại quầy")
    ONLINE = 2, _("Trực tuyến")
    POST = 3, _("Bưu chính")


class Draft(models.Model):
    """An application not yet submitted: kept on every page, 30 days."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    applicant = models.ForeignKey(Party, models.PROTECT, related_name="drafts")
    holder = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+", verbose_name=_("chủ hồ sơ"))  # when by proxy
    revision = models.ForeignKey(Revision, models.PROTECT)
    channel = models.PositiveSmallIntegerField(choices=Channel.choices, default=Channel.ONLINE)
    made_by = models.ForeignKey(User, models.PROTECT)
    answers = EncryptedJSON()
    sources = models.JSONField(default=dict)
    page = models.CharField(max_length=60, blank=True)
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("bản nháp")
        indexes = [models.Index(fields=["applicant", "saved_at"], name="draft_of_applicant")]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.page}"

    @property
    def subject(self) -> Party:
        """Whose matter it is: the holder, where another applies by authority, else the applicant."""
        return self.holder or self.applicant


class DraftFile(models.Model):
    """A file put into a draft for one requirement."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    requirement = models.CharField(max_length=40)
    document = models.ForeignKey(Document, models.PROTECT)

    def __str__(self) -> str:
        return self.requirement


class Dossier(models.Model):
    """Hồ sơ. `due_at` is the first promise and is never overwritten; `promised_at` is the promise in force."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("mã hồ sơ"), max_length=60, unique=True, null=True)
    external_code = models.CharField(_("mã bên ngoài"), max_length=60, blank=True, db_index=True)
    origin = models.CharField(_("nộp tại hệ thống"), max_length=40, blank=True, default="", db_default="")  # '' the city's own
    revision = models.ForeignKey(Revision, models.PROTECT)
    applicant = models.ForeignKey(Party, models.PROTECT, related_name="dossiers")
    holder = models.ForeignKey(Party, models.PROTECT, null=True, related_name="held", verbose_name=_("chủ hồ sơ"))  # when by proxy
    receiver = models.ForeignKey(Agency, models.PROTECT, related_name="received")
    competent = models.ForeignKey(Agency, models.PROTECT, related_name="settled")
    support_point = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", verbose_name=_("điểm tiếp nhận hộ"))
    channel = models.PositiveSmallIntegerField(_("kênh"), choices=Channel.choices)
    status = models.PositiveSmallIntegerField(_("trạng thái"), choices=[(s.value, _(n)) for s, n in STATUS_NAMES.items()])
    summary = models.CharField(_("trích yếu"), max_length=300)
    answers = EncryptedJSON()
    sources = models.JSONField(default=dict)
    assurance = models.PositiveSmallIntegerField(_("mức định danh"), default=0)
    submitted_at = models.DateTimeField(_("nộp lúc"))
    reply_due_at = models.DateTimeField(_("hạn trả lời tiếp nhận"), null=True)
    received_at = models.DateTimeField(_("tiếp nhận lúc"), null=True)
    clock_from = models.DateTimeField(_("thời hạn tính từ"), null=True)
    due_at = models.DateTimeField(_("hẹn trả lần đầu"), null=True)
    promised_at = models.DateTimeField(_("hẹn trả"), null=True)
    finished_at = models.DateTimeField(_("xử lý xong lúc"), null=True)
    returned_at = models.DateTimeField(_("trả kết quả lúc"), null=True)
    decline_reason = models.TextField(_("lý do từ chối"), blank=True)
    step_key = models.CharField(max_length=40, blank=True)
    step_role = models.CharField(max_length=24, blank=True)
    step_officer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    step_due_at = models.DateTimeField(null=True)
    step_unit = models.CharField(max_length=40, blank=True, default="", db_default="")
    parallel = models.BooleanField(default=False, db_default=False)  # several steps are open: step_* names the one due first
    workers = ArrayField(models.UUIDField(), default=list)
    consulted = ArrayField(models.UUIDField(), default=list)
    cooperating = ArrayField(models.UUIDField(), default=list, db_default=[])  # officers, in the present step
    following = ArrayField(models.UUIDField(), default=list, db_default=[])
    look_up_token = models.CharField(max_length=32, unique=True)
    mirrored = models.BooleanField(_("hệ thống của bộ, ngành giải quyết"), default=False, db_default=False)

    class Meta:
        verbose_name = _("hồ sơ")
        indexes = [
            models.Index(fields=["receiver", "status", "submitted_at"], name="dossier_at_counter"),
            models.Index(
                fields=["competent", "step_role", "promised_at"], name="dossier_at_desk", condition=models.Q(status__in=[2, 4, 5, 6])
            ),
            models.Index(fields=["applicant", "submitted_at"], name="dossier_of_applicant"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["origin", "external_code"], condition=~models.Q(origin=""), name="dossier_from_outside_once"),
        ]

    def __str__(self) -> str:
        return self.code or str(self.id)

    @property
    def state(self) -> Status:
        """The status as law names it."""
        return Status(self.status)

    @property
    def subject(self) -> Party:
        """Whose matter it is: the holder, where another applies by authority, else the applicant."""
        return self.holder or self.applicant

    @property
    def correcting(self) -> bool:
        """Whether its issued result is being corrected: it was finished once, and is worked on again."""
        return self.finished_at is not None and self.state is Status.PROCESSING

    def standing(self) -> Standing:
        """Return who owns it and where it waits, for rights."""
        return Standing(
            frozenset(filter(None, (self.applicant_id, self.holder_id))),
            self.receiver_id,
            self.competent_id,
            self._waits(),
            frozenset(str(w) for w in self.workers),
            frozenset(self.consulted),
            frozenset(str(each) for each in self.cooperating),
            frozenset(str(each) for each in self.following),
            self.mirrored,
        )

    def _waits(self) -> tuple[Waits, ...]:
        """The open steps as rights see them: from the row itself, from the steps when there are several."""
        if self.parallel:
            return tuple(step.waits() for step in self.steps.all() if step.finished_at is None)
        return (Waits(Role(self.step_role), str(self.step_officer_id or ""), self.step_unit),) if self.step_role else ()


class Component(models.Model):
    """Thành phần hồ sơ đã có: given as a file, on paper, or found in a database."""

    class Given(models.TextChoices):
        """How it came."""

        FILE = "file", _("Tệp đính kèm")
        PAPER = "paper", _("Bản giấy tại quầy")
        DATABASE = "database", _("Có trong cơ sở dữ liệu")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="components")
    requirement = models.CharField(max_length=40)
    name = models.CharField(_("tên"), max_length=500)
    given = models.CharField(max_length=10, choices=Given.choices)
    document = models.ForeignKey(Document, models.PROTECT, null=True)
    originals = models.PositiveSmallIntegerField(_("bản chính"), default=0)
    copies = models.PositiveSmallIntegerField(_("bản sao"), default=0)
    source = models.CharField(_("nguồn"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("thành phần hồ sơ")

    def __str__(self) -> str:
        return self.name


class SupplementRequest(models.Model):
    """Phiếu yêu cầu bổ sung (Mẫu 02): asked once, fully."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="supplements")
    reason = models.TextField(_("lý do"))
    why_again = models.TextField(blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT)
    asked_at = models.DateTimeField()
    until = models.DateTimeField(_("hạn bổ sung"))
    late = models.BooleanField(_("yêu cầu muộn"), default=False, db_default=False)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("yêu cầu bổ sung")
        ordering = ("asked_at",)

    def __str__(self) -> str:
        return self.reason


class SupplementItem(models.Model):
    """One thing asked, answered by words or by a file."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(SupplementRequest, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(_("mục"), max_length=300)
    instruction = models.TextField(_("cần làm gì"))
    basis = models.CharField(_("căn cứ"), max_length=200, blank=True)
    requirement = models.CharField(max_length=40, blank=True)
    answer = models.TextField(_("trả lời"), blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.name


class ClockPause(models.Model):
    """An interval in which the clock did not run; pauses are intervals, never edits."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="pauses")
    start = models.DateTimeField()
    end = models.DateTimeField(null=True)
    why = models.CharField(max_length=300)
    mode = models.CharField(max_length=10)

    def __str__(self) -> str:
        return f"{self.start} {self.why}"


class Paper(models.Model):
    """An official paper that an act made due, with its values; a job renders it and `document` appears."""

    class Kind(models.TextChoices):
        """Which paper."""

        APPOINTMENT_SLIP = "appointment_slip", _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
        SUPPLEMENT_REQUEST = "supplement_request", _("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")
        REFUSAL = "refusal", _("Phiếu từ chối tiếp nhận giải quyết hồ sơ")
        APOLOGY = "apology", _("Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết")
        STOP_NOTICE = "stop_notice", _("Thông báo dừng giải quyết hồ sơ")
        RESULT = "result", _("Dự thảo kết quả")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    values = EncryptedJSON()
    asked_at = models.DateTimeField()
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")  # whose electronic signature it carries
    document = models.ForeignKey(Document, models.PROTECT, null=True)
    unsigned = models.BooleanField(default=False)  # drawn, but the signing authority does not answer
    boxes = models.JSONField(default=dict)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("giấy tờ phải lập")
        ordering = ("asked_at",)

    def __str__(self) -> str:
        return self.kind


class Result(models.Model):
    """Kết quả: drafted, signed by a leader, numbered and issued by the records clerk. `token` opens its verification page."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="result")
    template = models.CharField(max_length=60)
    outcome = models.CharField(max_length=40)
    title = models.CharField(_("tên kết quả"), max_length=200)
    fields = EncryptedJSON()
    paper = models.ForeignKey(Paper, models.PROTECT, null=True)
    drafted_at = models.DateTimeField()
    signer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    numbered_at = models.DateTimeField(null=True)
    issuer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    issued = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    receiver_name = models.CharField(_("người nhận"), max_length=200, blank=True)
    method = models.CharField(_("cách nhận"), max_length=12, blank=True)
    token = models.CharField(max_length=43, unique=True)

    class Meta:
        verbose_name = _("kết quả")

    def __str__(self) -> str:
        return self.number or self.title


class Serial(models.Model):
    """The last serial given: dossier codes per agency and day, result numbers per agency, book and year. Never reused.

    Numbers up to `began` were given by an older system that this one took over from.
    """

    agency = models.ForeignKey(Agency, models.PROTECT)
    book = models.CharField(max_length=40)
    last = models.PositiveIntegerField(default=0)
    began = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "book"], name="serial_once")]

    def __str__(self) -> str:
        return f"{self.book}: {self.last}"


from motcua.dossiers import matters as matters  # noqa: E402 - as above
from motcua.dossiers.alerts import Alert as Alert  # noqa: E402
from motcua.dossiers.confirmations import Confirmation as Confirmation  # noqa: E402
from motcua.dossiers.corrections import Correction as Correction  # noqa: E402
from motcua.dossiers.lookups import Consent as Consent  # noqa: E402 - as above
from motcua.dossiers.lookups import Lookup as Lookup  # noqa: E402
from motcua.dossiers.lookups import PaperInstead as PaperInstead  # noqa: E402
from motcua.dossiers.lookups import Reasked as Reasked  # noqa: E402
from motcua.dossiers.moves import Move as Move  # noqa: E402 - their tables refer to those above
from motcua.dossiers.moves import VoidedCode as VoidedCode  # noqa: E402
from motcua.dossiers.origins import Origin as Origin  # noqa: E402 - as above
from motcua.dossiers.parts import Participation as Participation  # noqa: E402
from motcua.dossiers.promises import Promise as Promise  # noqa: E402
from motcua.dossiers.registers import RegisterClosing as RegisterClosing  # noqa: E402
from motcua.dossiers.registers import RegisterEntry as RegisterEntry  # noqa: E402
from motcua.dossiers.rewordings import Rewording as Rewording  # noqa: E402
from motcua.dossiers.runs import Run as Run  # noqa: E402
from motcua.dossiers.runs import RunLine as RunLine  # noqa: E402
from motcua.dossiers.steps import Step as Step  # noqa: E402
from motcua.dossiers.takeover import PastEvent as PastEvent  # noqa: E402
from motcua.dossiers.takeover import TakenOver as TakenOver  # noqa: E402
