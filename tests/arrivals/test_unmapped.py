"""What has no place with us is kept, shown with its cause, and changes nothing."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from motcua.dossiers.models import Dossier
from motcua.outbox.inbox import cause_of
from motcua.people.models import Party
from tests import make
from tests.arrivals.sides import PAPER, Faked, aside, carry

pytestmark = pytest.mark.django_db
Change = Callable[[dict[str, Any]], Any]
DOCX = {"IdGiayTo": "docx", "TenGiayTo": "bo-sung.docx", "HashTepTin": hashlib.sha256(b"PK docx").hexdigest()}
CASES: dict[str, tuple[Change, str]] = {
    "an unknown field": (lambda t: t["EformThongTinChiTiet"].update(MauToc="đen"), "MauToc"),
    "an unknown choice": (lambda t: t["EformThongTinChiTiet"].update(GioiTinhCuaTre="9"), "GioiTinhCuaTre"),
    "a broken encoding": (lambda t: t["EformThongTinChiTiet"].update(HoTenCuaTre="Tr\ufffdn Gia B\ufffdo"), "bảng mã chữ"),
    "a date that is none": (lambda t: t["EformThongTinChiTiet"].update(NgaySinhCuaTre="31/02/2026"), "31/02/2026"),
    "a missing answer": (lambda t: t["EformThongTinChiTiet"].pop("HoTenCuaTre"), "child_name"),
    "no form at all": (lambda t: t.update(EformThongTinChiTiet=None), "nội dung tờ khai"),
    "an unknown paper": (lambda t: t["ThanhPhanHoSo"][0].update(MaThanhPhanHoSo="000.00.00.G15-X"), "000.00.00.G15-X"),
    "another file": (lambda t: t["ThanhPhanHoSo"][0]["GiayToDinhKem"][0].update(HashTepTin="0" * 64), "mã băm"),
    "a file that is no paper": (lambda t: t["ThanhPhanHoSo"][0]["GiayToDinhKem"].append(DOCX), "bo-sung.docx"),
    "an unknown procedure": (lambda t: t.update(MaTTHC="9.999999"), "9.999999"),
    "an unknown agency": (lambda t: t.update(MaDonViTiepNhan="H26.999"), "agency"),
    "no applicant": (lambda t: t.update(ThongTinNguoiNop={}), "ai nộp"),
    "a time that is none": (lambda t: t.update(NgayNop="hôm qua"), "hôm qua"),
    "a list that is none": (lambda t: t.update(ThanhPhanHoSo="x"), "ThanhPhanHoSo"),
    "an amount that is none": (lambda t: t["DanhSachLePhi"][0].update(Gia="tám nghìn"), "tám nghìn"),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_set_aside_with_its_cause_and_nothing_changes(fake: Faked, case: str) -> None:
    make.city()
    change, named = CASES[case]
    fake.client.files["docx"] = b"PK docx"
    code = fake.file(PAPER, change)
    before = Party.objects.count()
    carry()
    (news,) = aside()
    assert news.subject == code
    assert named in str(cause_of(news))
    assert not Dossier.objects.exists()
    assert Party.objects.count() == before


def test_a_kind_of_news_nobody_knows_is_kept_with_its_cause(fake: Faked) -> None:
    fake.client.happen("DoiTen", "G22.99-20261127-0000001", make.MONDAY)
    fake.client.events[0]["ThoiDiem"] = "29991231235959"
    carry()
    (news,) = aside()
    assert news.cause["values"] == {"kind": "DoiTen"}


def test_what_comes_mended_is_taken(fake: Faked) -> None:
    make.city()
    code = fake.file(PAPER, CASES["an unknown field"][0])
    carry()
    assert aside()
    fake.client.filings[code]["EformThongTinChiTiet"].pop("MauToc")
    from django.utils import timezone

    from motcua.outbox import inbox

    inbox.again(aside()[0], timezone.now())
    carry()
    assert Dossier.objects.filter(external_code=code).exists()
