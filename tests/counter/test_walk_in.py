"""Someone at the counter: card or hand, procedure, form on one page, draft, submission, then the dossier's page."""

import json
import re

import pytest

from motcua.acts.importing import import_files
from motcua.dossiers.models import Channel, Consent, Dossier, Draft, Lookup
from motcua.law.lifecycle import Status
from motcua.people.actor import job
from motcua.people.models import Party
from tests import make
from tests.catalogue.pages import made_up
from tests.counter.conftest import signed_in

pytestmark = pytest.mark.django_db
ARRIVE = "/mot-cua/nguoi-den/"
CARD = "001194012372||NGUYỄN THỊ HẠNH|14031994|Nữ|Số 5 Tràng Tiền, Cửa Nam, Hà Nội|22082021"
HANH = {"name": "Nguyễn Thị Hạnh", "number": "001194012372", "birth-day": "14", "birth-month": "3", "birth-year": "1994", "sex": "female"}
HANH |= {"agreed": "yes"}
COPY = {
    "relation": "self",
    "document_kind": "lower_secondary",
    "issued_year": "2009",
    "issuer": "Trường THCS Trưng Vương",
    "agency": make.WARD,
    "receive_by": "electronic",
    "phone": "0912345678",
}
SHOWN = (
    "relation holder_name holder_birth_date holder_number document_kind issued_year issuer name_on_document register_number "
    "agency receive_by phone email"
)


def arrived(browser, **more):
    return browser.post(ARRIVE, {**HANH, **more})


def begun(browser, code=make.COPY, **more):
    return browser.post(arrived(browser, **more).url, {"code": code}).url


def form(**more):
    born = {"holder_birth_date-day": "14", "holder_birth_date-month": "3", "holder_birth_date-year": "1994"}
    holder = {"holder_name": "Nguyễn Thị Hạnh", "holder_number": "001194012372", **born}
    return {"_shown": SHOWN, **COPY, **holder, **more}


def test_a_scanned_card_fills_in_the_fields(browser):
    page = browser.post(ARRIVE, {"card": f"\ufeff{CARD}\r"}).content.decode()
    assert 'value="Nguyễn Thị Hạnh"' in page
    assert 'value="001194012372"' in page
    assert 'name="birth-year" inputmode="numeric" autocomplete="off" value="1994"' in page
    assert "Đối chiếu với thẻ" in page
    assert not Party.objects.exists()


def test_a_card_that_cannot_be_read_is_said_and_kept(browser):
    answer = browser.post(ARRIVE, {"card": "001194012372|"})
    assert answer.status_code == 422
    assert "mới đọc được một phần" in answer.content.decode()
    assert 'value="001194012372|"' in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "Ghi họ và tên."),
        ("number", "12345", "12 chữ số"),
        ("birth-month", "13", "ngày, tháng, năm sinh có thật"),
        ("birth-year", "2027", "đến hôm nay"),
        ("birth-year", "99999999999", "có thật"),
        ("email", "hanh@", "dấu @"),
    ],
)
def test_a_wrong_field_is_said_and_the_rest_kept(browser, field, value, says):
    answer = arrived(browser, address="Số 5 Tràng Tiền", **{field: value})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "Số 5 Tràng Tiền" in answer.content.decode()
    assert not Party.objects.exists()


def test_a_person_is_taken_down_once(browser):
    data = {**HANH, "_key": "once"}
    assert browser.post(ARRIVE, data).status_code == browser.post(ARRIVE, data).status_code == 302
    party = Party.objects.get()
    assert (party.name, party.personal_number, str(party.birth_date)) == ("Nguyễn Thị Hạnh", "001194012372", "1994-03-14")


def test_the_procedure_is_found_by_words_without_marks(browser):
    visit = arrived(browser).url
    page = browser.get(visit, {"q": "so goc"}).content.decode()
    assert "Cấp bản sao từ sổ gốc" in page
    assert "Nguyễn Thị Hạnh cần làm gì?" in page
    assert "Không tìm thấy thủ tục nào" in browser.get(visit, {"q": "zzzz qqqq"}).content.decode()
    assert browser.post(visit, {"code": "9.999"}).status_code == 422


@pytest.mark.parametrize("words", ["mở quán bán hàng", "mo quan ban hang", "hộ kinh donah"])
def test_the_officer_may_use_the_words_people_say_as_the_portal_takes_them(browser, words):
    page = browser.get(arrived(browser).url, {"q": words}).content.decode()
    assert 'value="1.001612"' in page


def test_what_is_not_filed_here_is_named_with_where_it_is_told(browser, tmp_path):
    (tmp_path / "nation.json").write_text(
        json.dumps([{**made_up(1), "ma_thu_tuc": "1.009999", "ten_thu_tuc": "Cấp giấy phép nuôi hươu sao"}]), encoding="utf-8"
    )
    import_files([tmp_path / "nation.json"], source="test", by=job("test"), at=make.MONDAY)
    page = browser.get(arrived(browser).url, {"q": "nuôi hươu sao"}).content.decode()
    assert "Không nộp ở hệ thống này" in page
    assert 'href="/thu-tuc/1.009999/"' in page
    assert 'value="1.009999"' not in page


def test_a_visit_is_the_officers_own(browser, stranger):
    visit = arrived(browser).url
    assert stranger.get(visit).status_code == 404
    assert browser.get(visit[:-2] + "x/").status_code == 404


def test_the_form_begins_with_the_officers_agency_and_the_registry_is_asked(browser, registry):
    address = begun(browser)
    draft = Draft.objects.get()
    assert (draft.channel, draft.answers["agency"]) == (Channel.DIRECT, make.WARD)
    assert [p.subject for p in registry.purposes] == [str(draft.pk)]
    assert "Danh tính khớp" in browser.get(address).content.decode()


def test_a_walk_in_who_does_not_agree_is_written_down_by_hand_and_may_agree_later(browser, registry):
    address = begun(browser, agreed="")
    assert not registry.purposes
    assert not Lookup.objects.exists()
    assert "Người nộp đồng ý: tra cứu" in browser.get(address).content.decode()
    assert "Danh tính khớp" in browser.post(f"{address}dan-cu/", {"agreed": "yes", "_key": "later"}, follow=True).content.decode()
    assert list(Consent.objects.values_list("agreed", "asked_by__name")) == [(False, officer_name()), (True, officer_name())]
    assert Lookup.objects.get().asker.endswith("Cửa Nam")


def officer_name():
    return make.officer("receiver").name


def test_choosing_oneself_fills_in_the_holder_from_the_registry(browser, registry):
    address = begun(browser)
    page = browser.post(address, {"_shown": "relation", "relation": "self", "_do": "submit"}).content.decode()
    assert 'value="Nguyễn Thị Hạnh"' in page
    assert "Lấy từ CSDL quốc gia về dân cư" in page
    assert not Dossier.objects.exists()


def test_without_the_registry_the_card_fills_it_in(browser, registry):
    registry.down = True
    address = begun(browser)
    assert "đang lấy dữ liệu" in browser.get(address).content.decode()
    page = browser.post(address, {"_shown": "relation holder_name", "relation": "self", "holder_name": ""}).content.decode()
    assert 'value="Nguyễn Thị Hạnh"' in page
    assert "giấy tờ xuất trình tại quầy" in page
    registry.down = False
    answer = browser.post(f"{address}dan-cu/", follow=True).content.decode()
    assert "Danh tính khớp" in answer


def test_what_the_officer_writes_over_a_source_is_theirs(browser, registry):
    address = begun(browser)
    browser.post(address, {"_shown": "relation", "relation": "self"})
    browser.post(address, form(holder_name="Nguyễn Thị Hạnh Hoa", _do="save"))
    draft = Draft.objects.get()
    assert draft.answers["holder_name"] == "Nguyễn Thị Hạnh Hoa"
    assert draft.sources["holder_name"]["source"] == "person"
    assert draft.sources["holder_number"]["source"] == "population"


def test_a_draft_is_saved_even_with_errors_and_found_again(browser, registry):
    address = begun(browser)
    answer = browser.post(address, form(issued_year="abcd", _do="save"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Đã lưu đơn" in page
    assert 'value="abcd"' in page
    assert Draft.objects.get().answers["issuer"] == "Trường THCS Trưng Vương"
    assert address in browser.get(ARRIVE).content.decode()


def test_errors_are_beside_their_fields_and_the_draft_survives(browser, registry):
    address = begun(browser)
    answer = browser.post(address, form(issuer="", phone="12", _do="submit"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#issuer"' in page
    assert 'href="#phone"' in page
    assert not Dossier.objects.exists()
    assert Draft.objects.get().answers["issued_year"] == 2009


def test_submitting_leads_to_the_dossier_ready_to_be_received(browser, registry):
    answer = browser.post(begun(browser), form(_do="submit"), follow=True)
    dossier = Dossier.objects.get()
    assert answer.redirect_chain[-1][0] == f"/mot-cua/{dossier.pk}/"
    assert (dossier.channel, dossier.receiver.code, dossier.competent.code) == (Channel.DIRECT, make.WARD, make.WARD)
    assert "Tiếp nhận, in giấy hẹn" in answer.content.decode()
    browser.post(f"/mot-cua/{dossier.pk}/tiep-nhan/", {})
    assert Dossier.objects.get().state is Status.RECEIVED


def test_a_form_sent_twice_is_one_dossier(browser, registry):
    address = begun(browser)
    for _again in range(2):
        browser.post(address, form(_do="submit", _key="once"))
    assert Dossier.objects.count() == 1
    assert browser.get(address).status_code == 302


def test_a_branch_receives_for_the_commune_chosen(stranger, registry):
    address = begun(stranger)
    assert "agency" not in Draft.objects.get().answers
    stranger.post(address, form(_do="submit"))
    dossier = Dossier.objects.get()
    assert (dossier.receiver.code, dossier.competent.code) == (make.BRANCH, make.WARD)


def test_another_officers_draft_is_not_found(browser, registry):
    address = begun(browser)
    other = signed_in(make.new_officer("receiver"))
    assert other.get(address).status_code == 404
    assert other.post(address, form(_do="submit")).status_code == 404
    assert not Dossier.objects.exists()


def test_a_form_whose_procedure_was_published_anew_is_refused_in_words(browser, registry):
    address = begun(browser)
    draft = Draft.objects.get()
    draft.revision.valid_to = make.later(days=-1).date()
    draft.revision.save()
    answer = browser.post(address, form(_do="submit"))
    assert answer.status_code == 422
    assert "bản công bố mới" in answer.content.decode()


def test_birth_with_its_rows_is_declared_on_one_page(browser, registry):
    page = browser.get(begun(browser, make.BIRTH)).content.decode()
    assert len(re.findall('class="dense__page"', page)) > 1


def test_drafts_of_citizens_are_not_listed(browser):
    make.draft()
    assert "Đơn đang ghi dở" not in browser.get(ARRIVE).content.decode()


def test_a_person_is_found_by_the_old_number_of_the_card(browser, registry):
    card = "001194012372|012345678|NGUYỄN THỊ HẠNH|14031994|Nữ|Phường Hàng Bạc, quận Hoàn Kiếm, Hà Nội|01072021"
    page = browser.post(ARRIVE, {"card": card}).content.decode()
    assert 'value="012345678"' in page
    assert "nay thuộc phường Hoàn Kiếm" in page
    visit = arrived(browser, old_number="012 345 678").url
    address = browser.post(visit, {"code": make.COPY}).url
    browser.post(address, {**form(), "_do": "submit"})
    assert "Nguyễn Thị Hạnh" in browser.get("/mot-cua/", {"q": "012345678"}).content.decode()
    assert "Nguyễn Thị Hạnh" not in browser.get("/mot-cua/", {"q": "012345679"}).content.decode()
    assert "Số chứng minh nhân dân cũ có 9 chữ số" in arrived(browser, old_number="0123").content.decode()
