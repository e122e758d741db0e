"""The desk of the exchange: what lies there, masked; decided by buttons, looked at unmasked for a purpose that is written down."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from motcua.audit.models import AccessRead
from motcua.dossiers.models import Dossier
from motcua.lib.saying import N_, Sentence
from motcua.outbox import answers, inbox, worker
from motcua.outbox.models import Arrival, ArrivalState, Correction, Difference, Line, Message, State
from motcua.ports import port
from tests import make
from tests.office.conftest import enter

HOME = "/quan-tri/thong-diep/"
PARTNER = "national_portal"


@pytest.fixture
def dossier(settings) -> Iterator[Dossier]:
    """A received dossier whose first message the portal refused."""
    settings.CONNECTORS = {**settings.CONNECTORS, PARTNER: {"BACKEND": "motcua.connectors.national_portal.fake.Client"}}
    port.cache_clear()
    made = make.at_step("work")
    first = Message.objects.filter(partner=PARTNER).earliest("place")
    Message.objects.filter(pk=first.pk).update(payload={**first.payload, "procedure_name": ""})
    worker.flush_partner(PARTNER)
    assert Message.objects.get(pk=first.pk).state == State.PARKED
    yield made
    port.cache_clear()


def refused() -> Message:
    return Message.objects.get(partner=PARTNER, state=State.PARKED)


def text(client: Client, address: str, **data: str) -> str:
    answer = client.post(address, {"_key": make.key(), **data}) if data else client.get(address)
    assert answer.status_code in (200, 302, 422), answer.status_code
    return answer.content.decode()


def press(client: Client, address: str, **data: str) -> str:
    return client.post(address, {"_key": make.key(), **data}, follow=True).content.decode()


def test_the_desk_lists_what_a_partner_refused_by_dossier_cause_and_age(dossier: Dossier, controller: Client) -> None:
    page = text(controller, HOME)
    assert str(dossier.code) in page
    assert "2 Thiếu TenTTHC" in page
    assert "Cổng Dịch vụ công quốc gia" in page
    assert str(dossier.code) not in text(controller, f"{HOME}?doi-tac=mail")


def test_a_list_of_the_desk_asks_the_same_number_of_questions_however_long(
    dossier: Dossier, controller: Client, django_assert_max_num_queries
) -> None:
    text(controller, HOME)
    with django_assert_max_num_queries(24):
        text(controller, HOME)


def test_a_message_is_shown_masked_and_its_person_is_named_nowhere(dossier: Dossier, administrator: Client) -> None:
    page = text(administrator, f"{HOME}{refused().pk}/")
    assert dossier.applicant.name not in page
    assert "001194012372" not in page
    assert "00••••••••72" in page
    assert str(dossier.code) in page
    assert "Xem đầy đủ" not in page, "an administrator sees no dossier"
    assert not AccessRead.objects.filter(subject=dossier.pk, purpose__contains="thông điệp").exists()


def test_each_unmasked_look_is_written_with_its_purpose(dossier: Dossier, controller: Client) -> None:
    address = f"{HOME}{refused().pk}/"
    assert "Chọn một mục" in text(controller, f"{address}xem/", purpose="")
    assert dossier.applicant.name in text(controller, f"{address}xem/", purpose="mend")
    read = AccessRead.objects.filter(subject=dossier.pk).latest("id")
    assert (read.purpose, read.party) == ("Sửa thông điệp bị đối tác từ chối", dossier.applicant_id)
    assert dossier.applicant.name not in text(controller, address)


def test_an_administrator_cannot_look_at_it_unmasked(dossier: Dossier, administrator: Client) -> None:
    assert administrator.post(f"{HOME}{refused().pk}/xem/", {"_key": make.key(), "purpose": "mend"}).status_code == 404


def test_a_correction_proposed_by_one_and_approved_by_another_is_sent(dossier: Dossier, controller: Client, administrator: Client) -> None:
    address = f"{HOME}{refused().pk}/"
    form = text(controller, f"{address}sua/")
    (name,) = re.findall(r'for="(v\d+)">Tên thủ tục<', form)
    assert "Chưa sửa giá trị nào" in text(controller, f"{address}sua/", reason="Thiếu tên")
    press(controller, f"{address}sua/", **{name: "Cấp bản sao từ sổ gốc", "reason": "Thiếu tên thủ tục"})
    assert "cần một người khác duyệt" in text(controller, address)
    assert "Duyệt và gửi" in text(administrator, address)
    press(administrator, f"{address}duyet/")
    worker.flush_partner(PARTNER)
    assert not Message.objects.filter(partner=PARTNER, state__in=(State.PARKED, State.WAITING)).exists()
    assert port(PARTNER).status_of(dossier.code) == 4
    assert Correction.objects.get().approved


def test_giving_up_asks_why_and_the_rest_goes_on(dossier: Dossier, controller: Client) -> None:
    address = f"{HOME}{refused().pk}/thoi/"
    assert "Ghi lý do" in text(controller, address, reason=" ")
    press(controller, address, reason="Cổng đã có hồ sơ")
    assert "Không có gì ở mục này" in text(controller, HOME)
    worker.flush_partner(PARTNER)
    assert "không tồn tại" in text(controller, HOME), "a step of a dossier the portal was never told of is refused in its turn"


def test_sending_again_is_one_button(dossier: Dossier, controller: Client) -> None:
    assert "Sẽ gửi lại ngay" in press(controller, f"{HOME}{refused().pk}/gui-lai/")


def test_what_is_decided_already_says_so(dossier: Dossier, controller: Client) -> None:
    key = refused().pk
    press(controller, f"{HOME}{key}/thoi/", reason="Trùng")
    assert "đã được giải quyết" in text(controller, f"{HOME}{key}/gui-lai/", x="")


def test_a_message_in_that_could_not_be_handled_is_shown_with_its_cause_retried_or_dismissed(controller: Client, settings) -> None:
    why = Sentence(N_("Đối tác không chịu xác nhận: %(why)s"), {"why": "77"})
    arrival = inbox.store("portal", "event", "H-1:1", {"n": 1, "holder_name": "Nguyễn Thị Hạnh"}, timezone.now(), cause=why)
    page = text(controller, f"{HOME}den/")
    assert "H-1:1" in page
    assert "không chịu xác nhận: 77" in page
    one = text(controller, f"{HOME}den/{arrival.pk}/")
    assert "Hạnh" not in one
    press(controller, f"{HOME}den/{arrival.pk}/xu-ly-lai/")
    assert Arrival.objects.get(pk=arrival.pk).state == ArrivalState.WAITING
    Arrival.objects.update(state=ArrivalState.SET_ASIDE)
    assert "Ghi lý do" in text(controller, f"{HOME}den/{arrival.pk}/bo-qua/", reason=" ")
    press(controller, f"{HOME}den/{arrival.pk}/bo-qua/", reason="Giả mạo")
    assert Arrival.objects.get(pk=arrival.pk).state == ArrivalState.DISMISSED


def test_a_difference_is_healed_with_one_click_or_left_with_a_reason(dossier: Dossier, controller: Client) -> None:
    rows = [
        Difference.objects.create(
            partner=PARTNER, subject=dossier.pk if n else make.received().pk, code=f"H26-{n}", found="ahead", ours=4, theirs=10,
            since=timezone.now() - timedelta(hours=3), seen_at=timezone.now(),
        )
        for n in (0, 1)
    ]  # fmt: skip
    page = text(controller, f"{HOME}doi-soat/")
    assert "Đối tác có trạng thái ta chưa từng có" in page
    assert "10 Đã trả kết quả" in page
    press(controller, f"{HOME}doi-soat/{rows[0].pk}/gui/")
    assert Message.objects.filter(subject=rows[0].subject, partner=PARTNER, state=State.WAITING).exists()
    assert "Ghi lý do" in text(controller, f"{HOME}doi-soat/{rows[1].pk}/de-vay/", reason=" ")
    press(controller, f"{HOME}doi-soat/{rows[1].pk}/de-vay/", reason="Cổng trả trước")
    assert Difference.objects.get(pk=rows[1].pk).how == "left"


def test_reconciliation_on_demand_is_left_to_a_job(controller: Client) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    assert "Đang đối soát" in press(controller, f"{HOME}doi-soat/{PARTNER}/")
    assert ProcrastinateJob.objects.get(task_name="motcua.jobs.reconcile").args == {"partner": PARTNER}
    assert controller.post(f"{HOME}doi-soat/mail/", {"_key": make.key()}).status_code == 404


def test_a_partner_that_is_away_is_said_to_be(controller: Client) -> None:
    Line.objects.create(partner=PARTNER, away_since=timezone.now() - timedelta(minutes=12), failures=9)
    assert "Không trả lời từ" in text(controller, HOME)


def test_an_administrator_says_what_a_partners_words_mean_from_today(administrator: Client, controller: Client) -> None:
    address = f"{HOME}tra-loi/"
    assert "logic xử lý không hợp lệ" in text(administrator, address)
    given = {"partner": PARTNER, "outcome": "done", "source": "Thư của VPCP 20/11/2026"}
    assert "ít nhất bốn chữ cái" in text(administrator, address, pattern="ok", **given)
    press(administrator, address, pattern="đã có trên hệ thống", **given)
    assert answers.meaning(PARTNER, "Hồ sơ ĐÃ CÓ trên hệ thống", make.MONDAY.date()) == "done"
    assert controller.get(address).status_code == 403


@pytest.mark.parametrize("address", ["", "gui-lai/", "den/", "doi-soat/"])
@pytest.mark.parametrize("role", ["receiver", "signer"])
def test_nobody_else_opens_the_desk(role: str, address: str) -> None:
    assert enter(make.officer(role)).get(HOME + address).status_code == 403


@pytest.mark.parametrize("address", ["", "gui-lai/", "den/", "doi-soat/"])
def test_every_list_says_what_it_means_when_it_is_empty(administrator: Client, address: str) -> None:
    assert "Không" in text(administrator, HOME + address)
