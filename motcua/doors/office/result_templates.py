"""Result templates in the office: every one with its last version and who uses it, its versions, one version, two side by side."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from motcua.catalogue.models import Procedure, ResultTemplate, Revision, TemplateWork
from motcua.catalogue.results import telling
from motcua.catalogue.results.using import palette_of, procedure_of
from motcua.doors.office.opening import office, page
from motcua.law.calendar import HANOI
from motcua.law.publication import LIFE_NAMES, Life
from motcua.lib.differ import pairs
from motcua.lib.saying import say
from motcua.lib.text import fold
from motcua.people.requests import SignedInRequest

PER_PAGE = 30
TITLES = ("data__title__vi", "data__title__en")
TONES = {Life.DRAFT: "info", Life.DECIDED: "soon", Life.IN_FORCE: "good", Life.SUPERSEDED: "still"}


@office
@require_safe
def listed(request: SignedInRequest) -> HttpResponse:
    """Every template, found by words of its title, its key or a procedure that uses it. The same few queries however many there are."""
    asked = " ".join(request.GET.get("q", "").split())[:200]
    newest = ResultTemplate.objects.filter(key=OuterRef("key")).order_by("-version").values("version")[:1]
    found = _matching(ResultTemplate.objects.filter(version=Subquery(newest)).order_by("key"), asked)
    works = {work.key: work for work in TemplateWork.objects.exclude(state=None).defer("origin")}
    begun = [work for _key, work in sorted(works.items()) if not work.base and not asked]
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    held = {each.pk: each for each in _used().filter(pk__in=list(shown))}
    rows = [(held[pk], _users(held[pk]), works.get(held[pk].key)) for pk in shown]
    return page(request, "templates.html", {"rows": rows, "page": shown, "words": asked, "begun": begun})


@office
@require_safe
def versions_of(request: SignedInRequest, name: str) -> HttpResponse:
    """The versions of one template, each with the revisions that use it, and the working copy."""
    found = list(_used().filter(key=name).order_by("-version"))
    work = TemplateWork.objects.filter(key=name).exclude(state=None).first()
    if not found and work is None:
        raise Http404
    today = request.now.astimezone(HANOI).date()
    rows = [(each, [_use(revision, today) for revision in each.revision_set.all()]) for each in found]
    values = {"name": name, "title": found[0].title if found else name, "rows": rows, "work": work}
    return page(request, "template_versions.html", {**values, "numbers": [each.version for each in found]})


@office
@require_safe
def version(request: SignedInRequest, name: str, number: int) -> HttpResponse:
    """One version in words, who uses it, in which drafts it may be used."""
    return page(request, "template.html", version_values(request, version_of(name, number)))


def version_values(request: SignedInRequest, kept: ResultTemplate) -> dict[str, Any]:
    """Return what the page of a version shows."""
    today = request.now.astimezone(HANOI).date()
    revisions = kept.revision_set.select_related("procedure").order_by("procedure__code", "number")
    using = {revision.pk for revision in revisions}
    drafts = Revision.objects.filter(valid_from=None).exclude(pk__in=using).select_related("procedure").order_by("procedure__code")
    return {
        "kept": kept,
        "lines": telling.of_data(kept.data, palette_of(kept.data, procedure_of(kept))),
        "uses": [_use(revision, today) for revision in revisions],
        "drafts": drafts,
        "work": TemplateWork.objects.filter(key=kept.key).exclude(state=None).first(),
    }


@office
@require_safe
def compared(request: SignedInRequest, name: str) -> HttpResponse:
    """Two versions side by side, in words; with ?moi=soan the working copy."""
    from_work = request.GET.get("moi") == "soan"
    old = version_of(name, _number(request.GET.get("cu", "")))
    code = procedure_of(old)
    if from_work:
        work = TemplateWork.objects.filter(key=name).exclude(state=None).first()
        if work is None or work.state is None:
            raise Http404
        after, new = telling.told(work.state, palette_of(work.origin, work.procedure)), None
    else:
        new = version_of(name, _number(request.GET.get("moi", "")))
        after = telling.of_data(new.data, palette_of(new.data, code))
    rows = pairs(telling.of_data(old.data, palette_of(old.data, code)), after)
    values = {"name": name, "old": old, "new": new, "rows": rows, "changed": sum(row.kind != "same" for row in rows)}
    return page(request, "template_compare.html", values)


def version_of(name: str, number: int) -> ResultTemplate:
    """Return one version. Raises Http404."""
    found = ResultTemplate.objects.filter(key=name, version=number).first()
    if found is None:
        raise Http404
    return found


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _used() -> QuerySet[ResultTemplate]:
    revisions = Revision.objects.select_related("procedure").only("number", "valid_from", "valid_to", "procedure__code", "procedure__name")
    return ResultTemplate.objects.prefetch_related(Prefetch("revision_set", revisions.order_by("procedure__code", "-number")))


def _users(template: ResultTemplate) -> list[tuple[Procedure, list[int]]]:
    """The procedures whose revisions use a version, each with the numbers of those."""
    found: dict[str, tuple[Procedure, list[int]]] = {}
    for revision in template.revision_set.all():
        found.setdefault(revision.procedure.code, (revision.procedure, []))[1].append(revision.number)
    return list(found.values())


def _use(revision: Revision, today: Any) -> dict[str, Any]:
    life = revision.life(today)
    return {"revision": revision, "tone": TONES[life], "state": say(LIFE_NAMES[life])}


def _matching(templates: QuerySet[ResultTemplate], asked: str) -> list[UUID]:
    """The templates whose title, key or procedures have all these words, in their order; only names are read, not whole papers."""
    if not asked:
        return list(templates.values_list("pk", flat=True))
    of_users = templates.values_list("pk", "revision__procedure__name__vi", "revision__procedure__name__en")
    names: dict[UUID, str] = {pk: f"{key} {vi} {en}" for pk, key, vi, en in templates.values_list("pk", "key", *TITLES)}
    for pk, vi, en in of_users.distinct():
        names[pk] += f" {vi} {en}"
    wanted = fold(asked).split()
    return [pk for pk, said in names.items() if all(word in fold(said) for word in wanted)]
