"""The inbox: what has come and what waits, by tab; found by code, name or number; the same few queries however long."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.acts import reception, supplement
from motcua.dossiers.models import Dossier
from motcua.law.intake import Item
from tests import make
from tests.counter.conftest import signed_in

pytestmark = pytest.mark.django_db
INBOX = "/mot-cua/"


def asked(dossier):
    items, by = [Item("Ảnh", "Chụp lại rõ bốn góc")], make.actor("receiver")
    return reception.request_supplement(dossier, items=items, reason="Ảnh mờ", by=by, at=make.MONDAY, key=make.key())


def test_a_new_dossier_waits_with_the_time_left_to_answer(browser):
    dossier = make.submitted()
    page = browser.get(INBOX).content.decode()
    assert f"/mot-cua/{dossier.pk}/" in page
    assert "Còn 7 giờ" in page
    assert "trả lời trước 09:00 thứ Tư 25/11" in page
    assert 'Mới nộp <span class="num">1</span>' in page


def test_each_state_has_its_tab(browser):
    make.submitted()
    make.received(user=make.citizen("Trần Văn Minh", "001094045678"))
    hoa = make.citizen("Lê Thị Hoa", "001165000123")
    waits = asked(make.submitted(user=hoa))
    item = waits.supplements.get().items.get()
    owner = make.actor(hoa)
    assert "Lê Thị Hoa" in browser.get(INBOX, {"muc": "cho-nguoi-nop"}).content.decode()
    supplement.answer_item(waits, item, answer="Đã chụp lại", file=None, by=owner, at=make.MONDAY)
    supplement.supply(waits, by=owner, at=make.MONDAY, key=make.key())
    assert "Lê Thị Hoa" in browser.get(INBOX, {"muc": "da-bo-sung"}).content.decode()
    assert "Trần Văn Minh" in browser.get(INBOX, {"muc": "cho-chuyen"}).content.decode()
    page = browser.get(INBOX).content.decode()
    assert "Nguyễn Thị Hạnh" in page
    assert "Lê Thị Hoa" not in page


def test_a_result_waits_to_be_handed_over(browser):
    make.at_step("hand_over")
    page = browser.get(INBOX, {"muc": "cho-tra"}).content.decode()
    assert "Có kết quả" in page


@pytest.mark.parametrize("words", ["hạnh", "Nguyễn Thị", "001194012372"])
def test_it_is_found_by_name_or_number(browser, words):
    make.submitted()
    make.submitted(user=make.citizen("Trần Văn Minh", "001094045678"))
    page = browser.get(INBOX, {"q": words}).content.decode()
    assert "Nguyễn Thị Hạnh" in page
    assert "Trần Văn Minh" not in page


def test_it_is_found_by_code(browser):
    dossier = make.received()
    assert dossier.code
    assert dossier.code in browser.get(INBOX, {"muc": "cho-chuyen", "q": dossier.code[-11:]}).content.decode()
    assert "Không có hồ sơ nào khớp" in browser.get(INBOX, {"q": "H26.999"}).content.decode()


def test_an_empty_inbox_says_what_to_do(browser):
    page = browser.get(INBOX).content.decode()
    assert "Không có hồ sơ mới nào" in page
    assert "/mot-cua/nguoi-den/" in page


@pytest.mark.parametrize("tab", ["moi", "cho-chuyen"])
def test_five_rows_and_fifty_take_the_same_queries(browser, tab):
    one = make.received() if tab == "cho-chuyen" else make.submitted()
    _copies(one, 4)
    with CaptureQueriesContext(connection) as few:
        assert browser.get(INBOX, {"muc": tab}).content.decode().count('<th scope="row">') == 5
    _copies(one, 45)
    with CaptureQueriesContext(connection) as many:
        assert browser.get(INBOX, {"muc": tab}).content.decode().count('<th scope="row">') == 50
    assert len(many) == len(few)
    assert len(many) <= 16


def _copies(dossier, count):
    for _copy in range(count):
        copy = Dossier.objects.get(pk=dossier.pk)
        fresh = Dossier._meta.pk.default()
        copy.pk, copy.look_up_token = fresh, fresh.hex
        copy.code = f"{dossier.code}-{fresh.hex}" if dossier.code else None
        copy.save(force_insert=True)


def test_another_agencys_dossiers_are_not_there(stranger):
    make.submitted()
    assert "Nguyễn Thị Hạnh" not in stranger.get(INBOX).content.decode()


def test_only_a_receiver_who_gave_the_code_comes_in(client):
    assert client.get(INBOX).status_code == 302
    client.force_login(make.officer("receiver"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(INBOX).status_code == 302
    assert signed_in(make.officer("case_officer")).get(INBOX).status_code == 403
