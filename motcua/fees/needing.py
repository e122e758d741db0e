"""What of a procedure needs questions of its form: facts, papers, routing and, the last to be known, fee rules."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Q

from motcua.catalogue.declaring.conditions import askable, unanswerable
from motcua.catalogue.declaring.references import Reference, lacking, of_conditions, of_facts, places_in
from motcua.catalogue.declaring.shape import fields
from motcua.catalogue.models import Example, Revision, words
from motcua.catalogue.routing import Routing
from motcua.fees.models import FeeRule
from motcua.lib.saying import N_, Sentence


def needs_of(revision: Revision, day: date) -> list[Reference]:
    """Return everything of a revision, and of the rules that hold for its procedure on `day`, that needs questions. Four queries."""
    return [each for each in _needs(revision, day) if each.fields]


def _needs(revision: Revision, day: date) -> Iterator[Reference]:
    code = revision.procedure.code
    yield from of_facts(revision.facts)
    papers = ((Sentence(N_("giấy tờ “%(name)s”"), {"name": each.title}), each.condition) for each in revision.requirements.all())
    yield from of_conditions(papers)
    holding = Q(valid_to=None) | Q(valid_to__gte=day)
    rules = FeeRule.objects.filter(holding, procedures__contains=[code])
    yield from of_conditions((Sentence(N_("quy định về phí “%(name)s”"), {"name": each.title}), each.condition) for each in rules)
    rows = Routing.objects.filter(holding, code=code)
    yield from of_conditions((Sentence(N_("nơi tiếp nhận, giải quyết “%(name)s”"), {"name": each.case}), each.condition) for each in rows)


def unasked(revision: Revision, day: date) -> tuple[Sentence, ...]:
    """Return what of a revision needs a question that its form does not ask, each as a sentence."""
    needs, known = needs_of(revision, day), askable(revision.form.data)
    says = N_("%(what)s cần câu hỏi “%(field)s”, mà tờ khai không hỏi")
    missing = [Sentence(says, {"what": what, "field": field}) for what, field in lacking(needs, fields(revision.form.data))]
    says = N_("%(what)s chờ câu trả lời “%(value)s” mà câu hỏi “%(field)s” không có")
    waits = ((each.what, field, value) for each in needs for field, value in unanswerable(each.condition, known))
    return (*missing, *(Sentence(says, {"what": what, "field": field, "value": value}) for what, field, value in waits))


def needed_outside(key: str, lost: Collection[str], day: date) -> list[Sentence]:
    """Return what procedures that use the form `key`, in a draft or from `day` on, still need of the questions `lost`."""
    if not lost:
        return []
    holding = Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=day)
    found = (
        Revision.objects.filter(holding, form__key=key).select_related("procedure", "form").prefetch_related("requirements", "templates")
    )
    says = N_("%(what)s (%(code)s)")
    told: list[Sentence] = []
    for revision in found.order_by("procedure__code", "number"):
        of_revision = [*needs_of(revision, day), *_templates(revision), *_examples(revision)]
        said = [Sentence(says, {"what": each.what, "code": revision.procedure.code}) for each in of_revision if each.fields & set(lost)]
        told += [each for each in said if each not in told]
    return told


def _templates(revision: Revision) -> Iterator[Reference]:
    """What result templates show; a place without a question is a gate of its own (`places`)."""
    for template in revision.templates.all():
        title = words(template.data.get("title", {}))
        yield Reference(Sentence(N_("mẫu kết quả “%(name)s”"), {"name": title}), places_in(template.data))


def _examples(revision: Revision) -> Iterator[Reference]:
    for each in Example.objects.filter(procedure=revision.procedure_id):
        expected = frozenset(each.expected.get("questions", ()))
        yield Reference(Sentence(N_("ví dụ kiểm thử “%(name)s”"), {"name": each.name}), expected)
