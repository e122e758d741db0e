"""Opinions asked of one's agency; posts lent; a stuck dossier moved by the administrator."""

from datetime import date

import pytest

from motcua.acts import consultation
from motcua.dossiers.matters import Consultation
from motcua.dossiers.models import Dossier
from motcua.law.lifecycle import Status
from motcua.people.lending import Delegation
from motcua.people.models import Agency, Post
from tests import make
from tests.desk.conftest import enter

pytestmark = pytest.mark.django_db


def asked() -> Consultation:
    """Return a question to the ward next door."""
    agency, by = Agency.objects.get(code="H26.101"), make.actor("case_officer")
    question, until = "Sổ gốc năm 2009 có tên người này không?", date(2026, 11, 25)
    consultation.consult(make.at_step("work"), agency=agency, question=question, until=until, by=by, at=make.MONDAY, key=make.key())
    return Consultation.objects.get()


def test_the_agency_asked_sees_the_question_and_not_the_person() -> None:
    opinion, client = asked(), enter(make.officer("case_officer", "H26.101"))
    assert "Sổ gốc năm 2009" in client.get("/xu-ly/y-kien/").content.decode()
    page = client.get(f"/xu-ly/y-kien/{opinion.pk}/").content.decode()
    assert "Nguyễn Thị Hạnh" not in page
    assert "001194012372" not in page
    assert client.post(f"/xu-ly/y-kien/{opinion.pk}/", {"answer": ""}).status_code == 422
    told = client.post(f"/xu-ly/y-kien/{opinion.pk}/", {"answer": "Có, trang 14"}, follow=True).content.decode()
    assert "Đã gửi ý kiến." in told
    assert "Không có câu hỏi nào" in told
    assert client.get(f"/xu-ly/y-kien/{opinion.pk}/").status_code == 404


def test_others_do_not_find_the_question() -> None:
    opinion = asked()
    assert enter("case_officer").get(f"/xu-ly/y-kien/{opinion.pk}/").status_code == 404
    assert enter(make.officer("signer", "H26.101")).get(f"/xu-ly/y-kien/{opinion.pk}/").status_code == 404


def test_a_signer_lends_the_post_and_takes_it_back() -> None:
    client, head = enter("signer"), make.officer("unit_head")
    post = Post.objects.get(user=make.officer("signer"), role="signer")
    days = {"post": str(post.pk), "to": str(head.pk), "valid_from": "23/11/2026", "reason": "Đi công tác"}
    assert "Ghi ngày như" in client.post("/xu-ly/uy-quyen/", {**days, "valid_to": ""}).content.decode()
    wrong = client.post("/xu-ly/uy-quyen/", {**days, "valid_to": "20/11/2026"})
    assert "Ngày kết thúc phải từ ngày bắt đầu trở đi." in wrong.content.decode()
    told = client.post("/xu-ly/uy-quyen/", {**days, "valid_to": "25/11/2026"}, follow=True).content.decode()
    assert f"Đã ủy quyền cho {head.name}" in told
    dossier = make.at_step("sign")
    assert str(dossier.code) in enter(head).get("/xu-ly/").content.decode()
    lent = Delegation.objects.get()
    assert enter("case_officer").post(f"/xu-ly/uy-quyen/{lent.pk}/thu-hoi/").status_code == 404
    client.post(f"/xu-ly/uy-quyen/{lent.pk}/thu-hoi/")
    assert Delegation.objects.get().revoked_at is not None


def test_an_administrator_moves_a_stuck_dossier_without_seeing_the_person() -> None:
    dossier, client = make.at_step("sign"), enter(make.officer("administrator", "H26.20"))
    page = client.get(f"/xu-ly/chuyen-buoc/?ma={dossier.code}").content.decode()
    assert "Lãnh đạo ký" in page
    assert "Nguyễn Thị Hạnh" not in page
    assert client.post(f"/xu-ly/chuyen-buoc/?ma={dossier.code}", {"step": "search", "reason": ""}).status_code == 422
    client.post(f"/xu-ly/chuyen-buoc/?ma={dossier.code}", {"step": "search", "reason": "Người giữ đã nghỉ"})
    assert Dossier.objects.get().step_key == "search"
    missing = client.get("/xu-ly/chuyen-buoc/?ma=H26.105-000000-9999")
    assert missing.status_code == 404
    assert 'value="H26.105-000000-9999"' in missing.content.decode()
    assert Dossier.objects.get().state is Status.PROCESSING


def test_nobody_else_moves_dossiers() -> None:
    assert enter("unit_head").get("/xu-ly/chuyen-buoc/").status_code == 403
