"""The office sees how much was asked of people that the state holds, why, and which of our own dossiers had it already."""

from django.test import Client

from motcua.acts import instead, lookups
from motcua.dossiers.models import Reasked
from motcua.law.once_only import Cause
from motcua.reports import reasking
from tests import make

PAGE = "/quan-tri/hoi-lai/"
MONTH = (make.MONDAY.replace(day=1, hour=0), make.later(days=20))


def outage():
    """A dossier whose paper was asked instead, in an outage."""
    dossier, by = make.submitted(), make.actor("receiver")
    lookup = lookups.ask_for_dossier(dossier, "001194012372", by=by, at=make.MONDAY)
    lookups.record_answer(lookup, None, failed=True, why="no answer", by=by, at=make.MONDAY)
    return instead.ask_paper(dossier, requirement="identity", reason="CSDL không trả lời", by=by, at=make.MONDAY, key="p")


def test_a_dossier_is_counted_when_it_is_submitted_and_an_earlier_one_that_had_the_answer_is_named(db: None) -> None:
    first = make.submitted()
    rows = {row["name"]: row for row in Reasked.objects.get(dossier=first).rows}
    assert rows["holder_name"]["cause"] == Cause.TYPED
    assert not rows["holder_name"]["held"]
    second = make.submitted()
    rows = {row["name"]: row for row in Reasked.objects.get(dossier=second).rows}
    assert rows["holder_name"]["held"] == str(first.pk)
    assert Reasked.objects.get(dossier=second).held > len(rows), "the papers that a database spares count too"


def test_the_line_of_a_procedure_adds_questions_and_papers(db: None) -> None:
    outage()
    line = reasking.lines(*MONTH)[0]
    assert (line.code, line.dossiers) == (make.COPY, 1)
    assert line.tally.again[Cause.PAPER] == 1
    assert line.tally.again[Cause.TYPED] == 3
    assert reasking.total([line, line]).tally.held == 2 * line.tally.held
    assert reasking.lines(make.later(days=40), make.later(days=50)) == []


def test_the_page_opens_into_the_dossiers_behind_a_figure(controller: Client) -> None:
    outage()
    page = controller.get(PAGE).content.decode()
    assert "Cấp bản sao từ sổ gốc" in page
    assert "nguyen-nhan=paper" in page
    opened = controller.get(PAGE, {"thang": "11/2026", "thu-tuc": make.COPY, "nguyen-nhan": "typed"}).content.decode()
    assert "UBND phường Cửa Nam" in opened
    assert "Nguyễn Thị Hạnh" not in opened
    paper = controller.get(PAGE, {"thu-tuc": make.COPY, "nguyen-nhan": "paper"}).content.decode()
    assert "Giấy tờ tùy thân" in paper
    assert controller.get(PAGE, {"thu-tuc": "9.9", "nguyen-nhan": "typed"}).status_code == 200


def test_an_empty_month_and_one_that_cannot_be_read_are_said(administrator: Client) -> None:
    assert "Tháng này chưa có hồ sơ" in administrator.get(PAGE, {"thang": "01/2025"}).content.decode()
    answer = administrator.get(PAGE, {"thang": "tháng mười"})
    assert answer.status_code == 422
    assert "ví dụ 11/2026" in answer.content.decode()


def test_the_report_asks_few_questions_of_the_database(db: None, django_assert_max_num_queries) -> None:
    outage()
    with django_assert_max_num_queries(4):
        reasking.lines(*MONTH)


def test_who_keeps_no_office_does_not_see_it(db: None) -> None:
    from tests.office.conftest import enter

    assert enter(make.officer("receiver")).get(PAGE).status_code == 403
