"""Bảng kê bàn giao: what a counter gave each unit in a day, to be signed by both (NĐ 118/2025/NĐ-CP Điều 18)."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.utils.text import slugify

from motcua.dossiers.models import Component, Dossier, Step
from motcua.law.calendar import HANOI
from motcua.people.models import Agency, Post
from motcua.reports.head import COUNTER, head_of, stamp

_UNIT = "Phòng chuyên môn"


@dataclass
class Handed:
    """What one unit was given. `key` names it in addresses."""

    key: str
    taker: str
    lines: list[dict[str, str]] = field(default_factory=list)
    dossiers: list[Dossier] = field(default_factory=list)


def handed_over(dossiers: QuerySet[Dossier], agency: Agency, day: date) -> list[Handed]:
    """Return what `agency`'s counter gave away on `day` (Vietnam's), by unit, each in order of time. Four queries."""
    start = datetime.combine(day, time(0), HANOI)
    when = {"started_at__gte": start, "started_at__lt": start + timedelta(days=1)}
    steps = list(Step.objects.filter(seq=2, dossier__receiver=agency, **when).select_related("officer").order_by("started_at"))
    mine = dossiers.select_related("revision__procedure", "applicant", "competent").in_bulk([step.dossier_id for step in steps])
    counts = _papers(list(mine))
    units = _units([step for step in steps if step.dossier_id in mine])
    found: dict[str, Handed] = {}
    for step in steps:
        if step.dossier_id in mine:
            dossier = mine[step.dossier_id]
            taker = f"{units.get((step.officer_id, dossier.competent_id), _UNIT)}, {dossier.competent.name}"
            group = found.setdefault(taker, Handed(f"{dossier.competent.code}-{slugify(taker)}"[:80], taker))
            group.lines.append(_line(dossier, step, counts.get(dossier.pk, (0, 0))))
            group.dossiers.append(dossier)
    return sorted(found.values(), key=lambda each: each.key)


def _papers(keys: list[UUID]) -> dict[UUID, tuple[int, int]]:
    held = Component.objects.filter(dossier__in=keys).values("dossier").annotate(a=Sum("originals"), b=Sum("copies")).order_by()
    return {row["dossier"]: (row["a"], row["b"]) for row in held}


def _units(steps: list[Step]) -> dict[tuple[UUID | None, UUID], str]:
    """Name the unit of each officer at each agency."""
    posts = Post.objects.filter(user__in={step.officer_id for step in steps if step.officer_id}, unit__isnull=False)
    return {(post.user_id, post.agency_id): post.unit.name for post in posts.select_related("unit") if post.unit}


def _line(dossier: Dossier, step: Step, papers: tuple[int, int]) -> dict[str, str]:
    originals, copies = papers
    return {
        "code": dossier.code or "",
        "procedure": dossier.revision.procedure.name["vi"],
        "applicant": dossier.applicant.name,
        "papers": f"{originals} bản chính, {copies} bản sao" if originals or copies else "Điện tử",
        "at": f"{step.started_at.astimezone(HANOI):%H:%M}",
        "due": stamp(dossier.promised_at),
        "taker": step.officer.name if step.officer else "",
    }


def handover_values(agency: Agency, group: Handed, day: date, *, by: str, at: datetime) -> dict[str, Any]:
    """Return what the handover list says, printed at `at` for the officer `by` to sign."""
    words = {"giver": f"{COUNTER}, {agency.name}", "taker": group.taker, "day": f"{day:%d/%m/%Y}", "by": by}
    return {**head_of(agency, at), **words, "lines": group.lines}
