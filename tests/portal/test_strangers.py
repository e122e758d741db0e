"""What anybody may ask without signing in: where a dossier is, and whether a paper is real."""

import re
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from motcua.connectors.signing.fake import Client as FakeSigning
from motcua.dossiers.models import Dossier, Result
from motcua.ports import Unreachable, port
from tests import make
from tests.portal.conftest import words

PERSONAL = ("Nguyễn Thị Hạnh", "001194012372", "hanh@example.vn", "0912345678", "Trưng Vương")


def look_up(client: Client, code: str, **more: Any) -> Any:
    return client.post("/tra-cuu/", {"code": code}, **more)


def test_a_code_gives_the_state_and_nothing_about_the_person(stranger: Client) -> None:
    dossier = make.received()
    answer = look_up(stranger, f" {str(dossier.code).lower()} ")
    said = words(answer)
    assert str(dossier.code) in said
    assert "Đã tiếp nhận" in said
    assert not [each for each in (*PERSONAL, dossier.summary) if each in answer.content.decode()]


@pytest.mark.parametrize("code", ["H26.15-250103-0001", "000.17.22.H56-210531-0001", "G09.20-20260609-0092637"])
def test_every_known_pattern_is_understood_though_nothing_has_it(stranger: Client, code: str) -> None:
    answer = look_up(stranger, code)
    assert answer.status_code == 422
    assert "Không có hồ sơ nào mang mã này" in words(answer)


def test_a_ministrys_code_is_found(stranger: Client) -> None:
    dossier = make.received()
    Dossier.objects.filter(pk=dossier.pk).update(external_code="G09.20-20260609-0092637")
    assert "Đã tiếp nhận" in words(look_up(stranger, "G09.20-20260609-0092637"))


@pytest.mark.parametrize("code", ["hồ sơ của tôi", "H26", "H26.15-261399-0007", "'; DROP TABLE", "😀" * 50])
def test_nonsense_gets_a_clear_sentence_and_is_kept(stranger: Client, code: str) -> None:
    answer = look_up(stranger, code)
    assert answer.status_code == 422
    assert "Đây không phải mã hồ sơ" in words(answer)
    assert 'href="#code"' in answer.content.decode()


def test_an_empty_code_is_asked_for(stranger: Client) -> None:
    assert "Nhập mã hồ sơ" in words(look_up(stranger, ""))


def test_too_many_tries_from_one_place_are_stopped_and_others_go_on(stranger: Client) -> None:
    for _ in range(20):
        assert look_up(stranger, "H26.15-250103-0001").status_code == 422
    stopped = look_up(stranger, "H26.15-250103-0001")
    assert stopped.status_code == 429
    assert int(stopped.headers["Retry-After"]) > 0
    assert look_up(stranger, "H26.15-250103-0001", REMOTE_ADDR="10.1.2.3").status_code == 422


def test_behind_a_proxy_of_ours_the_place_is_what_it_adds_last(stranger: Client, settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for number in range(20):
        look_up(stranger, "H26.15-250103-0001", HTTP_X_FORWARDED_FOR=f"1.2.3.{number}, 10.9.9.9")
    assert look_up(stranger, "H26.15-250103-0001", HTTP_X_FORWARDED_FOR="5.5.5.5, 10.9.9.9").status_code == 429


def test_the_contracts_address_leads_to_the_page(stranger: Client) -> None:
    assert stranger.get("/tra-cuu", follow=True).status_code == 200


def test_a_result_is_verified_with_its_signatures_and_no_personal_data(stranger: Client) -> None:
    result = Result.objects.select_related("issued").get(dossier=make.returned())
    assert result.issued is not None
    page = stranger.get(reverse("portal:verify", args=[result.token]))
    said = words(page)
    for told in (result.number, "UBND phường Cửa Nam", "Cấp bản sao từ sổ gốc", "Trịnh Văn Dũng", "chữ ký số hợp lệ"):
        assert told in said
    assert result.issued.sha256 in page.content.decode().replace("<wbr>", "")
    assert not [each for each in PERSONAL if each in page.content.decode()]


def test_when_the_authority_is_away_the_page_says_what_it_could_not_check(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    result = Result.objects.get(dossier=make.returned())
    assert isinstance(port("signing"), FakeSigning)

    def away() -> list[bytes]:
        raise Unreachable("down")

    monkeypatch.setattr(port("signing"), "roots", away)
    said = words(stranger.get(reverse("portal:verify", args=[result.token])))
    assert "chưa kiểm tra được chứng thư" in said
    assert "Cơ quan chứng thực không trả lời" in said


def test_a_slip_is_verified_without_personal_data(stranger: Client) -> None:
    dossier = make.received()
    page = stranger.get(reverse("portal:verify", args=[dossier.look_up_token]))
    assert str(dossier.code) in words(page)
    assert not [each for each in PERSONAL if each in page.content.decode()]


def test_a_result_not_issued_and_a_made_up_token_are_not_found(stranger: Client) -> None:
    result = Result.objects.get(dossier=make.at_step("issue"))
    assert stranger.get(f"/xac-minh/{result.token}/").status_code == 404
    assert stranger.get(f"/xac-minh/{'a' * 43}/").status_code == 404


def test_a_dossier_before_acceptance_has_no_slip_to_verify(stranger: Client) -> None:
    assert stranger.get(f"/xac-minh/{make.submitted().look_up_token}/").status_code == 404


def test_with_the_database_away_the_page_says_so(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr("motcua.catalogue.finding.current", away)
    answer = stranger.get(f"/thu-tuc/{make.COPY}/")
    assert answer.status_code == 503
    assert "Chưa có gì được ghi nửa chừng" in words(answer)


def test_no_page_of_a_stranger_has_inline_script_or_style(stranger: Client) -> None:
    for address in ("/", "/thu-tuc/", f"/thu-tuc/{make.COPY}/", "/tra-cuu/"):
        page = stranger.get(address).content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", page)
