"""Service 037 as its users know it: by old number or by year alone too, household told, X-Road headers on every answer."""

import base64
import hashlib
import time
import uuid

import httpx
import pytest

from sandbox import people
from sandbox.people import Person
from sandbox.running import Running

PATH = "/population/r1/VN/GOV/BCA/CSDLDC/037"
BODY = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:b="http://dancuquocgia.bca"><soap:Body>'
    "<b:TraCuuThongTinCongDan><b:MaYeuCau>{id}</b:MaYeuCau><b:MaDVC>1.001193</b:MaDVC><b:MaTichHop>037</b:MaTichHop><b:MaCanBo>o</b:MaCanBo>"
    "{number}<b:HoVaTen>{name}</b:HoVaTen><b:NgayThangNamSinh>{born}</b:NgayThangNamSinh></b:TraCuuThongTinCongDan></soap:Body></soap:Envelope>"
)
SOMEBODY = people.person(41)


def ask(world: Running, who: Person, number: str, born: str, **heads: str) -> httpx.Response:
    url, stamp = world.url + PATH, str(int(time.time() * 1000))
    digest = hashlib.sha256(f"{url}motcua{stamp}demo-secret".encode()).hexdigest()
    signed = "Basic " + base64.b64encode(f"motcua:{digest}".encode()).decode()
    sent = {"X-Road-Client": "VN/GOV/H26/MOTCUA", "ApiKey": "demo-key", "Timestamp": stamp, "Authorization": signed, **heads}
    body = BODY.format(id=uuid.uuid4(), number=number, name=who.name.upper(), born=born)
    return httpx.post(url, content=body.encode(), headers=sent)


@pytest.mark.parametrize("number", [f"<b:SoDinhDanh>{SOMEBODY.number}</b:SoDinhDanh>", f"<b:SoCMND>{SOMEBODY.old_number}</b:SoCMND>"])
@pytest.mark.parametrize(
    "born",
    [f"<b:NgayThangNam>{SOMEBODY.birth_date:%Y%m%d}</b:NgayThangNam>", f"<b:Nam>{SOMEBODY.birth_date:%Y}</b:Nam>"],
)
def test_a_person_is_told_whole_by_either_number_and_by_day_or_year(world: Running, number: str, born: str) -> None:
    told = ask(world, SOMEBODY, number, born).text
    for part in ("SoDinhDanh", "SoCMND", "ThuongTru", "NoiOHienTai", "Cha", "Me", "ChuHo", "QuanHe", "SoSoHoKhau"):
        assert f"<bca:{part}>" in told
    assert people.person(40).number in told  # the head of the household


def test_another_year_or_no_number_finds_nobody(world: Running) -> None:
    number = f"<b:SoDinhDanh>{SOMEBODY.number}</b:SoDinhDanh>"
    assert "<bca:Congdan>" not in ask(world, SOMEBODY, number, "<b:Nam>1901</b:Nam>").text
    assert "missing SoDinhDanh or SoCMND" in ask(world, SOMEBODY, "", "<b:Nam>1901</b:Nam>").text


def test_the_layer_adds_its_headers_and_wants_its_own(world: Running) -> None:
    number, key = f"<b:SoDinhDanh>{SOMEBODY.number}</b:SoDinhDanh>", str(uuid.uuid4())
    born = f"<b:Nam>{SOMEBODY.birth_date:%Y}</b:Nam>"
    answer = ask(world, SOMEBODY, number, born, **{"X-Road-Id": key})
    assert answer.headers["X-Road-Id"] == key
    assert answer.headers["X-Road-Service"] == "VN/GOV/BCA/CSDLDC/037"
    assert len(base64.b64decode(answer.headers["X-Road-Request-Hash"])) == 64
    refused = ask(world, SOMEBODY, number, born, **{"X-Road-Id": "7"})
    assert refused.headers["X-Road-Error"] == "Client.BadRequest"
