"""The worklist as values: groups by time left, filters, rows. Time is the promise in force, in working minutes."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from motcua.dossiers import access
from motcua.dossiers.models import Dossier, Step
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Status
from motcua.lib.text import fold
from motcua.people.actor import Actor
from motcua.people.fields import index_of
from motcua.ui.values import Count as Filter
from motcua.ui.words import Words

HIDDEN = ("answers", "sources", "applicant__personal_number", "applicant__phone", "applicant__email", "applicant__address")
PAUSED = Q(status__in=[Status.SUPPLEMENT, Status.FINANCIAL_DUTY])


HELD = {
    "toi": lambda me: Q(pk__in=Step.objects.filter(officer=me, finished_at=None).values("dossier")),
    "phoi-hop": lambda me: Q(cooperating__contains=[me]),
    "theo-doi": lambda me: Q(following__contains=[me]),
}


@dataclass(frozen=True)
class Group:
    """Dossiers in the same need. `heading` says what they need."""

    key: str
    label: object
    heading: object
    tone: str


GROUPS = (
    Group("qua-han", _("Quá hạn"), _("Quá hạn: xin lỗi và hẹn lại, hoặc trả ngay"), "bad"),
    Group("hom-nay", _("Hôm nay"), _("Sắp đến hạn: trong hôm nay"), "soon"),
    Group("con", _("Còn thời gian"), _("Còn thời gian"), "good"),
    Group("tam-dung", _("Tạm dừng"), _("Tạm dừng: thời hạn không chạy"), "still"),
)


@dataclass(frozen=True)
class Wanted:
    """What the officer filters by; empty means all."""

    group: str = ""
    words: str = ""
    procedure: str = ""
    holder: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Wanted":
        """Read the address; a group that does not exist is no group."""
        group = query.get("han", "")
        known = {each.key for each in GROUPS}
        words = query.get("q", "").strip()[:100]
        return cls(group if group in known else "", words, query.get("thu-tuc", "")[:40], query.get("giu", ""))


def conditions(now: datetime) -> dict[str, Q]:
    """Return the condition of each group at `now` (aware), in order of need."""
    tomorrow = datetime.combine(now.astimezone(HANOI).date() + timedelta(1), time(0), HANOI)
    runs = ~PAUSED
    return {
        "qua-han": runs & Q(promised_at__lt=now, finished_at=None),
        "hom-nay": runs & Q(promised_at__gte=now, promised_at__lt=tomorrow, finished_at=None),
        "con": runs & (Q(promised_at__gte=tomorrow) | Q(promised_at=None) | Q(finished_at__isnull=False)),  # a correction has no term
        "tam-dung": PAUSED,
    }


def found(actor: Actor, wanted: Wanted) -> QuerySet[Dossier]:
    """Return what waits for this officer and fits the words, procedure and holder."""
    waiting = access.at_desk(actor).defer(*HIDDEN)
    if wanted.words:
        waiting = waiting.filter(_matching(wanted.words))
    if wanted.procedure:
        waiting = waiting.filter(revision__procedure__code=wanted.procedure)
    if wanted.holder in HELD:
        waiting = waiting.filter(HELD[wanted.holder](UUID(actor.id)))
    return waiting


def _matching(words: str) -> Q:
    coded = Q(code__icontains=words) | Q(external_code=words.upper())
    named = coded | Q(applicant__search__contains=fold(words)) | Q(summary__icontains=words)
    index = index_of(words) if words.isdigit() else ""
    return named | Q(applicant__number_index=index) | Q(applicant__old_index=index) if index else named


def grouped(waiting: QuerySet[Dossier], group: str, now: datetime) -> QuerySet[Dossier]:
    """Return the dossiers of `group` ('' all), each with `place`, the number of its group; least time left first."""
    rules = conditions(now)
    if group:
        waiting = waiting.filter(rules[group])
    place = Case(*(When(rule, then=Value(at)) for at, rule in enumerate(rules.values())), default=Value(0), output_field=IntegerField())
    return waiting.annotate(place=place).order_by("place", F("promised_at").asc(nulls_last=True), "pk")


def filters(waiting: QuerySet[Dossier], wanted: Wanted, query: QueryDict, now: datetime) -> list[Filter]:
    """Return 'all' and every group with the number of dossiers it holds. One query."""
    each_group = {key.replace("-", "_"): Count("pk", filter=rule) for key, rule in conditions(now).items()}
    counted = waiting.order_by().aggregate(every=Count("pk"), **each_group)
    every = Filter(str(_("Tất cả")), counted["every"], _address(query, ""), current=not wanted.group)
    rest = [_filter(group, counted[group.key.replace("-", "_")], wanted, query) for group in GROUPS]
    return [every, *rest]


def _filter(group: Group, number: int, wanted: Wanted, query: QueryDict) -> Filter:
    return Filter(str(group.label), number, _address(query, group.key), group.tone, current=wanted.group == group.key)


def _address(query: QueryDict, group: str) -> str:
    changed = query.copy()
    for name in ("han", "page", "chon"):
        changed.pop(name, None)
    if group:
        changed["han"] = group
    return f"?{changed.urlencode()}"


def procedures(actor: Actor) -> list[tuple[str, Words]]:
    """Return (code, name) of the procedures that wait at this desk. One query."""
    rows = access.at_desk(actor).order_by("revision__procedure__code").distinct()
    return [(code, Words.of(name)) for code, name in rows.values_list("revision__procedure__code", "revision__procedure__name")]
