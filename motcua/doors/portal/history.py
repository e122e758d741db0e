"""Where a dossier is: what has happened, what happens now, what comes later, oldest first."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.catalogue.models import words
from motcua.doors.portal.words import role_words
from motcua.dossiers.models import Dossier, Step, SupplementRequest
from motcua.dossiers.takeover import past
from motcua.law.lifecycle import FINAL, Status
from motcua.ui import dates
from motcua.ui.values import Point

_ENDED = FINAL | {Status.STOPPED}


def points(dossier: Dossier, waiting: SupplementRequest | None, now: datetime) -> list[Point]:
    """Return the timeline of one's own dossier: submitted, each step with who and when, what waits, the plan ahead. One query."""
    steps = list(dossier.steps.select_related("officer").all())
    found = [Point(_submitted(dossier), dates.when(dossier.submitted_at, now), "done")]
    found += [Point(each.what, " · ".join(filter(None, (dates.when(each.at, now), each.unit))), "done") for each in past(dossier)]
    found += [_worked(dossier, step, now) for step in steps if step.finished_at]
    if dossier.state is Status.DECLINED and dossier.finished_at:
        return [*found, Point(_("Không được tiếp nhận"), dates.when(dossier.finished_at, now), "done", "bad")]
    if waiting:
        asked = _("Từ %(when)s · %(who)s") % {"when": dates.when(waiting.asked_at, now), "who": waiting.asked_by.name}
        found.append(Point(_("Chờ bạn bổ sung"), asked, "now", "pause"))
    return found + list(_ahead(dossier, steps, waiting is not None, now))


def _submitted(dossier: Dossier) -> str:
    return _("Bạn nộp trực tuyến") if dossier.channel == 2 else _("Nộp tại quầy") if dossier.channel == 1 else _("Nộp qua bưu chính")


def _worked(dossier: Dossier, step: Step, now: datetime) -> Point:
    assert step.finished_at is not None
    when = dates.when(step.finished_at, now)
    if step.kind == "receive":
        return Point(_("Đã tiếp nhận"), _("%(when)s · mã hồ sơ %(code)s") % {"when": when, "code": dossier.code}, "done")
    who = step.officer.name if step.officer else role_words(step.role)
    title = _("%(step)s: trả lại để sửa") % {"step": words(step.name)} if step.outcome == "sent_back" else words(step.name)
    return Point(title, f"{when} · {role_words(step.role)}, {who}", "done")


def _ahead(dossier: Dossier, steps: list[Step], paused: bool, now: datetime) -> Iterator[Point]:
    if dossier.state in _ENDED:
        return
    open_steps = [s for s in steps if s.finished_at is None]
    plan = dossier.revision.plan.plan()
    if open_steps:
        yield from (_present(step, paused, now) for step in open_steps)
        rest = plan.ahead(*(step.key for step in open_steps))
    elif steps:
        rest = plan.ahead(steps[-1].key)
    else:
        rest = [plan.steps[0], *plan.ahead(plan.steps[0].key)]
    for at, planned in enumerate(rest):
        begins = at == 0 and not open_steps and not paused
        yield Point(words({"vi": planned.name, "en": planned.name_en}), role_words(planned.role), "now" if begins else "later")


def _present(step: Step, paused: bool, now: datetime) -> Point:
    if paused:
        return Point(words(step.name), _("Tiếp tục ngay khi bạn bổ sung xong"))
    who = f"{role_words(step.role)}, {step.officer.name}" if step.officer else role_words(step.role)
    return Point(words(step.name), _("Từ %(when)s · %(who)s") % {"when": dates.when(step.started_at, now), "who": who}, "now")
