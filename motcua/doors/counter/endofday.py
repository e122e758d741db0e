"""What a counter received, declined, asked for and handed over in a day, by officer, from the sealed entries."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from motcua.audit.models import Entry
from motcua.doors.counter import pages, rows
from motcua.dossiers import access
from motcua.dossiers.models import Dossier
from motcua.dossiers.timeliness import timeliness
from motcua.law.calendar import HANOI
from motcua.law.classification import TIMELINESS_NAMES
from motcua.law.lifecycle import Act, Status
from motcua.law.roles import Role
from motcua.lib.ids import floor_of
from motcua.lib.saying import say
from motcua.people.models import Post, User
from motcua.people.requests import SignedInRequest, officer_required

COUNTED = {
    Act.RECEIVE: _("Tiếp nhận"),
    Act.DECLINE: _("Từ chối"),
    Act.REQUEST_SUPPLEMENT: _("Yêu cầu bổ sung"),
    Act.HAND_OVER: _("Trả kết quả"),
}


@dataclass(frozen=True)
class Done:
    """One act of the day on one dossier."""

    act: Act
    at: datetime
    officer: str
    dossier: Dossier

    @property
    def words(self) -> object:
        """The act in the list's words."""
        return COUNTED[self.act]

    @property
    def held(self) -> str:
        """Early, on time or overdue, of a result handed over; '' otherwise."""
        found = timeliness(self.dossier) if self.act is Act.HAND_OVER else None
        return say(TIMELINESS_NAMES[found]) if found else ""


@officer_required(Role.RECEIVER)
@require_GET
def end_of_day(request: SignedInRequest) -> HttpResponse:
    """Today's list, or that of the day asked for."""
    day = pages.day_asked(request)
    done = day_of(request, day)
    agencies = pages.counters(request)
    values = {"day": day, "done": done, "acts": list(COUNTED.values()), "totals": totals(done), "counters": agencies}
    return pages.page(request, "counter/end_of_day.html", values)


def day_of(request: SignedInRequest, day: date) -> list[Done]:
    """Return what was done on `day` (Vietnam's) with dossiers of this officer's counters, in order. Four queries and the precision."""
    start = datetime.combine(day, time(0), HANOI)
    end = start + timedelta(days=1)
    ids = {"id__gte": floor_of(start), "id__lt": floor_of(end + timedelta(days=1))}  # only the months this day can lie in are read
    acts = Entry.objects.filter(**ids, subject_kind="dossier", act__in=list(COUNTED), actor_id__in=_officers(request))
    entries = list(acts.filter(at__gte=start, at__lt=end).order_by("at", "id"))
    found = access.at_counter(request.actor, *Status).defer(*rows.HIDDEN)
    mine = found.in_bulk([entry.subject for entry in entries])
    names = User.objects.in_bulk({UUID(entry.actor_id) for entry in entries if entry.subject in mine})
    return [Done(Act(e.act), e.at, names[UUID(e.actor_id)].name, mine[e.subject]) for e in entries if e.subject in mine]


def _officers(request: SignedInRequest) -> list[str]:
    """Everyone who ever received at these counters: a post that ended does not take its work out of the list."""
    agencies = [p.agency_id for p in request.actor.posts if p.role is Role.RECEIVER]
    return [str(key) for key in Post.objects.filter(agency__in=agencies, role=Role.RECEIVER).values_list("user_id", flat=True)]


def totals(done: list[Done]) -> list[tuple[str, list[int]]]:
    """Return a row for each officer with how many of each act, by name, and last the sum with an empty name."""
    by_officer: dict[str, Counter[Act]] = {}
    for each in done:
        by_officer.setdefault(each.officer, Counter())[each.act] += 1
    table = [(name, [counts[act] for act in COUNTED]) for name, counts in sorted(by_officer.items())]
    return [*table, ("", [sum(counts[at] for _name, counts in table) for at in range(len(COUNTED))])] if table else []
