"""What of a procedure needs a question is known by name: facts, papers, fee rules, competence, results, examples."""

from datetime import date
from typing import Any

import pytest

from motcua.catalogue.models import Example, Requirement, Revision, Routing
from motcua.fees.models import FeeRule
from motcua.fees.needing import needed_outside, unasked
from motcua.fees.trial import standing
from tests import make

pytestmark = pytest.mark.django_db
TODAY = make.MONDAY.date()


def held() -> Revision:
    return make.procedure()


def said(*lost: str) -> str:
    return "; ".join(str(each) for each in needed_outside(make.COPY, lost, TODAY))


def fee(**more: Any) -> None:
    row = FeeRule(
        key="thu",
        effect=1,
        name={"vi": "Phí bản thứ hai"},
        procedures=[make.COPY],
        condition={"field": "copies", "is": 2},
        basis="1/2026/NQ-HĐND",
        certainty="T",
        valid_from=date(2026, 1, 1),
        **more,
    )
    row.save()


def test_everything_that_ships_asks_what_it_needs():
    make.city()
    revisions = Revision.objects.select_related("procedure", "form", "plan").prefetch_related("requirements", "templates")
    assert {each.procedure.code: unasked(each, TODAY) for each in revisions if unasked(each, TODAY)} == {}


def test_a_paper_a_fee_rule_and_competence_are_named_with_the_question_they_need():
    revision = held()
    fee()
    Requirement.objects.filter(revision=revision, order=1).update(condition={"field": "issuer", "given": True}, name={"vi": "Đơn"})
    routing = Routing(code=make.COPY, case="huyen", condition={"field": "issued_year", "is": 2000}, decides={}, certainty="T", basis="x")
    routing.system, routing.filing, routing.level, routing.valid_from = "city", "city", "full", date(2026, 1, 1)
    routing.save()
    assert "giấy tờ “Đơn”" in said("issuer")
    assert "quy định về phí “Phí bản thứ hai”" in said("copies")
    assert "nơi tiếp nhận, giải quyết “huyen”" in said("issued_year")
    assert "mẫu kết quả" in said("document_kind")
    assert "tóm tắt hồ sơ" in said("document_kind")
    assert "câu hỏi chọn cơ quan giải quyết" in said("agency")
    assert said("email") == f"nơi gửi tin cho người nộp ({make.COPY})"
    assert said() == ""


def test_an_example_that_expects_a_question_is_named():
    expected = {"questions": ["register_number"]}
    example = Example(procedure=held().procedure, name="Cho mình", channel=2, received_at=make.MONDAY, answers={}, expected=expected)
    example.save()
    assert "ví dụ kiểm thử “Cho mình”" in said("register_number")


def test_a_rule_that_ended_needs_nothing_more():
    held()
    fee(valid_to=date(2026, 2, 1))
    assert "Phí bản thứ hai" not in said("copies")


def test_what_lacks_its_question_stands_in_the_way_of_publishing():
    revision = held()
    fee()
    FeeRule.objects.filter(key="thu").update(condition={"field": "pages", "is": 2})
    revision.refresh_from_db()
    found = [str(block.says) for block in standing(revision, TODAY) if block.gate == "questions"]
    assert found == ["Tờ khai: quy định về phí “Phí bản thứ hai” cần câu hỏi “pages”, mà tờ khai không hỏi."]
