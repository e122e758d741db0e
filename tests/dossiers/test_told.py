"""What the national scoreboard counts is told from what happened: a test for each flag and list (process.md section 6)."""

from datetime import timedelta
from typing import Any

import pytest

from motcua.acts import reception, submission, supplement, suspension
from motcua.acts.outgoing import state_of
from motcua.connectors.national_portal import wire
from motcua.dossiers import told
from motcua.dossiers.models import Channel, Component, Dossier, Lookup, Origin
from motcua.fees.models import FeeQuote
from motcua.law.intake import Item
from motcua.outbox.models import Message
from motcua.people.actor import actor_of
from motcua.people.models import Agency
from tests import make

pytestmark = pytest.mark.django_db
ASKED = [Item("Giấy ủy quyền", "Chụp đủ bốn góc", requirement="relation")]


def sent(dossier: Dossier) -> dict[str, Any]:
    """Return the dossier as it goes over the wire now."""
    fresh = Dossier.objects.get(pk=dossier.pk)
    return wire.dossier(state_of(fresh, make.actor("receiver"), make.MONDAY))


def at_the_counter(code: str = make.BIRTH) -> Dossier:
    clerk = make.officer("receiver")
    draft = make.draft(code, make.citizen(), Channel.DIRECT)
    draft.files.all().delete()
    type(draft).objects.filter(pk=draft.pk).update(made_by=clerk)
    draft.refresh_from_db()
    return submission.submit(
        draft, by=actor_of(clerk, make.MONDAY), at=make.MONDAY, key=make.key(), receiver=Agency.objects.get(code=make.WARD)
    )


def pay(dossier: Dossier, paid: bool, system: str = "national_portal") -> None:
    Dossier.objects.filter(pk=dossier.pk).update(origin=system, external_code=f"G22.99-20261123-{Dossier.objects.count():07d}")
    fees = [{"name": "Phí", "code": "P", "amount": 8000, "when": 1, "paid": paid, "paid_at": None}]
    Origin.objects.create(dossier=dossier, system=system, fees=fees, told_at=make.MONDAY)


@pytest.mark.parametrize("channel", Channel)
def test_the_channel_is_the_one_it_came_by(channel: Channel) -> None:
    dossier = make.received()
    Dossier.objects.filter(pk=dossier.pk).update(channel=channel)
    assert sent(dossier)["KenhThucHien"] == str(int(channel))


def test_a_paper_scanned_by_an_officer_is_digitised_and_one_attached_by_the_applicant_is_not() -> None:
    counter = at_the_counter()
    reception.digitise(counter, "birth_paper", "a.png", make.picture(), by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    dossier = reception.receive(counter, seen=[], by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    (scanned,) = sent(dossier)["TaiLieuNop"]
    assert (scanned["DuocSoHoa"], scanned["MaThanhPhanHoSo"]) == ("1", "000.00.00.G15-TP100119303")
    (attached,) = sent(make.received(make.BIRTH))["TaiLieuNop"]
    assert attached["DuocSoHoa"] == "0"


def test_a_dossier_with_any_paper_as_a_file_has_digitised_components() -> None:
    assert sent(make.received(make.BIRTH))["HoSoCoThanhPhanSoHoa"] == "1"
    assert sent(make.received())["HoSoCoThanhPhanSoHoa"] == "0"


@pytest.mark.parametrize(
    "given, source, reused, vault",
    [("database", "vault", "1", "1"), ("database", "population", "1", "0"), ("file", "vault", "0", "0")],
)
def test_what_was_found_and_not_asked_for_is_reused_and_what_came_from_the_store_says_so(
    given: str, source: str, reused: str, vault: str
) -> None:
    dossier = make.received(make.BIRTH)
    Component.objects.filter(dossier=dossier).update(given=given, source=source)
    (paper,) = sent(dossier)["TaiLieuNop"]
    assert (paper["DuocTaiSuDung"], paper["DuocLayTuKhoDMQG"]) == (reused, vault)


def test_a_paper_seen_at_the_counter_and_not_scanned_is_no_file() -> None:
    dossier = make.submitted()
    seen = [reception.Seen("relation", "paper", originals=1)]
    dossier = reception.receive(dossier, seen=seen, by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    assert sent(dossier)["TaiLieuNop"] == []


@pytest.mark.parametrize("level, flag", [(0, "0"), (1, "0"), (2, "1")])
def test_the_account_is_verified_from_level_two_on(level: int, flag: str) -> None:
    dossier = make.received()
    Dossier.objects.filter(pk=dossier.pk).update(assurance=level)
    assert sent(dossier)["TaiKhoanDuocXacThucVoiVNeID"] == flag


@pytest.mark.parametrize("paid, system, flag, filed", [(True, "national_portal", "1", "1"), (False, "national_portal", "0", "1")])
def test_paid_online_is_said_when_the_portal_says_so(paid: bool, system: str, flag: str, filed: str) -> None:
    dossier = make.received()
    pay(dossier, paid, system)
    told_now = sent(dossier)
    assert (told_now["DuocThanhToanTrucTuyen"], told_now["NoiNopHoSo"]) == (flag, filed)
    assert told_now["DanhSachLePhi"][0] | {"LoaiPhiLePhi": ""} == {
        **{"TenPhiLePhi": "Phí", "MaPhiLePhi": "P", "HinhThucThu": "1", "Gia": "8000", "LoaiPhiLePhi": ""}
    }


def test_a_dossier_filed_here_and_not_paid_online_says_so() -> None:
    told_now = sent(make.received())
    assert (told_now["DuocThanhToanTrucTuyen"], told_now["NoiNopHoSo"], told_now["DanhSachLePhi"]) == ("0", "2", [])


def test_the_fees_quoted_at_reception_are_told_as_the_applicant_pays_them() -> None:
    dossier = make.received("2.000635")
    FeeQuote.objects.filter(dossier=dossier).delete()
    line = {"item": "P1", "name": "Phí cấp bản sao", "kind": "fee", "charged": 16_000, "supported": 16_000, "payable": 0, "why": []}
    unknown = line | {"name": "Lệ phí", "payable": None}
    FeeQuote.objects.create(dossier=dossier, day=make.MONDAY.date(), channel=2, lines=[line, unknown], quoted_at=make.MONDAY)
    (fee,) = sent(dossier)["DanhSachLePhi"]
    assert (fee["TenPhiLePhi"], fee["MaPhiLePhi"], fee["HinhThucThu"], fee["Gia"]) == ("Phí cấp bản sao", "P1", "1", "0")


def test_a_financial_duty_with_its_amount_is_in_the_list_of_fees() -> None:
    dossier = make.at_step("work")
    suspension.suspend(dossier, what="Lệ phí trước bạ", amount=350_000, by=make.actor("case_officer"), at=make.MONDAY, key=make.key())
    (fee,) = sent(dossier)["DanhSachLePhi"]
    assert (fee["TenPhiLePhi"], fee["Gia"], fee["HinhThucThu"]) == ("Lệ phí trước bạ", "350000", "2")


@pytest.mark.parametrize("state, databases", [("matched", [{"MaCSDL": "1"}]), ("no_match", []), ("failed", [])])
def test_the_population_database_is_named_when_it_matched(state: str, databases: list[dict[str, str]]) -> None:
    dossier = make.received()
    Lookup.objects.create(dossier=dossier, person_index="x", system="population", asked_by="a", asked_at=make.MONDAY, state=state)
    assert sent(dossier)["DSKetNoiCSDL"] == databases


def test_answers_taken_from_the_population_database_name_it_too() -> None:
    dossier = make.received()
    Dossier.objects.filter(pk=dossier.pk).update(sources={"holder_name": {"source": "population"}})
    assert sent(dossier)["DSKetNoiCSDL"] == [{"MaCSDL": "1"}]


def test_a_supplement_is_told_with_the_promise_before_and_after() -> None:
    dossier = make.at_step("work")
    before = dossier.promised_at
    by = make.actor("case_officer")
    asked = make.later(hours=1)
    dossier = reception.request_supplement(dossier, items=ASKED, reason="Thiếu giấy ủy quyền", by=by, at=asked, key=make.key())
    (open_one,) = sent(dossier)["DanhSachHoSoBoSung"]
    assert (open_one["TrangThaiBoSung"], open_one["NgayHenTraMoi"], open_one["NgayTiepNhanBoSung"]) == ("1", "", "")
    item = dossier.supplements.get().items.get()
    owner = make.actor(make.citizen())
    supplement.answer_item(dossier, item, answer="Đây", file=("a.png", make.picture()), by=owner, at=make.later(days=2))
    dossier = supplement.supply(dossier, by=owner, at=make.later(days=2), key=make.key())
    (closed,) = sent(dossier)["DanhSachHoSoBoSung"]
    assert closed["TrangThaiBoSung"] == "2"
    assert closed["ThongTinTiepNhan"] == "Đây"
    assert closed["NgayHenTraTruoc"] == wire._moment({"at": told.iso(before)}, "at")
    assert closed["NgayHenTraMoi"] == wire._moment({"at": told.iso(dossier.promised_at)}, "at")
    assert closed["NgayHenTraMoi"] > closed["NgayHenTraTruoc"]


def test_the_result_is_told_once_it_is_issued_with_its_code_and_a_link_that_names_nobody() -> None:
    assert sent(make.at_step("issue"))["DanhSachGiayToKetQua"] == []
    dossier = make.at_step("hand_over")
    (result,) = sent(dossier)["DanhSachGiayToKetQua"]
    assert result["MaGiayToKetQua"] == "KQ.G15.000020"
    assert dossier.result.token in result["DuongDanTepTinKetQua"]


def test_declining_has_its_own_day_and_is_no_finish() -> None:
    dossier = make.submitted()
    Dossier.objects.filter(pk=dossier.pk).update(code="H26.105-261123-0099")
    moment = make.later(hours=1)
    declined = reception.decline(dossier, reason="Không thuộc thẩm quyền", by=make.actor("receiver"), at=moment, key=make.key())
    told_later = wire.dossier(state_of(declined, make.actor("receiver"), moment + timedelta(days=9)))
    assert told_later["NgayTuChoi"] == f"{moment:%Y%m%d%H%M%S}"
    assert told_later["NgayKetThucXuLy"] == ""


def test_collected_by_post_is_said() -> None:
    assert sent(make.received(receive_by="post", copies=1, post_address="Số 5 phố Cửa Nam, Hà Nội"))["HinhThuc"] == "1"
    assert sent(make.received())["HinhThuc"] == "0"


def test_every_act_that_changes_the_status_sends_the_whole_dossier_and_its_step() -> None:
    dossier = make.returned()
    kinds = list(Message.objects.filter(partner="national_portal", subject=dossier.pk).order_by("id").values_list("kind", flat=True))
    assert kinds[0] == "dossier.received"
    assert {"dossier.finished", "dossier.returned"} <= set(kinds)
    first = Message.objects.filter(partner="national_portal", subject=dossier.pk).order_by("id")[0].payload
    assert wire.step(first)["TrangThai"] == "2"
    assert set(first) >= {"papers", "supplements", "fees", "results", "flags"}
