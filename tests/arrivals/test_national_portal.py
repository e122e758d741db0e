"""A dossier filed on the national portal is settled here under its own number, and both sides stay in step. Sandbox and fake alike."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.acts import reception, withdrawal
from motcua.catalogue.reading import BUILTIN
from motcua.connectors.national_portal import mapping
from motcua.dossiers.models import Channel, Dossier
from motcua.law.intake import Item
from motcua.law.lifecycle import Status
from motcua.outbox.models import Arrival, ArrivalState, Message
from motcua.people.actor import Actor
from sandbox.portal import catalogue as theirs
from tests import make
from tests.arrivals.sides import PAPER, Faked, Played, aside, carry

pytestmark = pytest.mark.django_db
Side = Played | Faked


def receiver() -> Actor:
    return make.actor(make.officer("receiver", "H26.105"), timezone.now())


def arrived(code: str) -> Dossier:
    return Dossier.objects.get(external_code=code)


def now_and_key() -> dict[str, object]:
    return {"at": timezone.now(), "key": make.key()}


def received(code: str) -> Dossier:
    return reception.receive(arrived(code), seen=[], by=receiver(), **now_and_key())  # type: ignore[arg-type]


def test_a_dossier_filed_there_is_here_with_its_number_and_its_answers_in_our_words(side: Side) -> None:
    code = side.file()
    carry()
    dossier = arrived(code)
    assert (dossier.origin, dossier.code, dossier.status, dossier.channel) == ("national_portal", None, Status.NEW, Channel.ONLINE)
    assert dossier.answers["agency"] == "H26.105"
    assert dossier.competent.code == "H26.105"
    assert dossier.reply_due_at is not None
    assert dossier.answers["receive_by"] in ("electronic", "counter", "post")
    assert dossier.applicant.personal_number in dossier.answers.values() or dossier.applicant.name
    assert [each.cause for each in aside() if each.subject == code] == []


def test_its_files_are_fetched_and_their_hashes_compared(side: Side) -> None:
    code = side.file(PAPER)
    carry()
    (component,) = arrived(code).components.select_related("document")
    assert component.requirement == "birth_paper"
    assert component.document is not None
    told = side.client.filing(code)
    assert told is not None
    assert component.document.sha256 == told["ThanhPhanHoSo"][0]["GiayToDinhKem"][0]["HashTepTin"]


def test_pulled_again_and_again_it_stays_one_dossier(side: Side) -> None:
    code = side.file()
    for _ in range(3):
        carry()
    assert Dossier.objects.filter(external_code=code).count() == 1


def test_received_here_it_keeps_the_number_it_has_there_and_the_portal_is_told_under_it(side: Side) -> None:
    code = side.file()
    carry()
    dossier = received(code)
    carry()
    assert dossier.external_code == code
    told = side.told(code)
    assert (told["TrangThaiHoSo"], told["NoiNopHoSo"], told["KenhThucHien"]) == ("2", "1", "2")
    assert not Message.objects.exclude(state="delivered").exists()


def test_a_supplement_asked_here_is_answered_there(side: Side) -> None:
    code = side.file()
    carry()
    item = Item("Giấy ủy quyền", "Chụp đủ bốn góc")
    dossier = reception.request_supplement(arrived(code), items=[item], reason="Thiếu giấy ủy quyền", by=receiver(), **now_and_key())  # type: ignore[arg-type]
    carry()
    request = dossier.supplements.get()
    told = side.told(code)
    assert told["TrangThaiHoSo"] == "5"
    assert told["DanhSachHoSoBoSung"][0]["DanhSachGiayToBoSung"][0]["TenGiayTo"] == "Giấy ủy quyền"
    paper = make.picture((50, 50))
    side.supply(code, request.pk.hex, "Giấy ủy quyền", "Đây ạ", paper)
    carry()
    dossier.refresh_from_db()
    assert dossier.state is Status.NEW
    answered = request.items.select_related("document").get()
    assert answered.answer == "Đây ạ"
    assert answered.document is not None
    assert answered.document.sha256 == hashlib.sha256(paper).hexdigest()
    assert side.told(code)["DanhSachHoSoBoSung"][0]["TrangThaiBoSung"] == "2"


def test_a_withdrawal_asked_there_is_decided_here_and_told_there(side: Side) -> None:
    code = side.file()
    carry()
    side.withdraw(code, "Nộp nhầm thủ tục")
    carry()
    dossier = arrived(code)
    assert dossier.state is Status.WITHDRAWAL
    assert dossier.withdrawals.get().reason.endswith("Nộp nhầm thủ tục")
    withdrawal.grant(dossier, papers=[], fees="không có", by=receiver(), **now_and_key())  # type: ignore[arg-type]
    carry()
    assert side.told(code)["TrangThaiHoSo"] == "8"


def test_a_dossier_declined_here_is_told_with_the_day_of_declining(side: Side) -> None:
    code = side.file()
    carry()
    reception.decline(arrived(code), reason="Không thuộc thẩm quyền", by=receiver(), **now_and_key())  # type: ignore[arg-type]
    carry()
    told = side.told(code)
    assert told["TrangThaiHoSo"] == "3"
    assert len(told["NgayTuChoi"]) == 14
    assert told["NgayKetThucXuLy"] == ""


def test_a_fee_paid_there_is_known_here_and_flagged(side: Side) -> None:
    code = side.file()
    carry()
    side.pay(code)
    carry()
    dossier = arrived(code)
    assert dossier.filed_at.paid
    received(code)
    carry()
    told = side.told(code)
    assert told["DuocThanhToanTrucTuyen"] == "1"
    assert told["DanhSachLePhi"][0]["Gia"] == "8000"


def test_every_shipped_procedure_filed_there_arrives_whole(played: Played) -> None:
    codes = {played.file(procedure): procedure for procedure in theirs.procedures()}
    carry()
    assert [(a.subject, a.cause) for a in aside() if a.subject in codes] == []
    found = dict(Dossier.objects.filter(external_code__in=codes).values_list("external_code", "revision__procedure__code"))
    assert found == codes


def test_every_field_of_a_mapping_leads_to_a_question_of_our_form() -> None:
    make.city()
    for procedure in theirs.procedures():
        held = mapping.of(procedure)
        assert held is not None
        schema = make.procedure(procedure).form.data["schema"]["properties"]
        assert {field["to"] for field in held["fields"].values()} == set(schema) - {"agency"}
        required = {r.key for r in make.procedure(procedure).requirements.all() if not r.found_in}
        assert set(held["requirements"].values()) == required


def test_there_is_no_mapping_outside_the_folder() -> None:
    assert mapping.of("../client") is None
    assert mapping.of("9.999999") is None
    assert (BUILTIN / "2.000815").is_dir()
    assert mapping.of("2.000815") is None  # not online


def test_a_supplement_for_a_dossier_that_is_not_there_waits_and_changes_nothing(fake: Faked) -> None:
    fake.client.happen("BoSung", "G22.99-20261127-0009999", timezone.now())
    carry()
    (news,) = Arrival.objects.all()
    assert (news.state, news.gives_way) == (ArrivalState.WAITING, True)
    assert not Dossier.objects.exists()


def test_a_portal_that_is_away_loses_nothing(fake: Faked) -> None:
    code = fake.file()
    fake.client.down = True
    carry()
    assert not Dossier.objects.exists()
    fake.client.down = False
    carry()
    assert arrived(code).status == Status.NEW


def test_a_fetch_that_fails_after_the_news_came_is_tried_again(fake: Faked) -> None:
    code = fake.file(PAPER)
    held, fake.client.files = fake.client.files, {}
    carry()
    (news,) = aside()
    assert "Đối tác không chịu xác nhận" in news.cause["text"]
    fake.client.files = held
    Arrival.objects.update(state=ArrivalState.WAITING, next_at=timezone.now() - timedelta(seconds=1))
    carry()
    assert arrived(code).components.count() == 1
