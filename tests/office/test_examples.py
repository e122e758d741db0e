"""A procedure is tested in the product: example applications are written, tried, and block a publication that would spoil one."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from motcua.acts import publishing
from motcua.acts.catalogue import PublicationBlocked
from motcua.acts.examples import ExampleRefused, Wanted, keep_example
from motcua.catalogue.examples import Example
from motcua.catalogue.models import Procedure, Revision
from motcua.fees.trial import failing, results, tried
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import NotAllowed
from motcua.law.publication import Change, Issuer
from motcua.people.models import Agency
from tests import make
from tests.office.conftest import CITY_AGENCY, enter

PAGE = f"/quan-tri/thu-tuc/{make.COPY}/vi-du/"
EXPECTED: dict[str, Any] = {
    "requirements": [],
    "payable": 0,
    "due": "2026-11-23T17:30:00+07:00",
    "path": ["search", "sign", "issue", "hand_over"],
}


@pytest.fixture
def procedure() -> Procedure:
    return Procedure.objects.get(code=make.COPY)


def wanted(name: str = "Tự xin bản sao", **changes: Any) -> Wanted:
    whole = {"name": name, "channel": 2, "received_at": make.MONDAY, "answers": make.answers_of(make.COPY), "expected": EXPECTED}
    return Wanted(**{**whole, **changes})


def kept(procedure: Procedure, **changes: Any) -> Example:
    return keep_example(procedure, wanted(**changes), by=_controller(), at=make.MONDAY, key=make.key())


def _controller() -> Any:
    return make.actor(make.officer("procedure_controller", CITY_AGENCY))


def revision(procedure: Procedure) -> Revision:
    return Revision.objects.get(procedure=procedure, valid_to=None)


def form_of(**changes: str) -> dict[str, str]:
    fields = {name: str(value) for name, value in make.answers_of(make.COPY).items() if not isinstance(value, list)}
    day = fields.pop("holder_birth_date").split("-")
    fields |= dict(zip(("holder_birth_date-year", "holder_birth_date-month", "holder_birth_date-day"), day, strict=True))
    about = {"ex_name": "Tự xin bản sao", "ex_channel": "2", "ex_received_at": "2026-11-23 09:00"}
    return {**fields, **about, **changes}


def test_an_application_comes_out_with_questions_papers_cost_day_and_path(procedure: Procedure) -> None:
    found = tried(revision(procedure), kept(procedure))
    assert found.wrong == ()
    assert found.value() == {**EXPECTED, "questions": list(found.questions)}
    assert "holder_name" in found.questions


def test_another_outcome_or_answer_leads_elsewhere(procedure: Procedure) -> None:
    other = {**make.answers_of(make.COPY), "relation": "relative"}
    found = tried(revision(procedure), kept(procedure, answers=other, outcomes={"search": "not_found"}))
    assert found.requirements == ("relation",)
    assert found.path == ("search", "sign", "issue", "hand_over")


def test_what_comes_out_otherwise_is_told_part_by_part(procedure: Procedure) -> None:
    kept(procedure, expected={**EXPECTED, "payable": 5000, "path": ["search"]})
    ((_example, _found, wrong),) = results(revision(procedure))
    assert [each.part for each in wrong] == ["payable", "path"]
    assert "5000" in str(wrong[0].says)


def test_an_application_that_can_no_longer_be_filed_fails(procedure: Procedure) -> None:
    kept(procedure, answers={**make.answers_of(make.COPY), "document_kind": "khong-con"}, expected={"payable": 0})
    assert "document_kind" in failing(revision(procedure))[0]


def test_a_publication_that_spoils_an_example_is_blocked_and_changes_nothing(procedure: Procedure) -> None:
    kept(procedure)
    by = _controller()
    draft = publishing.draft_revision(procedure, by=by, at=make.MONDAY, key=make.key())
    publishing.amend_draft(draft, {"term": "3wd"}, by=by, at=make.MONDAY, key=make.key())
    new = publishing.NewPublication(Issuer.PROVINCE, Agency.objects.get(code=CITY_AGENCY), "UBND", "NĐ 1", date(2027, 1, 1))
    publication = publishing.begin_publication(new, by=by, at=make.MONDAY, key=make.key())
    publishing.put_procedure(publication, procedure, Change.AMEND, by=by, at=make.MONDAY, key=make.key())

    def decide() -> None:
        days = {"signed_on": date(2026, 11, 23), "valid_from": date(2026, 12, 1)}
        publishing.decide(publication, number="9/QĐ-UBND", **days, by=by, at=make.MONDAY, key=make.key())

    with pytest.raises(PublicationBlocked, match="Tự xin bản sao"):
        decide()
    assert Revision.objects.get(pk=draft.pk).valid_from is None
    publishing.amend_draft(draft, {"term": "same-day"}, by=by, at=make.MONDAY, key=make.key())
    decide()
    assert Revision.objects.get(pk=draft.pk).valid_from == date(2026, 12, 1)


def test_a_name_is_used_once_and_something_must_be_expected(procedure: Procedure) -> None:
    kept(procedure)
    with pytest.raises(ExampleRefused, match="đã có ví dụ"):
        kept(procedure)
    with pytest.raises(ExampleRefused, match="mong đợi"):
        kept(procedure, name="Khác", expected={})
    assert Example.objects.filter(procedure=procedure, name="Khác").count() == 0


def test_only_a_controller_keeps_examples(procedure: Procedure) -> None:
    with pytest.raises(NotAllowed):
        keep_example(procedure, wanted(), by=make.actor("case_officer"), at=make.MONDAY, key=make.key())
    assert enter(make.officer("administrator", CITY_AGENCY)).get(PAGE).status_code == 403


def test_a_controller_writes_one_sees_what_comes_out_and_saves_it(controller: Client, procedure: Procedure) -> None:
    seen = controller.post(f"{PAGE}moi/", {**form_of(), "_do": "try"})
    page = seen.content.decode()
    assert seen.status_code == 200
    assert "2026-11-23 17:30" in page
    assert "hand_over" in page
    assert not Example.objects.filter(procedure=procedure).exists()
    saved = controller.post(
        f"{PAGE}moi/", {**form_of(ex_due="2026-11-23 17:30", ex_payable="0", ex_path="search\nsign\nissue\nhand_over"), "_do": "save"}
    )
    assert saved.headers["location"] == PAGE
    example = Example.objects.get(procedure=procedure)
    assert (example.received_at, example.expected["due"]) == (make.MONDAY.astimezone(HANOI), EXPECTED["due"])
    assert "Ra đúng như mong đợi" in controller.get(PAGE).content.decode()


def test_bad_input_is_told_beside_its_question_and_keeps_the_rest(controller: Client, procedure: Procedure) -> None:
    answer = controller.post(f"{PAGE}moi/", {**form_of(ex_received_at="hôm nọ", ex_payable="năm nghìn"), "_do": "save"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nguyễn Thị Hạnh" in page
    assert "năm nghìn" in page
    assert not Example.objects.filter(procedure=procedure).exists()


def test_an_example_is_changed_and_thrown_away(controller: Client, procedure: Procedure) -> None:
    example = kept(procedure)
    assert "Tự xin bản sao" in controller.get(f"{PAGE}{example.pk}/").content.decode()
    controller.post(f"{PAGE}{example.pk}/", {**form_of(ex_name="Tên khác", ex_payable="0"), "_do": "save"})
    assert Example.objects.get(pk=example.pk).name == "Tên khác"
    controller.post(f"{PAGE}{example.pk}/bo/")
    assert not Example.objects.filter(procedure=procedure).exists()


def test_a_keeper_who_looked_says_that_what_comes_out_is_right(controller: Client, procedure: Procedure) -> None:
    example = kept(procedure, expected={**EXPECTED, "payable": 5000})
    assert "mong đợi 5000" in controller.get(PAGE).content.decode()
    answer = controller.post(f"{PAGE}{example.pk}/moi/", follow=True).content.decode()
    example.refresh_from_db()
    assert example.expected["payable"] == 0
    assert set(example.expected) <= set(EXPECTED)
    assert "mong đợi 5000" not in answer
    assert not failing(revision(procedure))


def test_an_example_that_can_no_longer_be_filed_is_not_renewed(controller: Client, procedure: Procedure) -> None:
    example = kept(procedure, answers={})
    before = dict(example.expected)
    answer = controller.post(f"{PAGE}{example.pk}/moi/", follow=True).content.decode()
    example.refresh_from_db()
    assert example.expected == before
    assert "không còn nộp được" in answer


def test_a_procedure_without_examples_says_what_to_write(controller: Client) -> None:
    assert "chưa có ví dụ" in controller.get(f"/quan-tri/thu-tuc/{make.BIRTH}/vi-du/").content.decode()
