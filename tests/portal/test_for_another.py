"""One applies for another by their authority: holder, applicant and proxy are told apart, and both see the dossier."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.acts import drafts, people, reception, submission
from motcua.audit.models import AccessRead
from motcua.dossiers import access
from motcua.dossiers.models import Channel, Component, Dossier, Draft, Paper
from motcua.law.applicants import HolderUnmatched, ProxyForbidden
from motcua.law.intake import ComponentsMissing
from motcua.outbox.models import Message
from motcua.people.claims import Claims
from tests import make
from tests.portal.conftest import signed_in, words

SAID = {"name": "Nguyễn Thị Hạnh", "number": "001194012372", "born": "1994-03-14"}


@pytest.fixture
def proxy():
    return people.enrol(
        Claims("tech-proxy", "Lê Văn Nam", "001080011111", date(1980, 1, 1), "male", "", "nam@example.vn", 2), at=make.MONDAY
    )


def begin(browser: Client, code: str = make.COPY, **other: Any) -> Any:
    return browser.post(reverse("portal:for_another", args=[code]), {**SAID, **other})


def filed(user: Any, browser: Client, authority: bool = True) -> Dossier:
    """File a copy for Hạnh, with the authority or without."""
    begin(browser)
    draft, by = Draft.objects.get(), make.actor(user)
    told = make.answers_of(make.COPY) | {"email": "nam@example.vn"}
    drafts.save_page(draft, answers=told, sources={}, page="contact", by=by, at=make.MONDAY)
    if authority:
        drafts.put_file(draft, "authorisation", "uy-quyen.png", make.picture(), by=by, at=make.MONDAY)
    return submission.submit(draft, by=by, at=make.MONDAY, key=make.key())


def test_the_procedure_offers_it_and_the_holder_is_matched_without_being_shown(proxy, registry):
    browser = signed_in(proxy)
    assert reverse("portal:for_another", args=[make.COPY]) in browser.get(reverse("portal:procedure", args=[make.COPY])).content.decode()
    answer = begin(browser)
    draft = Draft.objects.get()
    assert answer["Location"] == reverse("portal:resume", args=[draft.pk])
    assert (draft.applicant, draft.subject, draft.subject.name) == (proxy.party, draft.holder, "Nguyễn Thị Hạnh")
    pages = [words(browser.get(reverse("portal:apply", args=[draft.pk, page.id]))) for page in _pages(draft)]
    assert not any("Số 5 Phố Cửa Nam" in page for page in pages), "the registry's answer is not the proxy's to read"


def _pages(draft: Draft) -> Any:
    from motcua.doors.portal import known

    form, filled, _ = known.form_and_filled(draft, make.MONDAY)
    return form.pages(filled.answers)


@pytest.mark.parametrize("other", [{"born": "1990-01-01"}, {"name": "Trần Thị Khác"}, {"number": "001194099999"}])
def test_a_holder_the_registry_does_not_know_is_refused_without_saying_what_is_wrong(proxy, other):
    answer = begin(signed_in(proxy), **other)
    assert answer.status_code == 422
    assert "khớp cả số định danh, họ tên và ngày sinh" in words(answer)


@pytest.mark.parametrize("other", [{"born": "mai"}, {"name": ""}, {"number": "12"}])
def test_what_cannot_be_read_is_told_and_what_was_typed_stands(proxy, other):
    answer = begin(signed_in(proxy), **other)
    assert answer.status_code == 422
    assert SAID["name" if "name" not in other else "number"] in answer.content.decode()
    assert not Draft.objects.exists()


def test_nobody_tries_on_and_on(proxy):
    browser = signed_in(proxy)
    answers = [begin(browser, born=f"1990-01-{day:02d}").status_code for day in range(1, 12)]
    assert answers == [422] * 10 + [429]


def test_the_authority_is_a_paper_of_the_dossier_and_without_it_nothing_is_filed(proxy):
    browser = signed_in(proxy)
    with pytest.raises(ComponentsMissing, match="Văn bản ủy quyền"):
        filed(proxy, browser, authority=False)
    assert not Dossier.objects.exists()


def test_both_see_it_both_are_told_and_both_see_who_read(proxy, citizen):
    dossier = filed(proxy, signed_in(proxy))
    assert (dossier.applicant, dossier.holder) == (proxy.party, citizen.party)
    assert Component.objects.filter(dossier=dossier, requirement="authorisation").exists()
    for user in (proxy, citizen):
        page = words(signed_in(user).get(reverse("portal:dossier", args=[dossier.pk])))
        assert "Chủ hồ sơ: Nguyễn Thị Hạnh. Người nộp: Lê Văn Nam." in page
        assert dossier in access.own_dossiers(user)
    assert {m.payload["to"] for m in Message.objects.filter(kind="letter")} == {"nam@example.vn", "hanh@example.vn"}
    access.for_officer(make.actor("receiver"), dossier.pk, purpose="reception", at=make.MONDAY)
    assert set(AccessRead.objects.values_list("party", flat=True)) == {proxy.party_id, citizen.party_id}


def test_a_stranger_sees_nothing_of_it(proxy, citizen, stranger):
    dossier = filed(proxy, signed_in(proxy))
    assert signed_in(make.citizen("Lê Thị Hoa", "001165000123")).get(reverse("portal:dossier", args=[dossier.pk])).status_code == 404


def test_the_slip_names_holder_and_submitter_and_the_portal_knows_the_holder(proxy, citizen):
    dossier = filed(proxy, signed_in(proxy))
    reception.receive(dossier, seen=[], by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    slip = Paper.objects.get(kind=Paper.Kind.APPOINTMENT_SLIP).values
    assert (slip["holder"], slip["applicant"], slip["submitter"]) == ("Nguyễn Thị Hạnh", "Lê Văn Nam", "Lê Văn Nam")
    state = Message.objects.filter(partner="national_portal").latest("id").payload
    assert (state["holder_name"], state["holder_number"]) == ("Nguyễn Thị Hạnh", "001194012372")


def test_a_procedure_one_must_apply_for_oneself_says_so_and_refuses(proxy):
    browser = signed_in(proxy)
    assert "phải tự mình nộp" in words(browser.get(reverse("portal:procedure", args=["1.000894"])))
    answer = begin(browser, "1.000894")
    assert answer.status_code == 422
    assert "phải tự mình nộp" in words(answer)
    holder = make.citizen().party
    assert holder
    with pytest.raises(ProxyForbidden):
        drafts.begin(
            make.procedure("1.000894"),
            proxy.party,
            channel=Channel.ONLINE,
            answers={},
            sources={},
            by=make.actor(proxy),
            at=make.MONDAY,
            holder=holder,
        )


def test_nobody_is_their_own_proxy(hers):
    answer = begin(hers)
    assert answer.status_code == 422
    assert "của chính bạn" in words(answer)


def test_a_holder_that_was_never_matched_is_not_filed_for(proxy, citizen):
    by = make.actor(proxy)
    draft = drafts.begin(
        make.procedure(), proxy.party, channel=Channel.ONLINE, answers={}, sources={}, by=by, at=make.MONDAY, holder=citizen.party
    )
    drafts.save_page(draft, answers=make.answers_of(make.COPY), sources={}, page="contact", by=by, at=make.MONDAY)
    with pytest.raises(HolderUnmatched):
        submission.submit(draft, by=by, at=make.MONDAY, key=make.key())
