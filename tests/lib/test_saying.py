"""Sentences are said in the language of whoever reads them, at the moment they are read."""

from collections.abc import Iterator

import pytest
from django.utils.translation import gettext, override

from motcua.law.flow import FlowError, Outcome, Plan, PlannedStep
from motcua.law.intake import ComponentsMissing
from motcua.law.lifecycle import Act, NotAllowed, Refusal, Status, check
from motcua.law.roles import Role, Scope
from motcua.lib import saying
from motcua.lib.saying import N_, Said, Sentence, Several, say

LOUD = {"Không thể “%(act)s”.": "“%(act)s” cannot be.", "Ban hành": "Issue", "Trình ký": "Propose"}


@pytest.fixture
def translated() -> Iterator[None]:
    saying.use(lambda text: LOUD.get(text, text))
    yield
    saying.use(gettext)


@pytest.fixture
def written() -> Iterator[None]:
    saying.use()
    yield
    saying.use(gettext)


def test_a_marked_sentence_is_itself() -> None:
    assert N_("Ban hành") == "Ban hành"


def test_without_a_language_a_sentence_is_said_as_written(written: None) -> None:
    with override("en"):
        assert say("Không thể “%(act)s”.", act=Sentence("Ban hành")) == "Không thể “Ban hành”."


def test_what_is_installed_translates_sentence_and_marked_values(translated: None) -> None:
    assert say("Không thể “%(act)s”.", act=Sentence("Ban hành")) == "“Issue” cannot be."
    assert say("Không thể “%(act)s”.", act="Ban hành") == "“Ban hành” cannot be."
    assert str(Several((Sentence("Ban hành"), Sentence("Trình ký"), "khác"))) == "Issue, Propose, khác"


def test_what_has_no_values_is_not_filled_in() -> None:
    assert say("Đủ 100%") == "Đủ 100%"
    assert say("") == str(Said()) == ""


def test_an_error_speaks_the_language_in_which_it_is_shown() -> None:
    with override("en"), pytest.raises(NotAllowed) as refused:
        check(Act.ISSUE, Status.PROCESSING, {(Role.CASE_OFFICER, Scope.HOLDING)})
    with override("vi"):
        assert str(refused.value).startswith("Bạn không có quyền “Ban hành” với hồ sơ này. Được phép lúc này: Tra cứu dữ liệu dân cư, ")
    with override("en"):
        assert str(refused.value).startswith("You have no right to do “Issue” on this dossier. Allowed now: ")


def test_names_given_by_people_are_not_translated() -> None:
    with override("en"):
        assert str(ComponentsMissing(["Ban hành", "100% giấy"])) == "The dossier still lacks: Ban hành; 100% giấy."


def test_an_unknown_outcome_is_told_in_english_too() -> None:
    step = PlannedStep("work", "Soạn", Role.CASE_OFFICER, "work", 60, (Outcome("yes", "Đạt", "work"),))
    with override("en"), pytest.raises(FlowError) as refused:
        Plan((step,)).after("work", "no")
    with override("en"):
        assert str(refused.value) == "The step “Soạn” has no outcome “no”; it has: Đạt."


def test_a_sentence_already_said_stays_as_it_is() -> None:
    with override("en"):
        assert str(Refusal(say("Ghi rõ lý do: người dân phải biết vì sao."))) == "Give the reason: the applicant must know why."
