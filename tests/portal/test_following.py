"""One's own dossier: the promise, the timeline, the supplement, the papers, who looked; and another's is not found."""

from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.acts import reception
from motcua.dossiers import access
from motcua.dossiers.models import Dossier, Paper, Result
from motcua.law.intake import Item
from motcua.law.lifecycle import Status
from tests import make
from tests.portal.conftest import hanh, other, signed_in, words

ASKED = [
    Item("Giấy chứng sinh", "Ảnh mất góc dưới. Chụp lại đủ bốn góc.", "60/2014/QH13, Điều 16", "birth_paper"),
    Item("Nơi sinh", "Ghi rõ tên bệnh viện."),
]


def asked_to_supply(code: str = make.BIRTH) -> Dossier:
    dossier = make.received(code, hanh())
    at = make.MONDAY  # the moment at which the pages of these tests are asked for
    return reception.request_supplement(
        dossier, items=ASKED, reason="Thiếu giấy tờ rõ ràng", by=make.actor("receiver", at), at=at, key=make.key()
    )


def url(dossier: Dossier) -> str:
    return reverse("portal:dossier", args=[dossier.pk])


def test_a_submitted_dossier_says_until_when_the_counter_answers(hers: Client) -> None:
    said = words(hers.get(url(make.submitted(user=hanh()))))
    assert "Bộ phận Một cửa trả lời trước" in said
    assert "Bạn nộp trực tuyến" in said
    assert "Mã hồ sơ H26" not in said


def test_a_received_dossier_shows_code_promise_and_why(hers: Client) -> None:
    dossier = make.received(user=hanh())
    said = words(hers.get(url(dossier)))
    assert str(dossier.code) in said
    assert "Có kết quả trước 17:30 hôm nay" in said
    assert "Thời hạn tính từ 09:00 thứ Hai 23/11/2026" in said
    assert "Đã tiếp nhận" in said


def test_a_late_dossier_says_so(hers: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = make.received(user=hanh())
    monkeypatch.setattr(timezone, "now", lambda: make.later(days=2))
    client = signed_in(hanh())
    assert "Đã hẹn 17:30 thứ Hai 23/11, chưa xong" in words(client.get(url(dossier)))
    assert "Quá hẹn" in words(client.get("/viec-cua-toi/"))


def test_the_timeline_names_who_did_what_and_what_comes(hers: Client) -> None:
    page = hers.get(url(make.at_step("sign", user=hanh())))
    said = words(page)
    assert "Tra sổ gốc, dự thảo bản sao" in said
    assert 'aria-current="step"' in page.content.decode()
    done, now, later = (said.index(each) for each in ("Tra sổ gốc, dự thảo", "Lãnh đạo ký", "Trả kết quả"))
    assert done < now < later


def test_a_supplement_is_answered_paper_by_paper_and_then_sent(hers: Client) -> None:
    dossier = asked_to_supply()
    first, second = dossier.supplements.get().items.all()
    page = words(hers.get(url(dossier)))
    assert "Cần bạn bổ sung: còn 2 trong 2 mục" in page
    assert "Thời hạn đang tạm dừng, chờ bạn" in page
    given = {f"item-{first.pk}": SimpleUploadedFile("moi.png", make.picture()), "_key": "1"}
    hers.post(reverse("portal:answer", args=[dossier.pk, first.pk]), given)
    assert "còn 1 trong 2 mục" in words(hers.get(url(dossier)))
    early = hers.post(reverse("portal:supply", args=[dossier.pk]), {"_key": "2"})
    assert early.status_code == 422
    assert "Còn mục chưa bổ sung: Nơi sinh" in words(early)
    hers.post(reverse("portal:answer", args=[dossier.pk, second.pk]), {f"answer-{second.pk}": "Bệnh viện Phụ sản Hà Nội", "_key": "3"})
    hers.post(reverse("portal:supply", args=[dossier.pk]), {"_key": "4"})
    dossier.refresh_from_db()
    assert dossier.state is Status.PROCESSING
    assert "Đã gửi bổ sung" in words(hers.get(url(dossier)))


@pytest.mark.parametrize(
    ("name", "content", "why"), [("a.png", b"", "rỗng"), ("a.png", b"%PDF-1.4", "không đúng như tên"), ("", None, "Viết câu trả lời")]
)
def test_a_refused_answer_says_why_beside_the_item_and_keeps_the_words(hers: Client, name: str, content: bytes | None, why: str) -> None:
    dossier = asked_to_supply()
    item = dossier.supplements.get().items.all()[0]
    typed = "Tôi gửi lại ảnh" if content is not None else " "
    posted: dict[str, Any] = {f"answer-{item.pk}": typed, "_key": "1"}
    if content is not None:
        posted[f"item-{item.pk}"] = SimpleUploadedFile(name, content)
    answer = hers.post(reverse("portal:answer", args=[dossier.pk, item.pk]), posted)
    assert answer.status_code == 422
    assert why in words(answer)
    assert f'href="#item-{item.pk}"' in answer.content.decode()
    assert typed.strip() in words(answer)
    item.refresh_from_db()
    assert item.answered_at is None


def test_sending_again_when_nothing_waits_is_told_not_broken(hers: Client) -> None:
    answer = hers.post(reverse("portal:supply", args=[make.received(user=hanh()).pk]), {"_key": "x"})
    assert answer.status_code == 422
    assert "Lỗi:" in answer.content.decode()


def test_the_slip_and_the_result_are_given_and_no_draft_of_it(hers: Client) -> None:
    dossier = make.returned(user=hanh())
    result = Result.objects.get(dossier=dossier)
    slip = Paper.objects.get(dossier=dossier, kind=Paper.Kind.APPOINTMENT_SLIP)
    draft = Paper.objects.get(dossier=dossier, kind=Paper.Kind.RESULT)
    said = words(hers.get(url(dossier)))
    assert f"Số {result.number}" in said
    assert "Giấy tiếp nhận, hẹn trả (PDF)" in said
    for key, status in ((result.issued_id, 200), (slip.document_id, 200), (draft.document_id, 404), (result.signed_id, 404)):
        given = hers.get(reverse("portal:document", args=[dossier.pk, key]))
        assert given.status_code == status
    pdf = hers.get(reverse("portal:document", args=[dossier.pk, result.issued_id]))
    assert pdf.content.startswith(b"%PDF")
    assert pdf.headers["X-Content-Type-Options"] == "nosniff"
    assert pdf.headers["Content-Security-Policy"].startswith("sandbox")


def test_before_the_result_is_issued_nothing_of_it_is_shown(hers: Client) -> None:
    assert "Kiểm tra chữ ký của kết quả" not in words(hers.get(url(make.at_step("issue", user=hanh()))))


def test_another_persons_dossier_is_not_found_in_any_way() -> None:
    dossier = make.returned(user=hanh())
    result = Result.objects.get(dossier=dossier)
    his = signed_in(other())
    for address in (
        url(dossier),
        reverse("portal:submitted", args=[dossier.pk]),
        reverse("portal:document", args=[dossier.pk, result.issued_id]),
    ):
        assert his.get(address).status_code == 404
    assert his.post(reverse("portal:supply", args=[dossier.pk]), {"_key": "x"}).status_code == 404
    own = make.received(user=other())
    assert his.get(reverse("portal:document", args=[own.pk, result.issued_id])).status_code == 404


def test_another_persons_item_is_not_found_through_ones_own_dossier() -> None:
    item = asked_to_supply().supplements.get().items.all()[0]
    own = make.received(user=other())
    answer = signed_in(other()).post(reverse("portal:answer", args=[own.pk, item.pk]), {f"answer-{item.pk}": "x", "_key": "1"})
    assert answer.status_code == 404
    item.refresh_from_db()
    assert item.answered_at is None


def test_everyone_sees_who_read_their_data(hers: Client) -> None:
    dossier = make.received(user=hanh())
    by = make.actor("receiver")
    access.for_officer(by, dossier.pk, purpose="reception", at=make.MONDAY)
    said = words(hers.get("/viec-cua-toi/ai-da-xem/"))
    assert "Cán bộ tiếp nhận" in said
    assert "Tiếp nhận hồ sơ" in said
    assert "Cửa Nam" in said
    assert dossier.summary in said
    assert dossier.summary not in words(signed_in(other()).get("/viec-cua-toi/ai-da-xem/"))


def test_a_stranger_is_sent_to_sign_in() -> None:
    dossier = make.submitted(user=hanh())
    for address in ("/viec-cua-toi/", url(dossier), "/viec-cua-toi/ai-da-xem/"):
        assert Client().get(address).headers["Location"].startswith("/dang-nhap/?next=")


def test_a_declined_dossier_gives_the_reason(hers: Client) -> None:
    dossier = make.submitted(user=hanh())
    reception.decline(dossier, reason="Không thuộc thẩm quyền của phường", by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    assert "Không thuộc thẩm quyền của phường" in words(hers.get(url(dossier)))


def test_the_dossier_page_costs_the_same_at_every_stage(hers: Client, django_assert_max_num_queries: Any) -> None:
    for dossier in (make.submitted(user=hanh()), make.at_step("sign", user=hanh()), asked_to_supply(), make.returned(user=hanh())):
        with django_assert_max_num_queries(19):
            hers.get(url(dossier))


def test_times_are_those_of_hanoi(hers: Client) -> None:
    dossier = make.received(user=hanh(), at=datetime.fromisoformat("2026-11-23T01:30:00+00:00"))
    assert "08:30" in words(hers.get(url(dossier)))
