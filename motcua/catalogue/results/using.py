"""Which form a template's places are read from, which revisions use it, what the gate of publication sees of it."""

from collections.abc import Iterable
from typing import Any

from motcua.catalogue.filling import places_in
from motcua.catalogue.models import ResultTemplate, Revision
from motcua.catalogue.results import fields
from motcua.catalogue.results.palette import KNOWN, Palette, places_of
from motcua.law.places import Named
from motcua.ui.forms import Form


def form_for(procedure: str) -> Form | None:
    """Return the citizens' form of a procedure as it is being drafted, else as last decided; None for a code that has none."""
    every = Revision.objects.filter(procedure__code=procedure).select_related("form")
    found = every.filter(valid_from=None).order_by("-number").first() or every.order_by("-number").first()
    return Form.from_data(found.form.data) if found else None


def palette_of(data: dict[str, Any], procedure: str) -> Palette:
    """Return the palette of a template kept as `data`, read with the form of a procedure (its code)."""
    return places_of(form_for(procedure), fields.rows_of(data["form"], data.get("defaults", {})))


def procedure_of(template: ResultTemplate) -> str:
    """Return the code of the procedure a version is of: the one its key names, else the first that uses it, else ''."""
    code = template.key.partition(":")[0]
    if Revision.objects.filter(procedure__code=code).exists():
        return code
    used = template.revision_set.select_related("procedure").order_by("procedure__code").first()
    return used.procedure.code if used else ""


def named(template: ResultTemplate) -> Named:
    """Return a template as the gate of publication sees it."""
    data = template.data
    printed = {key: value for key, value in data.items() if key != "form"}
    own = frozenset(question["field"] for page in data["form"]["layout"]["pages"] for question in page["questions"])
    return Named(template.title, frozenset(places_in(printed)), own)


def known_places(form: dict[str, Any]) -> frozenset[str]:
    """Return the places that a dossier of this form (its kept data) can give any template."""
    asked = (question for page in form["layout"]["pages"] for question in page["questions"])
    return KNOWN | {f"answers.{question.get('field') or question.get('group')}" for question in asked}


def doubled(templates: Iterable[ResultTemplate]) -> tuple[str, ...]:
    """Return the names that two of these templates have."""
    names = [template.name for template in templates]
    return tuple(sorted({name for name in names if names.count(name) > 1}))
