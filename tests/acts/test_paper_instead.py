"""A paper that a database spares: never asked while it has the data, asked with a reason in an outage, and then part of the dossier."""

import pytest

from motcua.acts import instead, lookups, reception
from motcua.dossiers.applying import papers_asked
from motcua.dossiers.models import Dossier, Lookup, PaperInstead
from motcua.law.intake import ComponentsMissing, Item, ReasonMissing
from motcua.law.once_only import NotSpared, PaperSpared
from motcua.outbox.models import Message
from tests import make

pytestmark = pytest.mark.django_db
WHY = "CSDL dân cư không trả lời từ 8 giờ sáng"


def looked(state):
    """Return a new dossier whose look-up ended so, None not asked at all."""
    dossier = make.submitted()
    if state:
        by = make.actor("receiver")
        lookup = lookups.ask_for_dossier(dossier, "001194012372", by=by, at=make.MONDAY)
        Lookup.objects.filter(pk=lookup.pk).update(state=state)
    return dossier


def ask(dossier: Dossier, reason: str = WHY, requirement: str = "identity", key: str = "k") -> Dossier:
    return instead.ask_paper(dossier, requirement=requirement, reason=reason, by=make.actor("receiver"), at=make.MONDAY, key=key)


@pytest.mark.parametrize(("state", "ground"), [("failed", "outage"), ("no_match", "absent")])
def test_in_an_outage_or_where_nobody_matches_the_paper_is_asked_and_the_applicant_reads_why(state, ground):
    dossier = ask(looked(state))
    kept = PaperInstead.objects.get()
    assert (kept.requirement, kept.ground, kept.reason) == ("identity", ground, WHY)
    assert "identity" in [r.key for r in papers_asked(dossier, dossier.answers)]
    letter = Message.objects.filter(partner="mail", subject=dossier.pk).order_by("pk").last()
    assert letter is not None
    assert WHY in letter.payload["text"]


@pytest.mark.parametrize("state", ["matched", None])
def test_what_the_state_has_or_was_not_asked_for_is_not_asked_of_a_person(state):
    dossier = looked(state)
    with pytest.raises(PaperSpared):
        ask(dossier)
    assert not PaperInstead.objects.exists()


def test_it_needs_a_reason_and_a_paper_that_is_spared_and_is_asked_once():
    dossier = looked("failed")
    with pytest.raises(ReasonMissing):
        ask(dossier, " ")
    with pytest.raises(NotSpared):
        ask(dossier, requirement="relation")
    ask(dossier)
    assert ask(dossier).pk == dossier.pk, "the same key again changes nothing"
    with pytest.raises(NotSpared):
        ask(dossier, key="other")


def supplement(dossier: Dossier, item: Item) -> Dossier:
    return reception.request_supplement(dossier, items=[item], reason="Thiếu giấy tờ", by=make.actor("receiver"), at=make.MONDAY, key="s")


@pytest.mark.parametrize("item", [Item("Giấy tờ", "Chụp lại", requirement="identity"), Item("giay to  TUY THAN", "Chụp lại")])
def test_a_supplement_is_no_way_around(item):
    with pytest.raises(PaperSpared, match="Giấy tờ tùy thân"):
        supplement(looked("failed"), item)


def test_once_asked_it_may_be_supplied_and_is_missed_at_reception():
    dossier = ask(looked("failed"))
    with pytest.raises(ComponentsMissing, match="Giấy tờ tùy thân"):
        reception.receive(dossier, seen=[], by=make.actor("receiver"), at=make.MONDAY, key="r")
    assert supplement(dossier, Item("Giấy tờ tùy thân", "Chụp hai mặt", requirement="identity")).supplements.count() == 1
