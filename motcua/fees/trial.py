"""Try the example applications of a procedure against a revision. It stands here because the cost is the last thing to be known."""

from collections.abc import Iterable
from datetime import date, datetime

from motcua.catalogue.candidates import candidate_of
from motcua.catalogue.examples import Example
from motcua.catalogue.forms import form_of
from motcua.catalogue.models import Revision
from motcua.catalogue.requirements import asked_of
from motcua.fees.needing import unasked
from motcua.fees.quoting import counts_of
from motcua.fees.rules import rules_for
from motcua.law.calendar import HANOI
from motcua.law.deadlines import with_pauses
from motcua.law.fee_rules import Asked
from motcua.law.fees import quote
from motcua.law.flow import FlowError
from motcua.law.gates import Block, blocks
from motcua.law.trial import Difference, Found, differences, path_of
from motcua.people.models import Agency
from motcua.worktime.calendars import calendar_of, outages_of


def tried(revision: Revision, example: Example) -> Found:
    """Return what comes out of `example` under `revision`; `wrong` holds what makes the application impossible."""
    received = example.received_at.astimezone(HANOI)
    form = form_of(revision, received.date())
    answers = form.visible_answers(example.answers)
    wrong = [f"{error.field}: {error.message}" for error in form.check(answers, today=received.date())]
    try:
        path = path_of(revision.plan.plan(), example.outcomes)
    except FlowError as error:
        path, wrong = (), [*wrong, str(error)]
    return Found(
        questions=tuple(item.field for page in form.pages(answers) for item in page.visible(answers)),
        requirements=tuple(each.key for each in asked_of(revision, answers)),
        payable=_payable(revision, example, answers, received),
        due=_due(revision, str(answers.get(revision.facts["agency_field"], "")), received),
        path=path,
        wrong=tuple(wrong),
    )


def results(revision: Revision) -> list[tuple[Example, Found, list[Difference]]]:
    """Return every example of the revision's procedure with what came out and where that is not what was expected."""
    found = [(example, tried(revision, example)) for example in Example.objects.filter(procedure=revision.procedure)]
    return [(example, came, differences(example.expected, came)) for example, came in found]


def failing(revision: Revision) -> tuple[str, ...]:
    """Return the examples that stand in the way of publishing: impossible now, or out of which something else comes."""
    return tuple(_why(example, found, wrong) for example, found, wrong in results(revision) if found.wrong or wrong)


def standing(revision: Revision, day: date) -> list[Block]:
    """Return everything that stands in the way of publishing a revision, examples and questions that are missing included."""
    return blocks(candidate_of(revision, failing(revision), unasked(revision, day)))


def _why(example: Example, found: Found, wrong: Iterable[Difference]) -> str:
    return f"{example.name} ({'; '.join([*found.wrong, *(str(each.says) for each in wrong)])})"


def _payable(revision: Revision, example: Example, answers: dict[str, object], received: datetime) -> int | None:
    rules = rules_for(revision.procedure.code, received.date(), revision)
    counts, payers = counts_of(revision, answers), frozenset(example.payers)
    asked = Asked(received.date(), example.channel, payers, counts, rules.met(answers, ()))
    return quote(rules.tariffs, rules.reliefs, asked).payable


def _due(revision: Revision, agency: str, received: datetime) -> datetime | None:
    found = Agency.objects.filter(code=agency).first()
    key = found.pk if found else None
    return with_pauses(received, revision.legal_term(), calendar_of(key, received.date()), outages_of(key) if key else ())
