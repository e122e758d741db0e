"""Saved phrases fill an item of Mẫu 02 without a script, at the counter and at the desk."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from motcua.catalogue.models import Phrase
from motcua.dossiers.models import SupplementItem
from tests import make
from tests.counter.conftest import signed_in

CHOSEN = {"_phrase": "1", "phrase": "scan-unreadable", "rows": "1"}


def pages():
    """A supplement page at the counter, and one at the desk."""
    at_counter, at_desk = make.submitted(), make.at_step("work")
    return [
        (signed_in(make.officer("receiver")), reverse("counter:supplement", args=[at_counter.pk])),
        (signed_in(make.officer("case_officer")), reverse("desk:supplement", args=[at_desk.pk])),
    ]


def filled(page: str) -> list[str]:
    return re.findall(r'name="name-\d+"[^>]*? value="([^"]*)"', page)


def test_a_phrase_fills_the_first_blank_item_and_then_adds_one(db: None) -> None:
    for browser, address in pages():
        once = browser.post(address, {**CHOSEN, "reason": "Vì sao"}).content.decode()
        assert filled(once) == ["Bản chụp không đọc được"]
        assert "45/2020/NĐ-CP Điều 9" in once
        assert "Vì sao" in once
        typed = {"name-0": "Mục đã gõ", "instruction-0": "", "basis-0": "", "requirement-0": ""}
        assert filled(browser.post(address, {**CHOSEN, **typed}).content.decode()) == ["Mục đã gõ", "Bản chụp không đọc được"]
        assert not SupplementItem.objects.exists()


def test_only_phrases_of_the_procedure_and_in_force_are_offered(db: None) -> None:
    for browser, address in pages():
        page = browser.get(address).content.decode()
        assert "copy-right-missing" in page
        assert "birth-paper-missing" not in page
    Phrase.objects.filter(key="scan-unreadable").update(valid_to=make.later(days=-1).date())
    for browser, address in pages():
        assert "scan-unreadable" not in browser.get(address).content.decode()
        assert filled(browser.post(address, CHOSEN).content.decode()) == [""]


@pytest.mark.parametrize("wrong", ["", "no-such-phrase", "birth-paper-missing"])
def test_a_phrase_that_is_not_offered_changes_nothing(db: None, wrong: str) -> None:
    for browser, address in pages():
        answer = browser.post(address, {**CHOSEN, "phrase": wrong, "name-0": "Mục"})
        assert (answer.status_code, filled(answer.content.decode())) == (200, ["Mục"])


def test_the_item_from_a_phrase_is_sent_with_its_article(db: None) -> None:
    browser, address = pages()[0]
    words = {"name-0": "Bản chụp không đọc được", "instruction-0": "Chụp lại.", "basis-0": "45/2020/NĐ-CP Điều 9", "requirement-0": ""}
    assert isinstance(browser, Client)
    assert browser.post(address, {"rows": "1", **words, "reason": "Tệp mờ, không đọc được."}).status_code == 302
    assert SupplementItem.objects.get().basis == "45/2020/NĐ-CP Điều 9"
