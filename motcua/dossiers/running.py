"""What a page shows of long work: how far it is, how each dossier fared, what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.dossiers.runs import Run, RunLine, lines_of

Address = Callable[[UUID], str]
IN_STEPS = (Run.Kind.BUNDLE, Run.Kind.JUDGE, Run.Kind.TAKE_IN, Run.Kind.TWINS)  # counted in steps, of no dossiers


@dataclass(frozen=True)
class Row:
    """One dossier of a run: what names it, where it is opened; `refused` says why it was not done, `waits` that its turn comes."""

    title: str
    code: str
    url: str
    refused: str
    waits: bool


@dataclass(frozen=True)
class Shown:
    """A run as shown. `said` is how far it is, or what came of it, in words."""

    run: Run
    title: str
    said: str
    rows: list[Row] = field(default_factory=list)

    @property
    def asked_at(self) -> datetime:
        """When it was asked for."""
        return self.run.asked_at

    @property
    def refused(self) -> int:
        """How many dossiers were refused."""
        return sum(bool(row.refused) for row in self.rows)


def shown(run: Run, opened_at: Address) -> Shown:
    """Return a run with its dossiers, the refused first once it is over; `opened_at` gives a dossier's address. One query."""
    rows = [_row(line, opened_at) for line in lines_of(run)]
    if not run.goes_on:
        rows.sort(key=lambda row: not row.refused)
    return Shown(run, str(Run.Kind(run.kind).label), said(run, sum(bool(r.refused) for r in rows)), rows)


def said(run: Run, refused: int = 0) -> str:
    """Return how far a run is, or how it ended."""
    figures = {"done": run.done, "total": run.total, "changed": run.changed, "refused": refused, "good": run.done - refused}
    if run.failure:
        return run.failure
    if run.kind == Run.Kind.RECOUNT:
        return _("Đã xem %(done)s hồ sơ đang mở, đổi ngày hẹn %(changed)s hồ sơ.") % figures
    if run.kind == Run.Kind.PREVIEW:
        return _("Đã xem %(done)s hồ sơ đang mở, %(changed)s hồ sơ sẽ đổi ngày hẹn.") % figures
    if run.goes_on and run.kind in IN_STEPS:
        return _("Đang làm, bước %(next)s trong %(total)s.") % {**figures, "next": min(run.done + 1, run.total or 1)}
    if run.goes_on:
        return _("Đã làm %(done)s trong %(total)s.") % figures
    if run.kind in IN_STEPS:
        return _("Đã xong.")
    if run.kind == Run.Kind.REGISTER:
        return _("Đã lập xong, %(total)s dòng.") % figures
    if not refused:
        return _("Đã làm xong cả %(total)s hồ sơ.") % figures
    return _("Đã làm xong %(good)s trong %(total)s hồ sơ; %(refused)s hồ sơ không làm được, lý do ở dưới.") % figures


def _row(line: RunLine, opened_at: Address) -> Row:
    dossier = line.dossier
    return Row(dossier.revision.procedure.title, dossier.code or "", opened_at(dossier.pk), line.refused, line.done_at is None)
