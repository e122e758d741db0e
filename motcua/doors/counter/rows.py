"""The tabs of the inbox and what a row of each says: which dossiers, in what order, and which deadline counts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers import access
from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.dossiers.timeliness import pass_on_by
from motcua.law.calendar import HANOI, Calendar
from motcua.law.deadlines import time_left
from motcua.law.lifecycle import Status
from motcua.lib.text import fold
from motcua.people.actor import Actor
from motcua.people.fields import index_of
from motcua.ui import dates
from motcua.worktime.calendars import calendar_of

SOON = 120  # working minutes: a reply is due within eight hours, so only the last two are "soon"
HIDDEN = ("answers", "sources", "applicant__personal_number", "applicant__phone", "applicant__email", "applicant__address")


@dataclass(frozen=True)
class Tab:
    """One tab: `holds` are its dossiers, `order` their order."""

    key: str
    label: object
    nothing: object
    holds: Q
    order: str


TABS = (
    Tab(
        "moi",
        gettext_lazy("Mới nộp"),
        gettext_lazy("Không có hồ sơ mới nào chờ tiếp nhận."),
        Q(status=Status.NEW, asked=False),
        "submitted_at",
    ),
    Tab(
        "da-bo-sung",
        gettext_lazy("Đã bổ sung"),
        gettext_lazy("Không có hồ sơ nào vừa được bổ sung."),
        Q(status=Status.NEW, asked=True),
        "submitted_at",
    ),
    Tab(
        "cho-chuyen",
        gettext_lazy("Chờ chuyển"),
        gettext_lazy("Không có hồ sơ nào chờ chuyển xử lý."),
        Q(status=Status.RECEIVED),
        "promised_at",
    ),
    Tab(
        "cho-nguoi-nop",
        gettext_lazy("Chờ người nộp"),
        gettext_lazy("Không có hồ sơ nào chờ bổ sung."),
        Q(status__in=[Status.SUPPLEMENT, Status.FINANCIAL_DUTY]),
        "submitted_at",
    ),
    Tab(
        "rut-dung",
        gettext_lazy("Rút, dừng"),
        gettext_lazy("Không có yêu cầu rút nào chờ quầy, không có giấy tờ nào chờ trả lại."),
        Q(status=Status.WITHDRAWAL, received_at=None) | Q(status=Status.STOPPED),
        "submitted_at",
    ),
    Tab("cho-tra", gettext_lazy("Chờ trả kết quả"), gettext_lazy("Không có kết quả nào chờ trả."), Q(status=Status.DONE), "finished_at"),
)
SEEN_TO = (
    *(Status.NEW, Status.RECEIVED, Status.SUPPLEMENT, Status.FINANCIAL_DUTY),
    *(Status.WITHDRAWAL, Status.STOPPED, Status.DONE),
)
BY_KEY = {tab.key: tab for tab in TABS}


@dataclass(frozen=True)
class Line:
    """One dossier in a list. `minutes` are working minutes left, None when no clock runs; `note` says what they are left for,
    `pass_on` until when the papers of a received one are handed over.
    """

    dossier: Dossier
    minutes: int | None
    note: object
    ready: bool = False
    pass_on: str = ""


STILL = {
    Status.SUPPLEMENT: gettext_lazy("chờ người nộp"),
    Status.FINANCIAL_DUTY: gettext_lazy("chờ người nộp thực hiện nghĩa vụ tài chính"),
    Status.WITHDRAWAL: gettext_lazy("người nộp yêu cầu rút"),
    Status.STOPPED: gettext_lazy("đã dừng, chờ trả lại giấy tờ"),
}


def waiting(actor: Actor, words: str) -> QuerySet[Dossier]:
    """Return what this counter has to see to, found by code, name or whole personal number."""
    asked = Exists(SupplementRequest.objects.filter(dossier=OuterRef("pk")))
    found = access.at_counter(actor, *SEEN_TO).annotate(asked=asked).defer(*HIDDEN)
    return found.filter(matching(words)) if words else found


def matching(words: str) -> Q:
    """Return the condition that a dossier's code holds `words`, or the applicant's name does, or it is their number, new or old."""
    named = Q(code__icontains=words) | Q(external_code=words.upper()) | Q(applicant__search__contains=fold(words))
    index = index_of(words) if words.isdigit() else ""
    return named | Q(applicant__number_index=index) | Q(applicant__old_index=index) if index else named


def numbers(found: QuerySet[Dossier]) -> dict[str, int]:
    """Return how many dossiers each tab holds. One query."""
    return found.order_by().aggregate(**{tab.key: Count("pk", filter=tab.holds) for tab in TABS})


def lines(dossiers: list[Dossier], now: datetime) -> list[Line]:
    """Return the rows of a list; two queries for each agency among them."""
    calendars = {key: calendar_of(key, now.astimezone(HANOI).date()) for key in {d.receiver_id for d in dossiers}}
    return [line(each, now, calendars) for each in dossiers]


def line(dossier: Dossier, now: datetime, calendars: dict[UUID, Calendar]) -> Line:
    """Return the row of one dossier: the reply's deadline before acceptance, the promise after it."""
    if dossier.state is Status.DONE:
        note = _("xong %(when)s") % {"when": dates.when(dossier.finished_at, now)} if dossier.finished_at else ""
        return Line(dossier, None, note, ready=True)
    if dossier.state in STILL:
        return Line(dossier, None, STILL[dossier.state])
    due = dossier.reply_due_at if dossier.state is Status.NEW else dossier.promised_at
    if due is None:
        return Line(dossier, None, "")
    says = _("trả lời trước %(when)s") if dossier.state is Status.NEW else _("hẹn trả %(when)s")
    calendar = calendars[dossier.receiver_id]
    note = says % {"when": dates.when(due, now)}
    return Line(dossier, time_left(now, due, calendar), note, pass_on=_pass_on(dossier, calendar, now))


def _pass_on(dossier: Dossier, calendar: Calendar, now: datetime) -> str:
    by = pass_on_by(dossier, calendar)
    if by is None:
        return ""
    says = _("chuyển hồ sơ giấy trước %(when)s") if now <= by else _("lẽ ra chuyển hồ sơ giấy trước %(when)s")
    return says % {"when": dates.when(by, now)}
