"""What a running dossier of an older system must tell to be taken over: each status demands its moments, in their order.

A record is one JSON object (docs/cutover.md names the fields). Reading it is pure: what does not fit is said field by field.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from motcua.law.acts import STATUS_NAMES, Status
from motcua.law.cites import cites
from motcua.law.codes import CodeError, parse
from motcua.law.cutover_fields import Fields, Problem
from motcua.lib.saying import N_, Sentence

KINDS = ("person", "organisation")
CHANNELS = (1, 2, 3)
_MOMENTS = {
    Status.NEW: (),
    Status.RECEIVED: ("received_at",),
    Status.DECLINED: ("finished_at", "reason"),
    Status.PROCESSING: ("received_at", "clock_from", "due_at"),
    Status.SUPPLEMENT: ("supplement",),
    Status.FINANCIAL_DUTY: ("received_at", "clock_from", "due_at", "stopped_at"),
    Status.STOPPED: ("finished_at", "reason"),
    Status.DONE: ("received_at", "due_at", "finished_at"),
    Status.RETURNED: ("finished_at", "returned_at"),
}
MOMENTS = ("submitted_at", "received_at", "clock_from", "due_at", "promised_at", "stopped_at", "finished_at", "returned_at")
_NEVER = datetime.max.replace(tzinfo=UTC)  # stands where a moment could not be read; the record is refused
_ORDER = ("submitted_at", "received_at", "clock_from", "finished_at", "returned_at")


@dataclass(frozen=True)
class Holder:
    """Who the dossier is of. `number` is a personal number or tax code, as the older system held it; never checked for a digit."""

    kind: str
    name: str
    number: str
    birth_date: date | None = None
    sex: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    representative: str = ""


@dataclass(frozen=True)
class Asked:
    """The supplement that is open: what was asked, when, until when."""

    asked_at: datetime
    until: datetime
    reason: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Interval:
    """A stop of the clock that is over: from, to (aware), why, and how it counts (restart or pause)."""

    start: datetime
    end: datetime
    why: str
    mode: str


@dataclass(frozen=True)
class Event:
    """What the older system says happened: when, what, who, which unit. Shown as its word, never as an act of ours."""

    at: datetime
    what: str
    who: str = ""
    unit: str = ""


@dataclass(frozen=True)
class GivenFile:
    """A file that comes along: its path in the folder, the requirement it answers, the SHA-256 (hex) it must have ('' = not told)."""

    path: str
    name: str
    requirement: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Outcome:
    """The result of a dossier that is done: number, title, day of issue, and its file, if it is electronic."""

    number: str
    title: str
    issued_on: date | None
    path: str = ""


@dataclass(frozen=True)
class Record:
    """One dossier of an older system. Moments are aware; `line` is where it stood."""

    line: int
    code: str
    external_code: str
    procedure: str
    channel: int
    status: Status
    receiver: str
    competent: str
    holder: Holder
    summary: str
    answers: Mapping[str, Any]
    moments: Mapping[str, datetime]
    step: str = ""
    officer: str = ""
    reason: str = ""
    register_number: int | None = None
    supplement: Asked | None = None
    pauses: tuple[Interval, ...] = ()
    history: tuple[Event, ...] = ()
    files: tuple[GivenFile, ...] = ()
    result: Outcome | None = None
    fingerprint: str = field(default="", compare=False)

    def at(self, name: str) -> datetime | None:
        """Return the moment `name`, or None."""
        return self.moments.get(name)


@cites("61/2018/NĐ-CP", "Điều 17-20")
@cites("01/2018/TT-VPCP", "Điều 19")
def read(row: Mapping[str, Any], line: int, fingerprint: str = "") -> tuple[Record | None, list[Problem]]:
    """Return the record of a row, or None, and everything that does not fit, field by field."""
    fields = Fields(row)
    status = fields.choice("status", [s.value for s in Status if s is not Status.WITHDRAWAL], to=int)
    record = Record(
        line=line,
        code=fields.text("code"),
        external_code=fields.text("external_code"),
        procedure=fields.needed("procedure_code"),
        channel=fields.choice("channel", CHANNELS, to=int),
        status=Status(status or Status.NEW),
        receiver=fields.needed("receiving_agency"),
        competent=fields.text("agency") or fields.text("receiving_agency"),
        holder=_holder(fields.inside("applicant")),
        summary=fields.text("summary"),
        answers=fields.mapping("answers"),
        moments=fields.moments(*MOMENTS),
        step=fields.text("step"),
        officer=fields.text("officer"),
        reason=fields.text("reason"),
        register_number=fields.whole("register_number"),
        supplement=_asked(fields.inside("supplement")) if row.get("supplement") else None,
        pauses=tuple(_pause(each) for each in fields.each("pauses")),
        history=tuple(_event(each) for each in fields.each("history")),
        files=tuple(_file(each) for each in fields.each("files")),
        result=_outcome(fields.inside("result")) if row.get("result") else None,
        fingerprint=fingerprint,
    )
    found = list(fields.problems)
    if not found:
        found = [*_code(record), *_demands(record), *_order(record), *_stops(record)]
    return (None if found else record), found


def _holder(fields: Fields) -> Holder:
    return Holder(
        kind=fields.choice("kind", KINDS, first="person"),
        name=fields.needed("name"),
        number=fields.text("number"),
        birth_date=fields.day("birth_date"),
        sex=fields.choice("sex", ("", "male", "female"), first=""),
        phone=fields.text("phone"),
        email=fields.text("email"),
        address=fields.text("address"),
        representative=fields.text("representative"),
    )


def _asked(fields: Fields) -> Asked | None:
    moments = fields.moments("asked_at", "until", needed=True)
    items = tuple(str(item).strip() for item in fields.sequence("items") if str(item).strip())
    if not items:
        fields.wrong("items", N_("cần ít nhất một mục phải bổ sung"))
    reason = fields.needed("reason")
    return Asked(moments["asked_at"], moments["until"], reason, items) if len(moments) == 2 else None


def _pause(fields: Fields) -> Interval:
    moments = fields.moments("start", "end", needed=True)
    mode = fields.choice("mode", ("restart", "pause"))
    return Interval(moments.get("start", _NEVER), moments.get("end", _NEVER), fields.text("why"), mode)


def _event(fields: Fields) -> Event:
    moments = fields.moments("at", needed=True)
    return Event(moments.get("at", _NEVER), fields.needed("what"), fields.text("who"), fields.text("unit"))


def _file(fields: Fields) -> GivenFile:
    path = fields.needed("path")
    return GivenFile(path, fields.text("name") or path.rsplit("/", 1)[-1], fields.text("requirement"), fields.text("sha256").lower())


def _outcome(fields: Fields) -> Outcome:
    return Outcome(fields.text("number"), fields.needed("title"), fields.day("issued_on"), fields.text("path"))


def _code(record: Record) -> Iterator[Problem]:
    """A dossier that was received has its code, in a pattern that is known; one that was not has none (rules 1, 6)."""
    if record.at("received_at") and not (record.code or record.external_code):
        yield Problem("code", Sentence(N_("hồ sơ đã tiếp nhận phải có mã")))
    if record.status is Status.NEW and record.code:
        yield Problem("code", Sentence(N_("hồ sơ chưa tiếp nhận thì chưa có mã của cơ quan; mã nơi nộp ghi ở external_code")))
    if record.code:
        try:
            parse(record.code)
        except CodeError as error:
            yield Problem("code", error.sentence)


def _demands(record: Record) -> Iterator[Problem]:
    told = {**record.moments, "reason": record.reason, "supplement": record.supplement}
    if "submitted_at" not in record.moments:
        yield Problem("submitted_at", Sentence(N_("thiếu")))
    for name in _MOMENTS[record.status]:
        if not told.get(name):
            words = N_("trạng thái “%(status)s” cần có trường này")
            yield Problem(name, Sentence(words, {"status": Sentence(STATUS_NAMES[record.status])}))


def _order(record: Record) -> Iterator[Problem]:
    told = [(name, record.moments[name]) for name in _ORDER if name in record.moments]
    for (before, first), (after, second) in zip(told, told[1:], strict=False):
        if second < first:
            yield Problem(after, Sentence(N_("sớm hơn %(field)s"), {"field": before}))


def _stops(record: Record) -> Iterator[Problem]:
    """Stops lie one after the other, each with an end: an open one is told by the status."""
    ends = [*sorted(record.pauses, key=lambda each: each.start)]
    for each in ends:
        if each.end <= each.start:
            yield Problem("pauses", Sentence(N_("khoảng dừng kết thúc trước khi bắt đầu")))
    for before, after in zip(ends, ends[1:], strict=False):
        if after.start < before.end:
            yield Problem("pauses", Sentence(N_("hai khoảng dừng chồng lên nhau")))
