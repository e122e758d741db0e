"""A city whose office has worked on its configuration, and the same database with nothing in it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from motcua.acts import calendar, city, duplicates, examples, fees, phrases, processes, publishing, routing
from motcua.acts.compliance import NewAssessment, assess
from motcua.catalogue.models import Procedure, Publication, Revision
from motcua.law.calendar import Session, Special
from motcua.law.calendar_rules import Edit
from motcua.law.compliance import Burden, Task, Work
from motcua.law.fee_rules import Effect
from motcua.law.publication import Change, Issuer
from motcua.law.sessions import Span
from motcua.lib.remembering import forget
from motcua.people.actor import Actor
from motcua.people.models import Agency
from tests import make

OFFICE = "H26.20"
NOTICE = "Thông báo thử 01/TB"


@pytest.fixture(autouse=True)
def monday(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday."""
    make.city()
    monkeypatch.setattr(timezone, "now", lambda: make.MONDAY)


@pytest.fixture
def empty() -> Callable[[], None]:
    """What empties the database of every row of ours."""
    return emptied


def emptied() -> None:
    """Take every row of ours away; the test's transaction brings them back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what is still to be checked is checked now
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("SELECT string_agg(tablename, ',') FROM pg_tables WHERE schemaname = 'public' AND tablename ~ %s", [OURS])
        cursor.execute(f"TRUNCATE {cursor.fetchone()[0]} CASCADE")
    forget()


OURS = "^(people|policy|worktime|catalogue|fees|dossiers|documents|outbox|audit)_"


@pytest.fixture
def worked() -> None:
    """The office has revised, decided, set and judged: a row of every table, and drafts that are nobody's business yet."""
    controller, administrator = _by("procedure_controller"), _by("administrator")
    at = make.MONDAY
    procedure = Procedure.objects.get(code=make.COPY)
    _decide(procedure, controller)
    publishing.draft_revision(Procedure.objects.get(code=make.BIRTH), by=controller, at=at, key=make.key())
    rows = Revision.objects.filter(procedure=procedure).latest("number").plan.steps
    processes.save_version(procedure, rows, note="bản nháp", by=controller, at=at, key=make.key())
    examples.keep_example(procedure, _example(), by=controller, at=at, key=make.key())
    work = Work(Task.PREPARE, "Tìm bản chính", hours_of("1.5"), 20_000, 0, 0, 0)
    sides = (Burden((work,), 1, 3000), Burden((work,), 1, 2000))
    assess(procedure, NewAssessment("Bỏ bản sao", "Khảo sát", *sides), by=controller, at=at, key=make.key())
    duplicates.judge_pair((make.COPY, make.BIRTH), "different", "Khác việc", by=controller, at=at, key=make.key())
    phrases.set_phrase(phrases.Wording("cau-moi", "Mục", "Làm gì", "Luật", "K", date(2026, 12, 1)), by=controller, at=at)
    rule = fees.NewFeeRule("giam-thu", Effect.REDUCE, {"vi": "Giảm", "en": "Less"}, "NQ thử", "K", date(2026, 12, 1), percent=50)
    fees.set_fee_rule(rule, by=controller, at=at)
    routing.set_routing(routing.NewRouting(make.COPY, {"vi": "Phường"}, "NĐ", "K", date(2026, 12, 1)), by=controller, at=at)
    city.change_policy(
        "draft_days", 45, source="Quyết định thử", certainty="K", valid_from=date(2026, 12, 1), by=administrator, at=at, key=make.key()
    )
    edit = Edit(off={date(2026, 12, 24): Special("Nghỉ bù", NOTICE, "K")}, worked={}, removed={})
    calendar.edit_calendar(edit, by=administrator, at=at, key=make.key())
    ward = Agency.objects.get(code=make.WARD)
    hours = [Session(time_of(8), time_of(12)), Session(time_of(13), time_of(17))]
    city.set_sessions(ward, hours, span=Span(date(2026, 12, 1)), source="Thông báo", by=administrator, at=at, key=make.key())
    forget()


def _decide(procedure: Procedure, by: Actor) -> None:
    """Publish a second revision of a procedure with another term, by a decision of the city."""
    draft = publishing.draft_revision(procedure, by=by, at=make.MONDAY, key=make.key())
    publishing.amend_draft(draft, {"term": "3wd"}, by=by, at=make.MONDAY, key=make.key())
    new = publishing.NewPublication(Issuer.PROVINCE, Agency.objects.get(code="H26"), "UBND thành phố", "Nghị định thử", date(2026, 12, 1))
    decision = publishing.begin_publication(new, by=by, at=make.MONDAY, key=make.key())
    publishing.put_procedure(decision, procedure, Change.AMEND, by=by, at=make.MONDAY, key=make.key())
    signed, begins = make.MONDAY.date(), make.MONDAY.date() + timedelta(days=30)
    publishing.decide(decision, number="123/QĐ-UBND", signed_on=signed, valid_from=begins, by=by, at=make.MONDAY, key=make.key())
    publishing.begin_publication(new, by=by, at=make.MONDAY, key=make.key())
    assert Publication.objects.filter(decided_at=None).count() == 1


def _example() -> Any:
    wanted = {"questions": [], "payable": 0}
    return examples.Wanted("Xin một bản", 2, make.MONDAY, make.ANSWERS[make.COPY], {"payable": wanted["payable"]})


def _by(role: str) -> Actor:
    return make.actor(make.officer(role, OFFICE))


def hours_of(text: str) -> Any:
    """Return working hours as law counts them."""
    from decimal import Decimal

    return Decimal(text)


def time_of(hour: int) -> Any:
    """Return an hour of the day."""
    from datetime import time

    return time(hour)
