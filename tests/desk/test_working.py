"""A case officer and a head at work."""

import pytest
from django.test import Client

from motcua.acts import processing
from motcua.audit.models import AccessRead
from motcua.dossiers.models import Dossier, Result
from motcua.law.lifecycle import Status
from tests import make
from tests.desk.conftest import enter

pytestmark = pytest.mark.django_db


def at(dossier: Dossier, rest: str = "") -> str:
    """Return an address of the dossier."""
    return f"/xu-ly/{dossier.pk}/{rest}"


def waiting_for_all() -> Dossier:
    """Return a dossier whose step waits for any case officer: it came back from a supplement before anybody was named."""
    dossier = make.at_step("work")
    other = make.new_officer("case_officer")
    processing.assign(dossier, officer=other, by=make.actor("unit_head"), at=make.MONDAY, key=make.key())
    Dossier.objects.filter(pk=dossier.pk).update(step_officer=None)
    dossier.steps.filter(finished_at=None).update(officer=None)
    return Dossier.objects.get(pk=dossier.pk)


def test_the_page_tells_the_next_thing_its_time_and_why_the_date() -> None:
    dossier = make.at_step("work")
    page = enter("case_officer").get(at(dossier)).content.decode()
    assert "Việc tiếp theo: Tra sổ gốc, dự thảo bản sao" in page
    assert "Đã dùng 1 giờ trong 3 giờ." in page
    assert "Vì sao hẹn 17:30 hôm nay?" in page
    assert "Nghị định 23/2015/NĐ-CP, Điều 7" in page
    assert "Trường THCS Trưng Vương" in page
    assert "Các bước đã làm" in page
    assert AccessRead.objects.filter(subject=dossier.pk, purpose="processing").count() == 1


def test_acts_not_allowed_stay_visible_with_the_laws_reason() -> None:
    dossier = make.at_step("work")
    page = enter("case_officer").get(at(dossier)).content.decode()
    assert "Có trong sổ: trình ký bản sao" in page
    assert "Chưa có bản dự thảo kết quả đã in ra để trình" in page
    assert "61/2018/NĐ-CP Điều 19" in page
    assert at(dossier, "tra-lai/") not in page  # nobody worked on it before: there is nobody to return it to
    signer = enter("signer").get(at(dossier)).content.decode()
    assert "Bạn không có quyền “Ký số” với hồ sơ này" in signer
    assert "30/2020/NĐ-CP Điều 13" in signer


def test_an_officer_takes_what_waits_for_the_role() -> None:
    dossier = waiting_for_all()
    client = enter("case_officer")
    page = client.get(at(dossier)).content.decode()
    assert f'action="{at(dossier, "nhan/")}"' in page
    assert "Chưa ai nhận." in page
    answer = client.post(at(dossier, "nhan/"))
    assert answer["Location"] == at(dossier)
    dossier.refresh_from_db()
    assert dossier.step_officer == make.officer("case_officer")


def test_taking_what_another_holds_is_not_found() -> None:
    dossier = make.at_step("work")
    other = make.new_officer("case_officer")
    assert enter(other).post(at(dossier, "nhan/")).status_code == 404


def test_a_head_names_who_works_and_only_those_who_may() -> None:
    dossier, other = make.at_step("work"), make.new_officer("case_officer")
    client = enter("unit_head")
    page = client.get(at(dossier, "phan-cong/")).content.decode()
    assert str(other.pk) in page
    assert str(make.officer("signer").pk) not in page
    refused = client.post(at(dossier, "phan-cong/"), {"officer": str(make.officer("signer").pk)})
    assert (refused.status_code, "Chọn người làm bước này." in refused.content.decode()) == (422, True)
    client.post(at(dossier, "phan-cong/"), {"officer": str(other.pk)})
    dossier.refresh_from_db()
    assert dossier.step_officer == other


def test_the_drafts_form_begins_with_what_is_known() -> None:
    dossier = make.at_step("work")
    page = enter("case_officer").get(at(dossier, "du-thao/found/")).content.decode()
    assert "cấp cho Nguyễn Thị Hạnh, Trường THCS Trưng Vương, năm 2009." in page
    assert 'name="register"' in page
    assert "…" not in page.split('name="entry"')[1][:80]


def test_wrong_fields_are_told_beside_them_and_the_rest_kept() -> None:
    dossier = make.at_step("work")
    answer = enter("case_officer").post(at(dossier, "du-thao/found/"), {"_shown": "register entry content", "register": "Sổ năm 2009"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#entry"' in page
    assert 'value="Sổ năm 2009"' in page
    assert not Result.objects.exists()


def drafted(client: Client, dossier: Dossier, outcome: str = "found") -> None:
    """Post a draft."""
    answer = client.post(at(dossier, f"du-thao/{outcome}/"), {"_shown": " ".join(make.FIELDS[outcome]), **make.FIELDS[outcome]})
    assert answer["Location"] == at(dossier)


def test_a_draft_is_prepared_shown_changed_and_proposed() -> None:
    dossier, client = make.at_step("work"), enter("case_officer")
    drafted(client, dossier)
    page = client.get(at(dossier)).content.decode()
    assert "Đang lập bản in của dự thảo" in page
    assert f'hx-get="{at(dossier, "du-thao/")}"' in page
    assert "Đang lập bản in" in client.get(at(dossier, "du-thao/")).content.decode()
    reads = AccessRead.objects.count()
    make.papers()
    assert client.get(at(dossier, "du-thao/"))["HX-Redirect"] == at(dossier)
    assert AccessRead.objects.count() == reads
    page = client.get(at(dossier)).content.decode()
    assert "Bản dự thảo" in page
    assert "Sửa dự thảo: Có trong sổ" in page
    page = client.get(at(dossier, "trinh/")).content.decode()
    assert "Nguyễn Thị Hạnh, tốt nghiệp loại khá." in page
    signer = make.officer("signer")
    assert client.post(at(dossier, "trinh/"), {"officer": str(signer.pk)})["Location"] == "/xu-ly/"
    dossier.refresh_from_db()
    assert (dossier.step_key, dossier.step_officer) == ("sign", signer)


def test_proposing_before_the_draft_is_there_is_refused_in_words() -> None:
    dossier, client = make.at_step("work"), enter("case_officer")
    drafted(client, dossier)
    answer = client.post(at(dossier, "trinh/"))
    assert answer.status_code == 422
    assert "Chưa có bản dự thảo kết quả để trình ký" in answer.content.decode()


def test_an_outcome_that_the_step_does_not_have_is_said() -> None:
    dossier = make.at_step("work")
    answer = enter("case_officer").get(at(dossier, "du-thao/la/"))
    assert answer.status_code == 422
    assert "Bước này không lập được kết quả đó." in answer.content.decode()


def test_a_supplement_is_asked_row_by_row_and_the_clock_stops() -> None:
    dossier, client = make.at_step("work"), enter("case_officer")
    first = {"rows": "1", "name-0": "Ảnh bằng", "instruction-0": "Chụp lại rõ bốn góc", "reason": "Ảnh mờ"}
    more = client.post(at(dossier, "bo-sung/"), {**first, "_add": "1"}).content.decode()
    assert 'name="name-1"' in more
    assert "Chụp lại rõ bốn góc" in more
    unsaid = client.post(at(dossier, "bo-sung/"), {**first, "instruction-0": ""})
    assert (unsaid.status_code, 'href="#instruction-0"' in unsaid.content.decode()) == (422, True)
    assert client.post(at(dossier, "bo-sung/"), first)["Location"] == at(dossier)
    dossier.refresh_from_db()
    assert dossier.state is Status.SUPPLEMENT
    page = client.get(at(dossier)).content.decode()
    assert "Thời hạn đang tạm dừng" in page
    assert "Chụp lại rõ bốn góc" in page


def test_a_second_supplement_wants_its_own_reason() -> None:
    dossier = make.at_step("work")
    Dossier.objects.get(pk=dossier.pk).supplements.create(
        reason="Lần một", asked_by=make.officer("receiver"), asked_at=make.MONDAY, until=make.MONDAY, answered_at=make.MONDAY
    )
    row = {"rows": "1", "name-0": "Ảnh", "instruction-0": "Chụp lại", "reason": "Ảnh mờ quá"}
    answer = enter("case_officer").post(at(dossier, "bo-sung/"), row)
    assert answer.status_code == 422
    assert 'href="#why_again"' in answer.content.decode()


def test_a_double_press_takes_once() -> None:
    dossier = waiting_for_all()
    client = enter("case_officer")
    for _ in range(2):
        client.post(at(dossier, "nhan/"), {"_key": "ab" * 12})
    dossier.refresh_from_db()
    assert dossier.step_officer == make.officer("case_officer")


def test_files_open_with_closed_headers_and_are_a_read() -> None:
    dossier = make.at_step("work", make.BIRTH)
    component = dossier.components.get(requirement="birth_paper")
    client = enter("case_officer")
    assert str(component.document_id) in client.get(at(dossier)).content.decode()
    answer = client.get(at(dossier, f"giay-to/{component.document_id}/"))
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    other = make.at_step("work")
    assert client.get(at(other, f"giay-to/{component.document_id}/")).status_code == 404
    assert AccessRead.objects.filter(subject=dossier.pk).count() == 2


def test_english_pages_speak_english_where_words_are_data() -> None:
    dossier = make.at_step("work")
    page = enter("case_officer").get(at(dossier) + "?lang=en").content.decode()
    assert "Found: propose the copy" in page
    assert "Search the register" in page
