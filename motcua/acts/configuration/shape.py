"""Which rows are the configuration, what names each of them, and what of them does not travel.

Every column of a table here goes out, unless LEFT_OUT names it: a column added later travels without a word here. Keys are natural:
what a row is called in files, and how another row refers to it.
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import Field, ForeignKey, ManyToManyField, Model, Q

from motcua.catalogue.models import (
    ComplianceCost,
    DuplicateVerdict,
    EssentialService,
    Example,
    Form,
    Phrase,
    Procedure,
    Publication,
    PublicationItem,
    Requirement,
    ResultTemplate,
    Revision,
    Routing,
    StepPlan,
)
from motcua.fees.models import FeeRule
from motcua.outbox.models import AnswerRule
from motcua.people.models import Agency, Unit
from motcua.policy.models import Setting
from motcua.worktime.models import SpecialDay, WorkSession

if TYPE_CHECKING:
    Column = Field[Any, Any]
    Listed = ManyToManyField[Any, Any]
else:
    Column, Listed = Field, ManyToManyField


@dataclass(frozen=True)
class Table:
    """One table: its name in files, what names a row, which rows are settled (drafts stay where they are)."""

    name: str
    model: type[Model]
    key: tuple[str, ...]
    settled: Q = Q()


TABLES = (
    Table("agency", Agency, ("code",)),
    Table("unit", Unit, ("agency", "key")),
    Table("setting", Setting, ("name", "valid_from")),
    Table("special_day", SpecialDay, ("day", "known_from")),
    Table("session", WorkSession, ("agency", "valid_from", "opens")),
    Table("answer", AnswerRule, ("partner", "pattern", "valid_from")),
    Table("phrase", Phrase, ("key", "valid_from")),
    Table(
        "procedure",
        Procedure,
        ("code",),
        Q(revisions__valid_from__isnull=False) | Q(examples__isnull=False) | Q(compliance_costs__isnull=False),
    ),
    Table("form", Form, ("key", "version")),
    Table("process", StepPlan, ("key", "version")),
    Table("template", ResultTemplate, ("key", "version")),
    Table("revision", Revision, ("procedure", "number"), Q(valid_from__isnull=False)),
    Table("requirement", Requirement, ("revision", "key"), Q(revision__valid_from__isnull=False)),
    Table("example", Example, ("procedure", "name")),
    Table("cost", ComplianceCost, ("procedure", "assessed_at", "simplification")),
    Table("publication", Publication, ("number", "agency_name", "decided_at"), Q(decided_at__isnull=False)),
    Table("published", PublicationItem, ("publication", "procedure"), Q(publication__decided_at__isnull=False)),
    Table("fee_rule", FeeRule, ("key", "valid_from")),
    Table("routing", Routing, ("code", "case", "valid_from")),
    Table("service", EssentialService, ("key", "valid_from")),
    Table("verdict", DuplicateVerdict, ("pair", "decided_at")),
)
BY_NAME = {table.name: table for table in TABLES}
BY_MODEL: dict[Any, Table] = {table.model: table for table in TABLES}
AGENCIES = ("agency", "unit")  # left out of an export that is asked to leave them
# Columns that do not travel, whichever table has them, and why.
LEFT_OUT = {
    "id": "every city has keys of its own; rows are named by their natural key",
    "search": "made from the name when it is written",
    "sort_key": "made from the name when it is written",
    "saved_by": "an officer's name",
    "decided_by": "an officer's name",
    "saved_key": "the key of a form that was posted once",
}
# Tables of the same rooms that are no configuration, and why.
NO_CONFIGURATION = {
    "catalogue.NationalRecord": "the nation's, taken in by `motcua catalogue import`, handed on by `motcua catalogue export`",
    "catalogue.FormDraft": "a working copy of one officer",
    "catalogue.TemplateWork": "a working copy of one officer",
    "fees.FeeQuote": "what was told to an applicant: of a dossier",
    "worktime.Outage": "what happened, with the dossiers it touched",
    "people.User": "people",
    "people.Party": "people",
    "people.Post": "who holds which post: people are appointed anew",
    "people.Delegation": "people",
    "people.Reorganisation": "what happened; agencies carry their days",
    "people.Succession": "what happened; agencies carry their days",
}
REFERS = {("agency", "archives"): "agency"}  # lists of keys that are no foreign keys to the database


@cache
def columns(table: Table) -> tuple[Column, ...]:
    """Return the columns of a table that travel, in order of name."""
    found = [field for field in table.model._meta.concrete_fields if field.name not in LEFT_OUT]
    return tuple(sorted(found, key=lambda field: field.name))


@cache
def lists(table: Table) -> tuple[Listed, ...]:
    """Return the lists of other rows that a table's rows hold."""
    return tuple(sorted(table.model._meta.many_to_many, key=lambda field: field.name))


def target(field: Column) -> Table | None:
    """Return the table that a column refers to; None for a plain value. Raises KeyError for one that does not travel."""
    return BY_MODEL[field.related_model] if isinstance(field, (ForeignKey, ManyToManyField)) else None
