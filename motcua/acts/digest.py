"""The morning letters: what will be late tomorrow, why, and who can help; one letter to each officer and head it concerns.

Nothing personal is in them: codes, procedures, steps and colleagues.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from motcua.acts.outgoing import spoken
from motcua.dossiers.alerts import Alert
from motcua.dossiers.watched import Staff, Watched, staff_of, watched
from motcua.law.calendar import DAY_MINUTES, HANOI, Calendar
from motcua.law.roles import Role
from motcua.law.watching import ALARM_NAMES, Alarm
from motcua.people.models import User

REPLIES = (Alarm.REPLY_LATE, Alarm.REPLY_SOON)
_GRAVEST = tuple(ALARM_NAMES)
_LINES = 40  # of one heading in one letter


@dataclass(frozen=True)
class Letters:
    """What is to be posted (addressee, payload), which alarms are told by it, and how many addressees have no e-mail."""

    written: list[tuple[UUID, dict[str, Any]]]
    told: list[UUID]
    without_address: int


Matters = dict[Alarm, list[Watched]]


def letters(at: datetime, calendars: Mapping[UUID, Calendar]) -> Letters:
    """Write the letters over all alarms not told yet. A dossier stands once in a letter, under its gravest alarm.

    An alarm whose dossier went on in the meantime, or was promised anew, is told by nobody and done with.
    """
    alerts = list(Alert.objects.filter(told_on=None).values_list("pk", "dossier_id", "kind", "due"))
    rows = watched({dossier for _, dossier, _, _ in alerts})
    gravest: dict[UUID, Alarm] = {}
    for _, dossier, kind, due in alerts:
        row, alarm = rows.get(dossier), Alarm(kind)
        if row and due == (row.reply_due_at if alarm in REPLIES else row.promised_at):
            gravest[dossier] = min(alarm, gravest.get(dossier, alarm), key=_GRAVEST.index)
    staff = staff_of({a for d in gravest for a in (rows[d].competent, rows[d].receiver)}, at.astimezone(HANOI).date())
    people, matters = _sorted_by_person(gravest, rows, staff)
    with_address = [u for u in people.values() if u.email]
    written = [(u.pk, _letter(u, matters[u.pk], at, staff, calendars)) for u in with_address]
    return Letters(written, [pk for pk, *_ in alerts], len(people) - len(with_address))


def _sorted_by_person(gravest: dict[UUID, Alarm], rows: dict[UUID, Watched], staff: Staff) -> tuple[dict[UUID, User], dict[UUID, Matters]]:
    people: dict[UUID, User] = {}
    matters: dict[UUID, Matters] = defaultdict(lambda: defaultdict(list))
    for dossier, alarm in sorted(gravest.items(), key=lambda found: rows[found[0]].code):
        for user in {u.pk: u for u in _concerned(rows[dossier], alarm, staff)}.values():
            people[user.pk] = user
            matters[user.pk][alarm].append(rows[dossier])
    return people, matters


def _concerned(row: Watched, alarm: Alarm, staff: Staff) -> Iterator[User]:
    """Yield who must know: whose turn it is (all of the role when nobody is named), and the heads."""
    if alarm in REPLIES or not row.role:
        yield from staff.at(row.receiver, Role.RECEIVER)
        yield from staff.heads(row.receiver)
        return
    for role, officer in row.turns:
        holders = staff.at(row.competent, role)
        yield from [u for u in holders if u.pk == officer] or holders
    yield from staff.heads(row.competent)


def _letter(user: User, matters: Matters, at: datetime, staff: Staff, calendars: Mapping[UUID, Calendar]) -> dict[str, Any]:
    parts = [f"Kính gửi {user.name},"]
    for alarm in (a for a in _GRAVEST if a in matters):
        rows = matters[alarm]
        lines = [_line(row, alarm, at, staff, calendars[row.competent]) for row in rows[:_LINES]]
        more = [f"… và {len(rows) - _LINES} hồ sơ khác."] if len(rows) > _LINES else []
        parts.append("\n".join([f"{ALARM_NAMES[alarm]} ({len(rows)})", *lines, *more]))
    parts.append(f"Mở danh sách việc: {settings.PUBLIC_URL}/xu-ly/")
    total = sum(len(rows) for rows in matters.values())
    subject = f"Hạn hồ sơ sáng {at.astimezone(HANOI):%d/%m/%Y}: {total} hồ sơ cần để ý"
    return {"to": user.email, "subject": subject, "text": "\n\n".join(parts)}


def _line(row: Watched, alarm: Alarm, at: datetime, staff: Staff, calendar: Calendar) -> str:
    due = row.reply_due_at if alarm in REPLIES else row.promised_at
    said = [f"- {row.code or row.procedure}: hạn {spoken(due)}." if due else f"- {row.code}."]
    if row.code:
        said.insert(1, f"{row.procedure}.")
    if alarm not in REPLIES:
        said.append(f"Vì sao: {reason(row, at, calendar)}")
    if alarm in (Alarm.APOLOGY, Alarm.OVERDUE, Alarm.TODAY):
        said.append(f"Ai giúp được: {_help(row, staff)}.")
    if alarm is Alarm.APOLOGY:
        said.append("Đã soạn sẵn văn bản xin lỗi, chưa gửi.")
    return " ".join(said)


def reason(row: Watched, at: datetime, calendar: Calendar) -> str:
    """Return why a dossier is late, as far as its steps show: where it waits, with whom, and how long past the step's own time."""
    if not row.step:
        return "đã tiếp nhận, chưa chuyển cho người xử lý."
    where = f"đang ở bước “{row.step}”, " + (f"{row.officer_name} giữ" if row.officer_name else "chưa có người nhận")
    past = calendar.minutes_between(row.step_due_at, at) if row.step_due_at else 0
    return f"{where}, bước này đã quá {_span(past)}." if past else f"{where}, bước này còn trong hạn."


def _help(row: Watched, staff: Staff) -> str:
    helpers = [f"{user.name} (đang giữ {held} hồ sơ)" for user, held in staff.helpers(row)]
    heads = [f"{user.name} (phân công lại)" for user in staff.heads(row.competent)[:1]]
    return ", ".join(helpers + heads) or "chưa có ai khác giữ vị trí này"


def _span(minutes: int) -> str:
    days, rest = divmod(minutes, DAY_MINUTES)
    hours, odd = divmod(rest, 60)
    words = [f"{days} ngày"] * bool(days) + [f"{hours} giờ"] * bool(hours) + [f"{odd} phút"] * bool(odd and not days)
    return " ".join(words)
