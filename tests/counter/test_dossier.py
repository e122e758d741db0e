"""The page of one dossier, and every act of the counter through it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.acts import submission, supplement
from motcua.audit.models import AccessRead, ActKey, Entry
from motcua.dossiers.models import Channel, Component, Dossier, Lookup, Result, SupplementRequest
from motcua.law.lifecycle import Status
from motcua.people.models import Agency
from tests import make

pytestmark = pytest.mark.django_db


def at(dossier, *parts):
    return "/".join(["/mot-cua", str(dossier.pk), *parts, ""])


def now_of(dossier):
    return Dossier.objects.get(pk=dossier.pk)


def scan(name="giay.png", content=None):
    return SimpleUploadedFile(name, make.picture() if content is None else content)


def related():
    """A dossier that asks for a paper nobody gave: declared at the counter, where papers are checked by the officer."""
    draft = make.draft(user=make.citizen(), channel=Channel.DIRECT, relation="relative")
    return submission.submit(draft, by=make.actor("receiver"), at=make.MONDAY, key=make.key(), receiver=Agency.objects.get(code=make.WARD))


def test_what_was_declared_and_what_is_asked_is_shown(browser):
    page = browser.get(at(make.submitted())).content.decode()
    assert "Trường THCS Trưng Vương" in page
    assert "Giấy tờ tùy thân" in page
    assert "Mới đăng ký" in page
    assert "Tiếp nhận, in giấy hẹn" in page


def test_who_opened_it_is_written_for_its_owner(browser, officer):
    dossier = make.submitted()
    browser.get(at(dossier))
    read = AccessRead.objects.get()
    assert (read.subject, read.party, read.reader, read.purpose) == (dossier.pk, dossier.applicant_id, officer.pk, "reception")
    assert read.agency_name == "UBND phường Cửa Nam"


POSTS = ["tiep-nhan", "bo-sung", "tu-choi", "chuyen", "tra", "danh-tinh"]


@pytest.mark.parametrize("part", [*POSTS, "so-hoa/identity"])
def test_a_dossier_of_another_agency_is_not_found_and_nothing_is_written(stranger, part):
    dossier = make.submitted()
    written = Entry.objects.count(), ActKey.objects.count()
    assert stranger.post(at(dossier, part), {"reason": "Không đủ giấy tờ", "officer": "x", "file": scan()}).status_code == 404
    assert (Entry.objects.count(), ActKey.objects.count()) == written
    assert not AccessRead.objects.exists()
    assert now_of(dossier).state is Status.NEW


@pytest.mark.parametrize("part", ["", "bo-sung", "tu-choi", "giay-hen"])
def test_nor_can_its_pages_be_read(stranger, part):
    dossier = make.received()
    assert stranger.get(at(dossier, part) if part else at(dossier)).status_code == 404
    assert not AccessRead.objects.exists()


def test_acts_that_are_not_allowed_stay_visible_with_the_reason(browser):
    page = browser.get(at(make.received())).content.decode()
    assert "Hồ sơ đang ở trạng thái “Được tiếp nhận”." in page
    assert "118/2025/NĐ-CP Điều 17" in page
    assert 'id="receive-form"' not in page


def test_receiving_gives_the_code_and_the_slip_being_made(browser):
    dossier = make.submitted()
    data = {"paper-identity": "1", "originals-identity": "1", "copies-identity": "0", "_key": "once"}
    answer = browser.post(at(dossier, "tiep-nhan"), data, follow=True)
    done = now_of(dossier)
    assert done.state is Status.RECEIVED
    assert done.code in answer.content.decode()
    assert "Đang lập giấy hẹn" in answer.content.decode()
    component = Component.objects.get(dossier=dossier)
    assert (component.given, component.originals, component.copies) == ("paper", 1, 0)


def test_receiving_twice_with_one_form_is_one_act(browser):
    dossier = make.submitted()
    codes = {browser.post(at(dossier, "tiep-nhan"), {"_key": "once"}) and now_of(dossier).code for _again in range(2)}
    assert len(codes) == 1
    assert Entry.objects.filter(subject=dossier.pk, act="receive").count() == 1


def test_a_missing_paper_is_named_beside_it_and_what_was_ticked_stays(browser):
    dossier = related()
    answer = browser.post(at(dossier, "tiep-nhan"), {"paper-identity": "1", "originals-identity": "7", "copies-identity": "2"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Còn thiếu: Giấy tờ chứng minh quan hệ" in page
    assert 'value="7"' in page
    assert 'href="#paper-relation"' in page
    assert now_of(dossier).state is Status.NEW
    browser.post(at(dossier, "tiep-nhan"), {"paper-relation": "1", "originals-relation": "1", "copies-relation": ""})
    assert now_of(dossier).state is Status.RECEIVED


def test_numbers_that_are_none_are_refused_and_kept(browser):
    dossier = make.submitted()
    answer = browser.post(at(dossier, "tiep-nhan"), {"paper-identity": "1", "originals-identity": "nhiều", "copies-identity": "0"})
    assert answer.status_code == 422
    assert "ghi số bản từ 0 đến 99" in answer.content.decode()
    assert 'value="nhiều"' in answer.content.decode()


def test_the_slip_is_polled_until_it_is_there_then_opens(browser):
    dossier = make.received()
    assert "hx-get" in browser.get(at(dossier, "giay-hen")).content.decode()
    make.papers()
    part = browser.get(at(dossier, "giay-hen")).content.decode()
    assert "In giấy tiếp nhận và hẹn trả" in part
    assert not AccessRead.objects.exists()
    answer = browser.get(at(dossier, "tep", str(dossier.papers.get().document_id)))
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert "object-src 'self'" in answer["Content-Security-Policy"]
    assert AccessRead.objects.count() == 1


def test_a_file_of_another_dossier_is_not_found(browser):
    first, second = make.received(), make.submitted(user=make.citizen("Trần Văn Minh", "001094045678"))
    make.papers()
    assert browser.get(at(second, "tep", str(first.papers.get().document_id))).status_code == 404


def test_a_paper_is_digitised(browser):
    dossier = related()
    browser.post(at(dossier, "so-hoa", "relation"), {"file": scan()})
    assert Component.objects.get(dossier=dossier, requirement="relation").document is not None
    assert "giay.png" in browser.get(at(dossier)).content.decode()


BAD = [("a.png", b"", "rỗng"), ("a.pdf", b"MZ\x90", "không phải ảnh"), ("a.pdf", None, "không đúng như tên")]


@pytest.mark.parametrize(("name", "content", "says"), BAD)
def test_a_file_that_is_not_what_it_claims_is_refused(browser, name, content, says):
    dossier = related()
    answer = browser.post(at(dossier, "so-hoa", "relation"), {"file": scan(name, content)})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not dossier.components.exists()


def test_digitising_nothing_or_a_paper_nobody_asks_is_refused(browser):
    dossier = related()
    assert "Chọn tệp quét" in browser.post(at(dossier, "so-hoa", "relation")).content.decode()
    assert "không hỏi giấy tờ này" in browser.post(at(dossier, "so-hoa", "khac"), {"file": scan()}).content.decode()


def items(**more):
    return {
        "rows": "2",
        "requirement-0": "",
        "name-0": "Ảnh chụp bằng tốt nghiệp",
        "instruction-0": "Chụp lại rõ bốn góc",
        "basis-0": "NĐ 23/2015",
        "name-1": "Số điện thoại",
        "instruction-1": "Ghi số đang dùng",
        "reason": "Ảnh mờ, không đọc được",
        **more,
    }


def test_a_supplement_is_asked_once_fully(browser):
    dossier = make.submitted()
    page = browser.post(at(dossier, "bo-sung"), items(), follow=True).content.decode()
    request = SupplementRequest.objects.get(dossier=dossier)
    assert [(i.name, i.requirement) for i in request.items.all()] == [("Ảnh chụp bằng tốt nghiệp", ""), ("Số điện thoại", "")]
    assert "Đã gửi yêu cầu bổ sung" in page
    assert "Chụp lại rõ bốn góc" in page
    assert now_of(dossier).state is Status.SUPPLEMENT


def test_rows_are_added_and_removed_without_scripts(browser):
    dossier = make.submitted()
    page = browser.post(at(dossier, "bo-sung"), items(_add="1")).content.decode()
    assert 'name="rows" value="3"' in page
    assert "Ghi số đang dùng" in page
    page = browser.post(at(dossier, "bo-sung"), items(_remove="0")).content.decode()
    assert 'name="rows" value="1"' in page
    assert "Chụp lại rõ bốn góc" not in page
    assert not SupplementRequest.objects.exists()


def test_a_request_without_items_or_reason_keeps_what_was_written(browser):
    dossier = make.submitted()
    answer = browser.post(at(dossier, "bo-sung"), items(**{"instruction-0": ""}))
    assert answer.status_code == 422
    assert "ít nhất một mục" in answer.content.decode()
    assert "Ảnh mờ, không đọc được" in answer.content.decode()
    assert "Ghi rõ lý do" in browser.post(at(dossier, "bo-sung"), items(reason="")).content.decode()
    assert now_of(dossier).state is Status.NEW


def test_asking_again_needs_a_reason_of_its_own(browser):
    user = make.citizen()
    dossier = make.submitted(user=user)
    browser.post(at(dossier, "bo-sung"), items())
    for item in SupplementRequest.objects.get().items.all():
        supplement.answer_item(now_of(dossier), item, answer="Đã sửa", file=None, by=make.actor(user), at=make.later(hours=1))
    supplement.supply(now_of(dossier), by=make.actor(user), at=make.later(hours=1), key=make.key())
    assert "Đã sửa" in browser.get(at(dossier)).content.decode()
    answer = browser.post(at(dossier, "bo-sung"), items())
    assert answer.status_code == 422
    assert 'href="#why_again"' in answer.content.decode()
    browser.post(at(dossier, "bo-sung"), items(why_again="Giấy mới nộp lại hết hạn"))
    assert SupplementRequest.objects.count() == 2


def test_a_missing_paper_is_suggested(browser):
    assert "Giấy tờ chứng minh quan hệ" in browser.get(at(related(), "bo-sung")).content.decode()


def test_declining_says_why(browser):
    dossier = make.submitted()
    assert browser.get(at(dossier, "tu-choi")).status_code == 200
    answer = browser.post(at(dossier, "tu-choi"), {"reason": "xấu"})
    assert answer.status_code == 422
    assert "Ghi rõ lý do" in answer.content.decode()
    assert "xấu" in answer.content.decode()
    page = browser.post(at(dossier, "tu-choi"), {"reason": "Không thuộc thẩm quyền"}, follow=True).content.decode()
    assert now_of(dossier).state is Status.DECLINED
    assert "Không thuộc thẩm quyền" in page


def test_pages_of_acts_not_allowed_say_so(browser):
    assert 'class="refuse"' in browser.get(at(make.received(), "tu-choi")).content.decode()
    done = make.at_step("hand_over", user=make.citizen("Lê Thị Hoa", "001165000123"))
    assert 'class="refuse"' in browser.get(at(done, "bo-sung")).content.decode()


def test_forwarding_names_an_officer(browser):
    dossier, to = make.received(), make.officer("case_officer")
    assert browser.post(at(dossier, "chuyen"), {"officer": str(make.officer("signer").pk)}).status_code == 422
    page = browser.post(at(dossier, "chuyen"), {"officer": str(to.pk)}, follow=True).content.decode()
    assert f"Đã chuyển cho {to.name}" in page
    assert now_of(dossier).step_officer == to


def test_handing_over_names_who_got_it(browser):
    dossier = make.at_step("hand_over")
    page = browser.get(at(dossier)).content.decode()
    assert 'value="Nguyễn Thị Hạnh"' in page
    assert Result.objects.get().number in page
    answer = browser.post(at(dossier, "tra"), {"receiver_name": " ", "method": "post"})
    assert answer.status_code == 422
    assert "Ghi người nhận kết quả" in answer.content.decode()
    browser.post(at(dossier, "tra"), {"receiver_name": "Trần Văn Minh", "method": "counter"})
    result = Result.objects.get()
    assert (result.receiver_name, result.method, now_of(dossier).state) == ("Trần Văn Minh", "counter", Status.RETURNED)
    assert "Trần Văn Minh" in browser.get(at(dossier)).content.decode()


def test_identity_is_checked_once(browser, registry):
    dossier = make.submitted()
    for _again in range(2):
        page = browser.post(at(dossier, "danh-tinh"), follow=True).content.decode()
        assert "Danh tính khớp" in page
    assert Lookup.objects.get(dossier=dossier).state == Lookup.State.MATCHED
    assert [p.subject for p in registry.purposes] == [str(dossier.pk)]


def test_no_match_is_said(browser, registry):
    dossier = make.submitted(user=make.citizen("Người Khác", "001194000000"))
    assert "không có người khớp" in browser.post(at(dossier, "danh-tinh"), follow=True).content.decode()
    assert "Không khớp" in browser.get(at(dossier)).content.decode()


@pytest.mark.parametrize("trouble", ["down", "denies"])
def test_a_registry_that_is_away_stops_nothing(browser, registry, trouble):
    dossier = make.submitted()
    setattr(registry, trouble, True)
    assert "đang lấy dữ liệu" in browser.post(at(dossier, "danh-tinh"), follow=True).content.decode()
    assert "Đang lấy dữ liệu" in browser.get(at(dossier)).content.decode()
    setattr(registry, trouble, False)
    assert "Danh tính khớp" in browser.post(at(dossier, "danh-tinh"), follow=True).content.decode()
