"""Procedures as the city publishes them. A dossier keeps the revision in force when it was received.

Texts for people are JSON {"vi": …, "en": …}.
"""

from datetime import date
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from motcua.law.deadlines import Term
from motcua.law.flow import Outcome, Plan, PlannedStep
from motcua.law.publication import Life, life
from motcua.law.roles import Role
from motcua.lib.ids import new_id
from motcua.ui.forms.sources import NAMES


def words(text: dict[str, str]) -> str:
    """Return a bilingual text in the reader's language, Vietnamese where English is missing."""
    return text.get((get_language() or "vi")[:2]) or text.get("vi", "")


class Procedure(models.Model):
    """Thủ tục hành chính: the lasting identity behind its revisions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("mã thủ tục"), max_length=40, unique=True)
    name = models.JSONField(_("tên"))
    sector_code = models.CharField(_("mã lĩnh vực"), max_length=40)
    sector = models.JSONField(_("lĩnh vực"))
    keywords = models.TextField(_("từ khóa"), blank=True)
    search = models.TextField()

    class Meta:
        verbose_name = _("thủ tục hành chính")

    def __str__(self) -> str:
        return f"{self.code} {self.name.get('vi', '')}"

    @property
    def title(self) -> str:
        """The name in the reader's language."""
        return words(self.name)


class Form(models.Model):
    """Tờ khai: a version of a declared form, JSON Schema for the answers and a layout beside it. A version never changes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    data = models.JSONField()
    name = models.JSONField(_("tên tờ khai"), default=dict, db_default={})
    note = models.CharField(_("ghi chú"), max_length=300, blank=True, default="", db_default="")
    saved_by = models.CharField(_("người soạn"), max_length=200, blank=True, default="", db_default="")
    saved_at = models.DateTimeField(_("soạn lúc"), null=True)
    saved_key = models.CharField(max_length=100, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("tờ khai")
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="form_version_once")]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"


class StepPlan(models.Model):
    """Quy trình nội bộ: the table of steps, as rows of plain data."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    decision = models.CharField(_("quyết định"), max_length=120, blank=True)
    steps = models.JSONField()
    note = models.CharField(_("ghi chú"), max_length=300, blank=True, default="", db_default="")
    saved_by = models.CharField(_("người soạn"), max_length=200, blank=True, default="", db_default="")
    saved_at = models.DateTimeField(_("soạn lúc"), null=True)
    saved_key = models.CharField(max_length=100, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("quy trình nội bộ")
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="plan_version_once")]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"

    def plan(self) -> Plan:
        """Return the table as the pure value that law/flow.py reads: a version never changes, so it is read once."""
        return self._plan

    @cached_property
    def _plan(self) -> Plan:
        return plan_from(self.steps)


def plan_from(rows: list[dict[str, Any]]) -> Plan:
    """Return the plan written as rows {key, name, role, kind, minutes, outcomes: [{key, label, to, template}]} and what else a step has.

    `to` is a step, or a list of steps that begin together. What is left out has the defaults of PlannedStep.
    """
    return Plan(tuple(_planned(row) for row in rows))


def rows_from(plan: Plan) -> list[dict[str, Any]]:
    """Return a plan as rows that `plan_from` reads back to the same value."""
    return [_row(step) for step in plan.steps]


_ASIDE = ("same_as", "not_same_as", "unit", "join", "event", "check", "work", "output", "phase")


def _planned(row: dict[str, Any]) -> PlannedStep:
    outcomes = tuple(_outcome(each) for each in row.get("outcomes", []))
    aside = {name: row[name] for name in _ASIDE if name in row}
    name = row["name"]
    return PlannedStep(row["key"], name["vi"], Role(row["role"]), row["kind"], row["minutes"], outcomes, name.get("en", ""), **aside)


def _outcome(row: dict[str, Any]) -> Outcome:
    first, *beside = [row["to"]] if isinstance(row["to"], str) else row["to"]
    return Outcome(row["key"], row["label"]["vi"], first, row.get("template", ""), row["label"].get("en", ""), tuple(beside))


def _row(step: PlannedStep) -> dict[str, Any]:
    aside = {name: getattr(step, name) for name in _ASIDE if getattr(step, name) != PlannedStep.__dataclass_fields__[name].default}
    outcomes = [
        {
            "key": o.key,
            "label": {"vi": o.label, "en": o.label_en},
            "to": list(o.targets) if o.beside else o.to,
            **({"template": o.template} if o.template else {}),
        }
        for o in step.outcomes
    ]
    row = {"key": step.key, "name": {"vi": step.name, "en": step.name_en}, "role": str(step.role), "kind": str(step.kind)}
    return {**row, "minutes": step.minutes, "outcomes": outcomes, **aside}


class ResultTemplate(models.Model):
    """Mẫu kết quả: a paper as data, its places filled from the dossier and from what the officer drafts. A version never changes.

    A process names it by the part of `key` after the colon.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    data = models.JSONField()
    note = models.CharField(_("ghi chú"), max_length=300, blank=True, default="", db_default="")
    saved_by = models.CharField(_("người soạn"), max_length=200, blank=True, default="", db_default="")
    saved_at = models.DateTimeField(_("soạn lúc"), null=True)
    saved_key = models.CharField(max_length=100, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("mẫu kết quả")
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="template_version_once")]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"

    @property
    def name(self) -> str:
        """The name by which outcomes of a process draft it."""
        return self.key.rpartition(":")[2]

    @property
    def title(self) -> str:
        """What the paper is called, in the reader's language."""
        return words(self.data["title"])


class Revision(models.Model):
    """Bản công bố: what holds from a day on. `facts` is the published record; what the engine needs stands in columns.

    A draft has no `valid_from`, so no question for a day ever finds it; the rest of its life follows from its days.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    decision = models.CharField(_("quyết định công bố"), max_length=120)
    valid_from = models.DateField(_("từ ngày"), null=True)
    valid_to = models.DateField(_("đến ngày"), null=True)
    term = models.CharField(_("thời hạn giải quyết"), max_length=12)
    cutoff = models.TimeField(_("giờ chốt trong ngày"))
    supplement_mode = models.CharField(_("cách tính khi bổ sung"), max_length=10)
    supplement_days = models.PositiveSmallIntegerField(_("hạn bổ sung, ngày làm việc"))
    competent_kind = models.CharField(_("cơ quan giải quyết"), max_length=12)
    full_online = models.BooleanField(_("toàn trình"))
    facts = models.JSONField(_("nội dung công bố"))
    fingerprint = models.CharField(max_length=64)
    form = models.ForeignKey(Form, models.PROTECT)
    plan = models.ForeignKey(StepPlan, models.PROTECT)
    templates = models.ManyToManyField(ResultTemplate)

    class Meta:
        verbose_name = _("bản công bố")
        constraints = [models.UniqueConstraint(fields=["procedure", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.procedure.code} #{self.number}"

    def life(self, day: date) -> Life:
        """Return where the revision stands on `day`: draft, decided, in force or superseded."""
        return life(self.valid_from, self.valid_to, day)

    def legal_term(self) -> Term:
        """Return the settlement term as law/deadlines.py counts it, with the published flag `after_cutoff` (default: not set)."""
        return Term.parse(self.term, self.cutoff, after_cutoff=bool(self.facts.get("after_cutoff")))

    def second_term(self) -> Term | None:
        """Return the term of giai đoạn 2 that the procedure publishes (`term` of the second of its `phases`), or None."""
        phases = self.facts.get("phases", [])
        text = phases[1].get("term", "") if len(phases) > 1 else ""
        after = bool(self.facts.get("after_cutoff"))
        return Term.parse(text, self.cutoff, after_cutoff=after) if text else None

    def template(self, name: str) -> ResultTemplate:
        """Return the result template that outcomes of the process call `name`; raises ResultTemplate.DoesNotExist."""
        return self.templates.get(key__endswith=f":{name}")


class Requirement(models.Model):
    """Thành phần hồ sơ được yêu cầu. `condition` (as in forms) says when; `found_in` names the database that spares it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="requirements")
    key = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    name = models.JSONField(_("tên giấy tờ"))
    hint = models.JSONField(default=dict)
    why = models.JSONField(default=dict)
    basis = models.CharField(_("căn cứ"), max_length=200, blank=True)
    originals = models.PositiveSmallIntegerField(_("bản chính"), default=0)
    copies = models.PositiveSmallIntegerField(_("bản sao"), default=0)
    condition = models.JSONField(null=True)
    found_in = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("thành phần hồ sơ")
        ordering = ("order",)
        constraints = [models.UniqueConstraint(fields=["revision", "key"], name="requirement_once")]

    def __str__(self) -> str:
        return str(self.name.get("vi", ""))

    @property
    def title(self) -> str:
        """The name in the reader's language."""
        return words(self.name)

    @property
    def why_words(self) -> str:
        """Why it is asked, in the reader's language; '' where the revision does not say."""
        return words(self.why) if self.why else ""

    @property
    def source_name(self) -> str:
        """The database that spares it, in the reader's language; '' for a paper that must be brought."""
        return str(NAMES.get(self.found_in, self.found_in))


from motcua.catalogue.compliance import ComplianceCost as ComplianceCost  # noqa: E402
from motcua.catalogue.duplicate_verdict import DuplicateVerdict as DuplicateVerdict  # noqa: E402
from motcua.catalogue.examples import Example as Example  # noqa: E402
from motcua.catalogue.form_drafts import FormDraft as FormDraft  # noqa: E402
from motcua.catalogue.national_record import NationalRecord as NationalRecord  # noqa: E402
from motcua.catalogue.phrases import Phrase as Phrase  # noqa: E402 - a table of this room, in a file of its own
from motcua.catalogue.publications import Publication as Publication  # noqa: E402
from motcua.catalogue.publications import PublicationItem as PublicationItem  # noqa: E402
from motcua.catalogue.routing import EssentialService as EssentialService  # noqa: E402
from motcua.catalogue.routing import Routing as Routing  # noqa: E402
from motcua.catalogue.template_works import TemplateWork as TemplateWork  # noqa: E402
