"""One dossier as the desk shows it: steps, the next thing to do, why the date, checks, what was drafted."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.doors.desk.offers import Locked, Offer, locked, offers, others, standing
from motcua.doors.desk.rows import PAUSED, minutes_left
from motcua.dossiers.clocks import clock_of, used
from motcua.dossiers.former import Former, former
from motcua.dossiers.models import Dossier, Lookup, Result, Step
from motcua.dossiers.origins import FiledElsewhere, filed_elsewhere
from motcua.dossiers.parts import Participation
from motcua.dossiers.reasons import Reasons, why
from motcua.dossiers.timeliness import timeliness
from motcua.law.calendar import HANOI
from motcua.law.classification import TIMELINESS_NAMES, Timeliness
from motcua.law.flow import Kind
from motcua.law.lifecycle import Status
from motcua.law.roles import ROLE_NAMES, Role
from motcua.lib.saying import say
from motcua.people.actor import Actor
from motcua.ui import dates
from motcua.ui.forms.sources import NAMES, corrects
from motcua.ui.words import Words
from motcua.worktime.calendars import calendar_of

TONES = {Lookup.State.MATCHED: "good", Lookup.State.NO_MATCH: "bad", Lookup.State.FAILED: "soon", Lookup.State.ASKED: "info"}


@dataclass(frozen=True)
class Check:
    """One thing looked at by machine."""

    tone: str
    title: str
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """What the panel shows. `minutes` are working minutes to the promise, None while no clock runs."""

    dossier: Dossier
    result: Result | None
    minutes: int | None
    paused: bool
    bar: list[str]
    places: list[int]
    step: Step | None
    beside: list[Step]
    parts: list[Participation]
    given: list[Participation]
    used: int
    step_late: bool
    reasons: Reasons | None
    former: Former
    filed: FiledElsewhere | None
    held: Timeliness | None
    checks: list[Check]
    offers: list[Offer]
    locked: list[Locked]
    others: list[Offer]

    @property
    def step_name(self) -> str:
        """The present step in the reader's language."""
        return str(Words.of(self.step.name)) if self.step else ""

    @property
    def together(self) -> list[tuple[str, str, datetime | None]]:
        """What is open beside the present step: its name, who holds it, when it is due."""
        return [(str(Words.of(s.name)), s.officer.name if s.officer else say(ROLE_NAMES[Role(s.role)]), s.due_at) for s in self.beside]

    @property
    def held_words(self) -> str:
        """Early, on time or overdue, once it is done; '' while it runs."""
        return say(TIMELINESS_NAMES[self.held]) if self.held else ""


def of(dossier: Dossier, actor: Actor, now: datetime) -> Sheet:
    """Return the sheet of a dossier that `actor` has opened through access.py."""
    result = result_of(dossier)
    calendar, clock = calendar_of(dossier.competent_id, now.astimezone(HANOI).date()), clock_of(dossier)
    here = standing(actor, dossier, result)
    opened = list(here.open)
    step = next(iter(here.mine or opened), None)
    return Sheet(
        dossier=dossier,
        result=result,
        minutes=minutes_left(dossier, calendar, now) if dossier.finished_at is None else None,
        paused=dossier.state in PAUSED,
        bar=[str(Words(each.name, each.name_en or each.name)) for each in dossier.revision.plan.plan().steps],
        places=_places(dossier, opened),
        step=step,
        beside=[each for each in opened if each is not step],
        parts=_parts(opened) if dossier.cooperating or dossier.following else [],
        given=list(Participation.objects.filter(step__dossier=dossier).exclude(given_at=None).select_related("officer")),
        used=used(step, calendar, clock.stops if clock else (), now) if step else 0,
        step_late=bool(step and step.due_at and step.due_at < now),
        reasons=why(dossier, clock),
        former=former(dossier),
        filed=filed_elsewhere(dossier),
        held=timeliness(dossier),
        checks=list(_checks(dossier, now)),
        offers=offers(here),
        locked=locked(here),
        others=others(here),
    )


def _parts(opened: Sequence[Step]) -> list[Participation]:
    return list(Participation.objects.filter(step__in=[each.pk for each in opened]).select_related("officer"))


def result_of(dossier: Dossier) -> Result | None:
    """Return the result with its papers, None before it is drafted."""
    related = ("paper__document", "signed", "issued", "signer", "issuer")
    return Result.objects.filter(dossier=dossier).select_related(*related).first()


def _places(dossier: Dossier, opened: list[Step]) -> list[int]:
    keys = [each.key for each in dossier.revision.plan.plan().steps]
    if dossier.state is Status.RETURNED:
        return [len(keys)]
    return sorted(keys.index(step.key) for step in opened if step.key in keys) or [0]


def _how(lookup: Lookup, now: datetime) -> str:
    """Which database, when, what for, who asked, under whose leave; what came instead of an answer; that it was erased."""
    said = [str(NAMES.get(lookup.system, lookup.system)), dates.stamp(lookup.answered_at or lookup.asked_at, now)]
    said += [str(Lookup.Purpose(lookup.purpose).label), lookup.asker or _("người nộp hỏi")]
    if lookup.consent:
        said.append(_("người nộp đồng ý, lời hỏi bản %(version)s") % {"version": lookup.consent.text_version})
    if lookup.state == Lookup.State.FAILED and lookup.failure:
        said.append(_("hỏi %(tries)d lần, lần cuối: %(why)s") % {"tries": lookup.tries, "why": lookup.failure})
    if lookup.erased_at:
        said.append(_("câu trả lời đã xóa %(at)s") % {"at": dates.stamp(lookup.erased_at, now)})
    return "; ".join(said)


def _checks(dossier: Dossier, now: datetime) -> Iterator[Check]:
    for step in dossier.steps.filter(kind=Kind.AUTO).exclude(finished_at=None).order_by("seq"):
        yield Check("soon" if step.warns else "good", str(Words.of(step.name)), step.note)
    for lookup in dossier.lookups.select_related("consent").defer("answer", "evidence").order_by("asked_at"):
        state = Lookup.State(lookup.state)
        yield Check(TONES[state], str(state.label), _how(lookup, now))
    if dossier.assurance:
        yield Check("good", _("Người nộp đăng nhập bằng định danh điện tử"), _("Mức %(level)d") % {"level": dossier.assurance})
    told = Counter(each["source"] for each in dossier.sources.values() if each["source"] in NAMES)
    over = sum(corrects(each) for each in dossier.sources.values())
    if over:
        yield Check("soon", _("%(count)d câu người nộp ghi lại, khác điều cơ sở dữ liệu cho") % {"count": over})
    for source, count in told.items():
        yield Check("info", _("%(count)d câu trả lời do cơ quan nhà nước cung cấp") % {"count": count}, str(NAMES[source]))
