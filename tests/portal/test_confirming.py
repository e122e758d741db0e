"""Both marry: the other confirms with an e-identity of level 2, sees what they confirm and no more, and nothing is filed before."""

from typing import Any

import pytest
from django.urls import reverse

from motcua.acts import confirming, drafts, reception, submission
from motcua.audit.models import Entry
from motcua.dossiers.confirmations import Confirmation
from motcua.dossiers.models import Channel, Dossier, Draft
from motcua.law.cosigning import CannotConfirm, NotConfirmed
from motcua.law.intake import ReasonMissing
from motcua.law.lifecycle import NotAllowed
from motcua.outbox.models import Message
from tests import make
from tests.portal.conftest import signed_in, words

MARRIAGE = "1.000894"


@pytest.fixture
def groom():
    return make.citizen("Hoàng Đức Anh", "001092055667", email="anh@example.vn")


@pytest.fixture
def draft(citizen):
    return make.draft(MARRIAGE, citizen, partner_email="anh@example.vn")


@pytest.fixture
def asked(draft):
    return confirming.ask(draft, by=make.actor(draft.made_by), at=make.MONDAY)[0]


def review(draft: Draft) -> str:
    return reverse("portal:review", args=[draft.pk])


def decide(held: Confirmation, user: Any, level: int = 2, **how: Any) -> Confirmation:
    told = {"confirmed": True} | how
    return confirming.decide(held, **told, level=level, by=make.actor(user), at=make.MONDAY, key=make.key())


def submit(draft: Draft) -> Dossier:
    return submission.submit(draft, by=make.actor(draft.made_by), at=make.MONDAY, key=make.key())


def test_the_whole_way_in_the_browser(hers, groom, draft):
    assert "Chưa gửi yêu cầu" in words(hers.get(review(draft)))
    page = words(hers.post(review(draft), follow=True))
    assert "Đã gửi yêu cầu xác nhận" in page
    assert not Dossier.objects.exists()
    letter = Message.objects.get(kind="letter").payload
    assert letter["to"] == "anh@example.vn"
    his = signed_in(groom)
    held = Confirmation.objects.get()
    url = reverse("portal:confirm", args=[held.pk])
    assert url in his.get(reverse("portal:mine")).content.decode()
    shown = words(his.get(url))
    assert "Tôi tự nguyện kết hôn" in shown
    assert "Nguyễn Thị Hạnh" in shown
    assert "0912345678" not in shown.replace(" ", ""), "contact is not his to confirm, so not his to see"
    his.post(url, {"_do": "confirm"})
    assert "đã trả lời yêu cầu xác nhận" in Message.objects.filter(kind="letter").latest("id").payload["subject"]
    assert "Đã xác nhận" in words(hers.get(review(draft)))
    hers.post(review(draft))
    dossier = Dossier.objects.get()
    assert dossier.confirmations.get().confirmed
    assert Entry.objects.filter(subject=draft.pk, act="confirm").count() == 1


def test_nothing_is_filed_before_the_other_confirmed_nor_after_they_refused(draft, asked, groom):
    with pytest.raises(NotConfirmed, match="Hoàng Đức Anh"):
        submit(draft)
    with pytest.raises(ReasonMissing):
        decide(asked, groom, confirmed=False, reason="")
    decide(asked, groom, confirmed=False, reason="Tôi chưa đồng ý")
    with pytest.raises(NotConfirmed):
        submit(draft)
    told = Message.objects.filter(kind="letter").latest("id").payload["text"]
    assert "Tôi chưa đồng ý" in told


def test_a_changed_application_must_be_confirmed_anew(draft, asked, groom):
    decide(asked, groom)
    changed = draft.answers | {"groom_before": "divorced"}
    drafts.save_page(draft, answers=changed, sources={}, page="", by=make.actor(draft.made_by), at=make.MONDAY)
    with pytest.raises(NotConfirmed):
        submit(draft)
    again = confirming.ask(draft, by=make.actor(draft.made_by), at=make.MONDAY)
    assert len(again) == 1
    other = draft.answers | {"phone": "0987654321"}
    drafts.save_page(draft, answers=other, sources={}, page="", by=make.actor(draft.made_by), at=make.MONDAY)
    assert confirming.ask(draft, by=make.actor(draft.made_by), at=make.MONDAY) == [], "what they do not confirm may change"
    stale = draft.answers | {"groom_before": "widowed"}
    drafts.save_page(draft, answers=stale, sources={}, page="", by=make.actor(draft.made_by), at=make.MONDAY)
    shown = Confirmation.objects.select_related("draft__revision").get(pk=again[0].pk)
    with pytest.raises(CannotConfirm, match="đã thay đổi"):
        decide(shown, groom)


def test_only_the_person_asked_with_level_two_answers_and_once(asked, groom):
    stranger = make.citizen("Lê Thị Hoa", "001165000123")
    with pytest.raises(NotAllowed):
        decide(asked, stranger)
    with pytest.raises(CannotConfirm, match="mức 2"):
        decide(asked, groom, level=1)
    decide(asked, groom)
    with pytest.raises(CannotConfirm, match="đã được trả lời"):
        decide(asked, groom)
    assert signed_in(stranger).get(reverse("portal:confirm", args=[asked.pk])).status_code == 404


def test_a_refusal_on_the_page_needs_its_reason(asked, groom):
    his, url = signed_in(groom), reverse("portal:confirm", args=[asked.pk])
    assert his.post(url, {"_do": "refuse", "reason": ""}).status_code == 422
    his.post(url, {"_do": "refuse", "reason": "Tôi không biết việc này"})
    assert "không xác nhận" in words(his.get(url))


def test_at_the_counter_both_stand_there_and_nobody_is_asked(citizen):
    draft = make.draft(MARRIAGE, citizen, channel=Channel.DIRECT)
    assert confirming.ask(draft, by=make.actor(citizen), at=make.MONDAY) == []
    assert submit(draft).confirmations.count() == 0


def test_where_the_procedure_lets_it_be_filed_first_no_clock_runs_and_nothing_is_accepted_until_it_is_confirmed(citizen, groom):
    rules = [each | {"before": False} for each in make.procedure(MARRIAGE).facts["cosign"]]
    make.publish(MARRIAGE, cosign=rules)
    draft = make.draft(MARRIAGE, citizen)
    held = confirming.ask(draft, by=make.actor(citizen), at=make.MONDAY)[0]
    dossier = submit(draft)
    assert dossier.reply_due_at is None
    by = make.actor("receiver")
    with pytest.raises(NotConfirmed):
        reception.receive(dossier, seen=[], by=by, at=make.MONDAY, key=make.key())
    later = make.later(days=2)
    fresh = Confirmation.objects.select_related("draft__revision").get(pk=held.pk)
    confirming.decide(fresh, confirmed=True, level=2, by=make.actor(groom), at=later, key=make.key())
    answered = Dossier.objects.get(pk=dossier.pk)
    assert answered.reply_due_at
    assert answered.reply_due_at > later
    assert reception.receive(answered, seen=[], by=by, at=later, key=make.key()).code
