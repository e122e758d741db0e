"""Signing and issuing: two people, what was opened, and an authority that may be away."""

from collections.abc import Callable

import pytest
from django.test import Client

from motcua.acts import people, processing
from motcua.documents import store
from motcua.documents.verification import verify
from motcua.dossiers.models import Dossier, Result
from motcua.law.lifecycle import Status
from motcua.people.actor import job
from motcua.people.models import Agency, Post, User
from tests import make
from tests.desk.conftest import enter
from tests.desk.test_working import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("authority")]
Choose = Callable[[str], None]


def over(dossier: Dossier) -> str:
    """Return the hash of the present draft."""
    paper = Result.objects.get(dossier=dossier).paper
    assert paper is not None
    assert paper.document is not None
    return paper.document.sha256


def press(client: Client, dossier: Dossier, act: str, **told: str) -> tuple[int, str]:
    """Post an act; return the status and the page."""
    answer = client.post(at(dossier, act), told)
    return answer.status_code, answer.content.decode()


def test_the_signer_sees_the_draft_and_signs_exactly_it() -> None:
    dossier, client = make.at_step("sign"), enter("signer")
    page = client.get(at(dossier, "ky/")).content.decode()
    assert "BẢN SAO TỪ SỔ GỐC" in page
    assert over(dossier) in page
    assert press(client, dossier, "ky/", over=over(dossier))[0] == 302
    result = Result.objects.get(dossier=dossier)
    assert result.signer == make.officer("signer")
    assert result.signed is not None
    found = verify(store.content(result.signed), make.signing().roots())
    assert [(s.signer, s.intact, s.trusted) for s in found.signatures] == [("Trịnh Văn Dũng", True, True)]
    assert "Đã ký" in client.get("/xu-ly/").content.decode()


def test_a_draft_that_changed_meanwhile_is_not_signed() -> None:
    dossier, client = make.at_step("sign"), enter("signer")
    status, page = press(client, dossier, "ky/", over="0" * 64)
    assert status == 422
    assert "Bản dự thảo đã thay đổi từ lúc bạn mở" in page
    assert Result.objects.get(dossier=dossier).signed_id is None


@pytest.mark.parametrize(
    "backend, words",
    [("tests.desk.conftest.Away", "Dịch vụ ký số chưa trả lời"), ("tests.desk.conftest.Refusing", "Dịch vụ ký số từ chối")],
)
def test_an_authority_that_does_not_sign_changes_nothing(authority: Choose, backend: str, words: str) -> None:
    dossier, client = make.at_step("sign"), enter("signer")
    authority(backend)
    status, page = press(client, dossier, "ky/", over=over(dossier))
    assert (status, words in page) == (422, True)
    assert over(dossier) in page
    dossier.refresh_from_db()
    assert dossier.step_key == "sign"
    assert Result.objects.get(dossier=dossier).signed_id is None
    authority("tests.make.signing")
    assert press(client, dossier, "ky/", over=over(dossier))[0] == 302


def test_a_double_press_signs_once() -> None:
    dossier, client = make.at_step("sign"), enter("signer")
    told = {"over": over(dossier), "_key": "ab" * 12}
    assert [press(client, dossier, "ky/", **told)[0] for _ in range(2)] == [302, 302]
    assert Result.objects.get(dossier=dossier).signed_id is not None


@pytest.mark.parametrize("role", ["case_officer", "unit_head", "records_clerk"])
def test_others_do_not_sign(role: str) -> None:
    dossier = make.at_step("sign")
    status, page = press(enter(role), dossier, "ky/", over=over(dossier))
    assert status == 422
    assert "Bạn không có quyền “Ký số”" in page
    assert 'name="over"' not in page


def test_sending_back_says_why_and_reaches_the_drafter() -> None:
    dossier, client = make.at_step("sign"), enter("signer")
    status, page = press(client, dossier, "tra-lai/", to="search", reason="sai")
    assert (status, "Ghi rõ lý do" in page, ">\nsai</textarea>" in page) == (422, True, True)
    assert press(client, dossier, "tra-lai/", to="search", reason="Sai số trang sổ gốc")[0] == 302
    dossier.refresh_from_db()
    assert dossier.step_officer == make.officer("case_officer")
    assert "Sai số trang sổ gốc" in enter("case_officer").get(at(dossier)).content.decode()


def test_the_clerk_numbers_and_issues_in_one_press() -> None:
    dossier, client = make.at_step("issue"), enter("records_clerk")
    assert "Cấp số và ban hành" in client.get(at(dossier, "ban-hanh/")).content.decode()
    assert press(client, dossier, "ban-hanh/", _key="cd" * 12)[0] == 302
    assert press(client, dossier, "ban-hanh/", _key="cd" * 12)[0] == 302
    dossier.refresh_from_db()
    result = Result.objects.get(dossier=dossier)
    assert (dossier.state, result.number) == (Status.DONE, "1/BS-UBND")
    assert result.issued is not None
    assert verify(store.content(result.issued), make.signing().roots()).ok
    page = client.get(at(dossier)).content.decode()
    assert "Bản đã ban hành" in page
    assert "Đã xử lý xong" in page


def test_a_number_given_is_kept_when_the_authority_is_away(authority: Choose) -> None:
    dossier, client = make.at_step("issue"), enter("records_clerk")
    authority("tests.desk.conftest.Away")
    status, page = press(client, dossier, "ban-hanh/")
    assert status == 422
    assert "Số 1/BS-UBND đã cấp được giữ cho lần thử sau" in page
    dossier.refresh_from_db()
    assert dossier.state is Status.PROCESSING
    authority("tests.make.signing")
    assert press(client, dossier, "ban-hanh/")[0] == 302
    assert Result.objects.get(dossier=dossier).number == "1/BS-UBND"


def test_who_signed_does_not_issue() -> None:
    dossier, signer = make.at_step("issue"), make.officer("signer")
    _also_clerk(signer)
    client = enter(signer)
    page = client.get(at(dossier)).content.decode()
    assert "Người đã ký không được tự cấp số" in page
    status, page = press(client, dossier, "ban-hanh/")
    assert (status, "Người đã ký không được tự cấp số" in page) == (422, True)
    assert Result.objects.get(dossier=dossier).number == ""


def _also_clerk(user: User) -> None:
    model = people.Appointment("records_clerk", "Văn thư", Agency.objects.get(code=make.WARD).pk, "professional", make.MONDAY.date())
    twin = people.appoint("demo.twin", "X", "Demo-2026", [model], by=job("test"), at=make.MONDAY)
    Post.objects.filter(user=twin).update(user=user)


def test_what_is_not_there_is_said() -> None:
    dossier = make.at_step("work")
    assert "Chưa có bản dự thảo để ký." in enter("signer").get(at(dossier, "ky/")).content.decode()
    clerk = enter("records_clerk")
    assert "Chưa có kết quả đã ký để ban hành." in clerk.get(at(dossier, "ban-hanh/")).content.decode()
    assert press(clerk, dossier, "ban-hanh/")[0] == 422


def test_the_whole_walk_through_the_desk() -> None:
    dossier = make.at_step("work", make.BIRTH)
    officer = enter("case_officer")
    fields = make.FIELDS["registered"]
    officer.post(at(dossier, "du-thao/registered/"), {"_shown": " ".join([*fields, "personal_number"]), **fields})
    make.papers()
    officer.post(at(dossier, "trinh/"))
    enter("signer").post(at(dossier, "ky/"), {"over": over(dossier)})
    enter("records_clerk").post(at(dossier, "ban-hanh/"))
    dossier.refresh_from_db()
    assert (dossier.state, dossier.step_key) == (Status.DONE, "hand_over")
    assert processing.outcomes_of(dossier) == []
