"""Pages of working together, of returning to any earlier step, and of correcting an issued result."""

import pytest

from motcua.dossiers.corrections import Correction
from motcua.dossiers.models import Dossier, Result
from motcua.law.lifecycle import Status
from motcua.people.models import Agency
from tests import make
from tests.desk.conftest import enter

pytestmark = pytest.mark.django_db


def now_of(dossier):
    return Dossier.objects.get(pk=dossier.pk)


def text(response):
    return response.content.decode()


def test_the_head_names_lead_cooperating_and_following_and_each_finds_it():
    dossier, helper, follower = make.at_step("work"), make.new_officer("case_officer"), make.new_officer("unit_head")
    head, lead = enter("unit_head"), make.officer("case_officer")
    page = text(head.get(f"/xu-ly/{dossier.pk}/phan-cong/"))
    assert f"part-{helper.pk}" in page
    posted = {"officer": str(lead.pk), f"part-{helper.pk}": "cooperate", f"part-{follower.pk}": "follow"}
    shown = text(head.post(f"/xu-ly/{dossier.pk}/phan-cong/", posted, follow=True))
    assert "chưa gửi phần của mình" in shown
    helping = enter(helper)
    assert "bạn phối hợp" in text(helping.get("/xu-ly/?giu=phoi-hop"))
    assert "bạn theo dõi" in text(enter(follower).get("/xu-ly/?giu=theo-doi"))
    assert dossier.code not in text(enter(follower).get("/xu-ly/?giu=toi"))
    page = text(helping.get(f"/xu-ly/{dossier.pk}/"))
    assert f"/xu-ly/{dossier.pk}/viec/give_part/" in page
    assert helping.post(f"/xu-ly/{dossier.pk}/viec/give_part/", {"words": ""}).status_code == 422
    shown = text(helping.post(f"/xu-ly/{dossier.pk}/viec/give_part/", {"words": "Đã tra sổ năm 2009"}, follow=True))
    assert "Đã tra sổ năm 2009" in shown


def test_a_wrong_naming_is_refused_and_what_was_chosen_stands():
    dossier, lead = make.at_step("work"), make.officer("case_officer")
    posted = {"officer": str(lead.pk), f"part-{lead.pk}": "follow"}
    refused = enter("unit_head").post(f"/xu-ly/{dossier.pk}/phan-cong/", posted)
    assert refused.status_code == 422
    assert "một vai" in text(refused)
    assert '<option value="follow" selected>' in text(refused)


def test_a_dossier_is_returned_to_any_earlier_step_with_the_reason():
    dossier = make.at_step("issue")
    clerk = enter("records_clerk")
    page = text(clerk.get(f"/xu-ly/{dossier.pk}/tra-lai/"))
    assert 'value="search"' in page
    assert 'value="sign"' in page
    assert clerk.post(f"/xu-ly/{dossier.pk}/tra-lai/", {"to": "hand_over", "reason": "Sai tên"}).status_code == 422
    assert clerk.post(f"/xu-ly/{dossier.pk}/tra-lai/", {"to": "sign", "reason": ""}).status_code == 422
    clerk.post(f"/xu-ly/{dossier.pk}/tra-lai/", {"to": "sign", "reason": "Chữ ký nhòe"})
    assert now_of(dossier).step_key == "sign"
    assert dossier.steps.get(outcome="sent_back").note == "Chữ ký nhòe"


def test_the_leader_finds_a_finished_dossier_by_its_code_and_orders_the_correction():
    dossier = make.returned()
    signer = enter("signer")
    nothing = text(signer.get("/xu-ly/", {"q": str(dossier.code)}))
    assert f"/xu-ly/tim/?ma={dossier.code}" in nothing
    page = signer.get("/xu-ly/tim/", {"ma": str(dossier.code)}, follow=True)
    assert f"/xu-ly/{dossier.pk}/viec/correct/" in text(page)
    told = {"wrong": "Năm cấp ghi 2008, đúng là 2009", "reason": "Chuyên viên gõ nhầm", "step": "search"}
    assert signer.post(f"/xu-ly/{dossier.pk}/viec/correct/", told | {"wrong": ""}).status_code == 422
    shown = text(signer.post(f"/xu-ly/{dossier.pk}/viec/correct/", told, follow=True))
    assert "Đang đính chính kết quả" in shown
    assert "Mở kết quả cũ" in shown
    assert now_of(dossier).state is Status.PROCESSING
    old = Correction.objects.get().issued_id
    assert signer.get(f"/xu-ly/{dossier.pk}/giay-to/{old}/").status_code == 200
    listed = text(enter("case_officer").get("/xu-ly/"))
    assert "đính chính kết quả" in listed


def test_a_code_that_is_not_there_or_not_ours_says_so():
    signer = enter("signer")
    assert "mà bạn được xem" in text(signer.get("/xu-ly/tim/", {"ma": "H26.105-260101-0001"}, follow=True))
    elsewhere = make.returned()
    other = Agency.objects.get(code="H26.101")
    Dossier.objects.filter(pk=elsewhere.pk).update(receiver=other, competent=other)
    assert "mà bạn được xem" in text(signer.get("/xu-ly/tim/", {"ma": str(elsewhere.code)}, follow=True))


def test_a_stopped_dossier_without_a_result_offers_no_correction():
    dossier = make.returned()
    Result.objects.filter(dossier=dossier).delete()
    assert "viec/correct" not in text(enter("signer").get(f"/xu-ly/{dossier.pk}/"))
