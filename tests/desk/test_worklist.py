"""What waits, in the order of need."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.acts import reception
from motcua.audit.models import AccessRead
from motcua.dossiers.models import Dossier
from motcua.law.intake import Item
from tests import make
from tests.desk.conftest import Clock, enter

pytestmark = pytest.mark.django_db
LIST = "/xu-ly/"


def text(client: Client, address: str = LIST) -> str:
    """Return the words of a page."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_stranger_and_a_receiver_are_kept_out() -> None:
    assert Client().get(LIST)["Location"].startswith("/dang-nhap/?next=%2Fxu-ly%2F")
    assert enter("receiver").get(LIST).status_code == 403


def test_a_password_without_the_code_is_not_enough() -> None:
    client = Client()
    client.force_login(make.officer("case_officer"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(LIST).status_code == 302


def test_a_row_says_what_how_long_and_who() -> None:
    dossier = make.at_step("work")
    page = text(enter("case_officer"))
    assert "Việc của tôi: 1 hồ sơ" in page
    assert str(dossier.code) in page
    assert "Còn 6 giờ" in page
    assert "hẹn 17:30 hôm nay" in page
    assert "Sắp đến hạn: trong hôm nay" in page
    assert "<b>Bạn</b>" in page
    assert "Tra sổ gốc" in page


def test_overdue_comes_first_paused_last_each_under_its_words(clock: Clock) -> None:
    late = make.at_step("work", at=make.MONDAY - timedelta(days=3))
    paused, today = make.at_step("work"), make.at_step("work", make.BIRTH)
    items = [Item("Ảnh", "Chụp lại")]
    reception.request_supplement(paused, items=items, reason="Ảnh mờ quá", by=make.actor("case_officer"), at=make.MONDAY, key=make.key())
    page = text(enter("case_officer"))
    marks = ["Quá hạn: xin lỗi", str(late.code), "Sắp đến hạn", str(today.code), "Tạm dừng: thời hạn không chạy", str(paused.code)]
    places = [page.index(mark) for mark in marks]
    assert places == sorted(places)
    assert "chờ người nộp từ 09:00 hôm nay" in page
    assert "Quá 2 giờ" in page


def test_past_closing_time_is_over_not_zero_left(clock: Clock) -> None:
    make.at_step("work")
    client = enter("case_officer")
    clock(make.later(hours=8, minutes=33))
    page = text(client)
    assert "Quá hạn: xin lỗi" in page
    assert "Quá 1 phút" in page


def test_counts_are_filters() -> None:
    make.at_step("work")
    client = enter("case_officer")
    page = text(client)
    assert 'href="?han=qua-han"' in page
    assert "Không có hồ sơ nào ở đây" in text(client, LIST + "?han=qua-han")
    assert "Còn 6 giờ" in text(client, LIST + "?han=hom-nay")


@pytest.mark.parametrize("words", ["0001", "Hạnh", "001194012372", "bản sao từ sổ"])
def test_words_find_by_code_name_number_and_matter(words: str) -> None:
    dossier = make.at_step("work")
    assert str(dossier.code) in text(enter("case_officer"), f"{LIST}?q={words}")


def test_words_that_fit_nothing_and_odd_filters_do_no_harm() -> None:
    make.at_step("work")
    client = enter("case_officer")
    assert "Không có hồ sơ nào ở đây" in text(client, LIST + "?q=khongco")
    assert "Còn 6 giờ" in text(client, LIST + "?han=la&page=99")
    assert "Không có hồ sơ nào ở đây" in text(client, f"{LIST}?thu-tuc={make.BIRTH}")
    assert "Còn 6 giờ" in text(client, f"{LIST}?thu-tuc={make.COPY}&giu=toi")
    assert "Chọn một hồ sơ" in text(client, LIST + "?chon=la")


def test_each_role_sees_its_own_steps() -> None:
    dossier = make.at_step("sign")
    shown = {role: str(dossier.code) in text(enter(role)) for role in ("case_officer", "signer", "records_clerk", "unit_head")}
    assert shown == {"case_officer": False, "signer": True, "records_clerk": False, "unit_head": True}


def test_another_agency_sees_nothing() -> None:
    dossier = make.at_step("work")
    stranger = make.new_officer("case_officer", "H26.106")
    client = enter(stranger)
    assert str(dossier.code) not in text(client)
    assert client.get(f"{LIST}?chon={dossier.pk}").status_code == 404
    assert client.get(f"{LIST}{dossier.pk}/").status_code == 404
    assert client.get(f"{LIST}{uuid4()}/").status_code == 404


def test_the_panel_opens_a_dossier_and_that_is_written_the_list_is_not() -> None:
    dossier = make.at_step("work")
    client = enter("case_officer")
    text(client)
    assert not AccessRead.objects.exists()
    page = text(client, f"{LIST}?chon={dossier.pk}")
    assert 'aria-current="true"' in page
    assert "Việc tiếp theo: Tra sổ gốc, dự thảo bản sao" in page
    assert AccessRead.objects.get().purpose == "processing"


def test_the_list_costs_the_same_at_five_and_at_fifty() -> None:
    first = make.at_step("work")
    client = enter("case_officer")
    _copies(first, 4)
    text(client)
    with CaptureQueriesContext(
        connection,
    ) as five:
        text(client)
    _copies(first, 45)
    with CaptureQueriesContext(connection) as fifty:
        assert "Việc của tôi: 50 hồ sơ" in text(client)
    assert len(fifty) == len(five)
    assert len(fifty) <= 16


def _copies(first: Dossier, count: int) -> None:
    """Write `count` more dossiers like `first`, each with its present step."""
    step = first.steps.get(finished_at=None)
    for _ in range(count):
        copy = Dossier.objects.get(pk=first.pk)
        copy.pk, copy.code, copy.look_up_token = uuid4(), f"H26.105-{uuid4().hex[:8]}", uuid4().hex
        copy.save(force_insert=True)
        step.pk, step.dossier = uuid4(), copy
        step.save(force_insert=True)


def test_pages_of_fifty() -> None:
    first = make.at_step("work")
    _copies(first, 50)
    page = text(enter("case_officer"))
    assert "Trang 1 / 2" in page
    assert page.count('<th scope="row">') == 50
