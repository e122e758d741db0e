"""Watch the clocks of every open dossier at once: raise what they call for, prepare the apology, write the morning letters.

Works on columns, not dossier by dossier: a run costs a handful of statements whatever the number of open dossiers. Every alarm
has one row for the moment it counts to, and every morning one entry, so that a restart repeats nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID, uuid5

from motcua.acts import digest
from motcua.acts.base import AlreadyDone, recording
from motcua.dossiers.alerts import Alert
from motcua.dossiers.models import Dossier
from motcua.dossiers.watched import parts, watched
from motcua.law.calendar import HANOI, Calendar
from motcua.law.deadlines import Term, Unit, due_at
from motcua.law.lifecycle import RUNNING, Status
from motcua.law.watching import Alarm, alarms, reply_alarms
from motcua.lib.ids import new_id
from motcua.outbox.posting import post_all
from motcua.people.actor import Actor
from motcua.people.rights import Deed
from motcua.policy.values import value
from motcua.worktime.calendars import calendar_of
from motcua.worktime.models import WorkSession

WATCH = uuid5(UUID(int=0), "watch")  # the subject whose chain keeps every round
_BATCH = 2000
Found = tuple[UUID, Alarm, datetime]


def raise_alarms(*, by: Actor, at: datetime) -> dict[str, int]:
    """Write what the clocks of open dossiers call for at `at` and have not called for yet; returns how many of each kind."""
    found = list(_calling(at))
    known = set(Alert.objects.filter(dossier__status__in=(Status.NEW, *RUNNING)).values_list("dossier_id", "kind", "due"))
    fresh = [f for f in found if f not in known]
    if not fresh:
        return {}
    counts = dict(Counter(str(kind) for _, kind, _ in fresh))
    with recording(Deed.WATCH, "watch", WATCH, by=by, at=at, key=f"watch:{new_id().hex}", words=dict(counts)):
        drafts = _apologies([f for f in fresh if f[1] is Alarm.APOLOGY], at)
        rows = [Alert(dossier_id=d, kind=kind, due=due, raised_at=at, draft=drafts.get((d, kind))) for d, kind, due in fresh]
        Alert.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
    return counts


def send_digests(*, by: Actor, at: datetime) -> int:
    """Write the morning letter of every officer and head that an untold alarm concerns; returns how many, 0 the second time a day."""
    day = at.astimezone(HANOI).date()
    letters = digest.letters(at, Calendars(at))
    told = {"letters": len(letters.written), "without_address": letters.without_address}
    try:
        with recording(Deed.WATCH, "watch", WATCH, by=by, at=at, key=f"digest:{day}", words=told):
            post_all("mail", "letter", letters.written, at)
            for keys in parts(letters.told):
                Alert.objects.filter(pk__in=keys).update(told_on=day)
    except AlreadyDone:
        return 0
    return len(letters.written)


class Calendars(dict[UUID, Calendar]):
    """The calendar of each agency at a moment: its own where it has sessions of its own, else the city's, read once."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self._day = at.astimezone(HANOI).date()
        self._own = set(WorkSession.objects.exclude(agency=None).values_list("agency_id", flat=True))
        self._city = calendar_of(None, self._day)

    def __missing__(self, agency: UUID) -> Calendar:
        self[agency] = calendar_of(agency, self._day) if agency in self._own else self._city
        return self[agency]


def _calling(at: datetime) -> Iterator[Found]:
    """Yield (dossier, alarm, the moment it counts to) of every clock that runs now."""
    share, of = value("alert_share", at.astimezone(HANOI).date()), Calendars(at)
    running = Dossier.objects.filter(status__in=RUNNING, finished_at=None).exclude(clock_from=None).exclude(promised_at=None)
    for dossier, agency, start, due in running.values_list("pk", "competent_id", "clock_from", "promised_at").iterator(_BATCH):
        if start and due:
            yield from ((dossier, alarm, due) for alarm in alarms(start, due, at, share, of[agency]))
    waiting = Dossier.objects.filter(status=Status.NEW).exclude(reply_due_at=None)
    for dossier, agency, start, due in waiting.values_list("pk", "receiver_id", "submitted_at", "reply_due_at").iterator(_BATCH):
        if due:
            yield from ((dossier, alarm, due) for alarm in reply_alarms(start, due, at, share, of[agency]))


def _apologies(found: Iterable[Found], at: datetime) -> dict[tuple[UUID, Alarm], dict[str, str]]:
    """Prepare the apology of each dossier that will be late: the reason as far as the steps show it, the day proposed instead."""
    due_of = {dossier: due for dossier, _, due in found}
    if not due_of:
        return {}
    days, of = value("apology_days", at.astimezone(HANOI).date()), Calendars(at)
    made = {}
    for row in watched(due_of.keys()).values():
        calendar = of[row.competent]
        until = due_at(due_of[row.dossier], Term(Unit.WORKING_DAYS, days), calendar).astimezone(HANOI).date()
        made[row.dossier, Alarm.APOLOGY] = {"reason": digest.reason(row, at, calendar), "until": until.isoformat()}
    return made
