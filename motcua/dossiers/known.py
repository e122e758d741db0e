"""What the state knows for an application: which databases its form can use, what the person is asked first, what was answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier, Draft, Lookup
from motcua.law.calendar import HANOI
from motcua.lib.saying import say
from motcua.people import numbers
from motcua.people.fields import index_of
from motcua.people.models import Party, PartyKind
from motcua.policy.values import value
from motcua.ui.forms import Form, Row, Section
from motcua.ui.forms.paths import BUSINESS, DATABASES, POPULATION, of_firm, of_person, words_of
from motcua.ui.forms.sources import NAMES, corrects
from motcua.ui.forms.sources import told_by as told_by_mark

Told = dict[str, tuple[Mapping[str, Any], datetime]]
PURPOSE = gettext_noop("Điền sẵn tờ khai “%(procedure)s”, để bạn không phải khai điều Nhà nước đã có")


@dataclass(frozen=True)
class Asking:
    """What a person is told before anything is fetched, by database: its name, what is fetched, what for, on which basis."""

    version: str
    told: dict[str, dict[str, Any]]


def systems_of(form: Form, party: Party) -> list[str]:
    """Return the databases that could fill in `form` for `party`: one that cannot be asked about them is left out."""
    used = {DATABASES[each.source] for each in form.prefills()}
    person = party.kind == PartyKind.PERSON and bool(party.personal_number) and party.birth_date is not None
    firm = tax_code_field(form) is not None or party.kind == PartyKind.ORGANISATION
    return [system for system, able in ((POPULATION, person), (BUSINESS, firm)) if able and system in used]


def asking_of(draft: Draft, form: Form, day: date) -> Asking:
    """Return what is asked of the person, in the reader's language, from the setting in force on `day`."""
    text = value("prefill_consent", day)
    purpose = _(PURPOSE) % {"procedure": draft.revision.procedure.title}
    told = {}
    for system in systems_of(form, draft.subject):
        names = dict.fromkeys(say(words_of(each.source, each.path)) for each in form.prefills() if DATABASES[each.source] == system)
        told[system] = {"database": str(NAMES[system]), "fetched": list(names), "purpose": purpose, "basis": list(text["basis"])}
    return Asking(text["version"], told)


def tax_code_field(form: Form) -> str | None:
    """Return the question whose answer is the firm to look up: the first that asks for a tax code."""
    return next((item.field for page in form.layout for item in page.questions() if item.widget == "tax_code"), None)


def tax_code_of(form: Form, answers: Mapping[str, Any], party: Party) -> str:
    """Return the tax code of the firm a form is about: what its question was answered, else the organisation's own; '' none."""
    field = tax_code_field(form)
    typed = numbers.tax_code(str(answers.get(field) or "")) if field else None
    own = party.personal_number if party.kind == PartyKind.ORGANISATION and field is None else ""
    return typed.code if typed and typed.kind is not numbers.TaxKind.PERSON else own


def told_by(lookups: Iterable[Lookup], party: Party, tax_code: str = "") -> Told:
    """Return what databases answered, by source: (values by path, when). An answer that was erased tells nothing."""
    told: Told = {}
    for each in lookups:
        if each.state != Lookup.State.MATCHED or each.answer is None or each.answered_at is None:
            continue
        if each.system == POPULATION and each.person_index == party.number_index:
            told |= {source: (values, each.answered_at) for source, values in of_person(each.answer).items()}
        if each.system == BUSINESS and each.person_index == index_of(tax_code.partition("-")[0]):
            told |= {source: (values, each.answered_at) for source, values in of_firm(each.answer, [party.personal_number]).items()}
    return told


def sections_of(held: Draft | Dossier, form: Form, answers: Mapping[str, Any], sources: Mapping[str, Any], *, told: bool) -> list[Section]:
    """Return the summary in the reader's language, each answer with where it came from or why it is asked.

    `told`: for an officer, what a register said where the person wrote over it, while its answer is kept. One query where that is so.
    """
    over = told and any(corrects(mark) for mark in sources.values())
    said = told_by(held.lookups.all(), held.subject, tax_code_of(form, answers, held.subject)) if over else {}
    return [
        replace(section, rows=tuple(_with_origin(row, sources.get(row.field), said) for row in section.rows))
        for section in form.summary(answers, get_language() or "vi")
    ]


def _with_origin(row: Row, mark: Any, said: Told) -> Row:
    """A row with its source and day, or that the person wrote over what a register told, or why it is asked."""
    source = told_by_mark(mark) if mark else None
    if source:
        day = f"{source.at.astimezone(HANOI):%d/%m/%Y}"
        return replace(row, origin=_("Lấy từ %(source)s, %(day)s") % {"source": source.name, "day": day})
    if not corrects(mark):
        return replace(row, origin=row.why)
    name = {"source": NAMES.get(mark["instead"], mark["instead"])}
    before = said.get(mark["instead"], ({}, None))[0].get(mark.get("path", ""))
    words = _("%(source)s cho: %(before)s") % {**name, "before": before} if before else ""
    return replace(row, origin=_("Người nộp ghi lại điều lấy từ %(source)s") % name, told=words)


def fixed_on(day: date) -> list[str]:
    """Return the paths whose values a form may not change (a dated setting)."""
    return list(value("prefill_fixed", day))
