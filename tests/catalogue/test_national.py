"""The nation's squashed pages read back: what was said comes out the same, what is not certain says so."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.catalogue.national.facts import Agencies, Asked, Basis, Case, Channel, Coded, Facts, Fee, Term, as_facts
from motcua.catalogue.national.page import PageRefused, read_page
from tests.catalogue.pages import made_up, plain, squashed

WORDS = st.sampled_from(["đơn", "giấy", "tờ khai", "chứng minh", "nơi ở", "của", "người nộp", "theo", "quy định", "tại", "khoản"])
PROSE = st.lists(WORDS, min_size=2, max_size=12).map(lambda words: " ".join(words).capitalize())
SENTENCE = PROSE.map(lambda words: f"{words}.")
FILES = st.lists(st.sampled_from(["Mẫu số 01.docx", "To khai.doc", "Phụ lục II.pdf", "Mau 05-Phu luc_39.docx"]), max_size=2).map(tuple)
PAPERS = st.builds(Asked, SENTENCE, st.integers(0, 9), st.integers(0, 9), FILES)
CASES = st.builds(
    Case, st.one_of(st.just(""), PROSE.map(lambda w: f"Trường hợp {w.lower()}:")), st.lists(PAPERS, min_size=1, max_size=5).map(tuple)
)
TERMS = st.builds(Term, st.integers(1, 180), st.sampled_from(["Ngày làm việc", "Ngày", "Giờ", "Tháng", "Giờ làm việc"]))
CONDITIONS = st.one_of(st.just(""), PROSE, PROSE.map(lambda w: f"{w} (nếu có)"))
AMOUNTS = st.one_of(st.just(0), st.integers(1, 9000).map(lambda n: n * 1000))
FEES = st.lists(st.builds(Fee, AMOUNTS, st.just("VND"), CONDITIONS), max_size=1).map(tuple)
TEXTS = st.one_of(st.just(""), SENTENCE)
CHANNELS = st.lists(
    st.builds(
        Channel, st.sampled_from(["Trực tuyến", "Trực tiếp", "Dịch vụ bưu chính"]), st.one_of(st.none(), TERMS), st.just(""), FEES, TEXTS
    ),
    min_size=1,
    max_size=4,
).map(tuple)
BASES = st.lists(
    st.builds(Basis, st.sampled_from(["118/2025/NĐ-CP", "31/2024/QH15", "12/2021/TT-BTC", "66.7/2025/NQ-CP", "42/2012/QĐ-TTg"]), PROSE),
    max_size=4,
).map(tuple)
RESULTS = st.lists(st.builds(Coded, st.integers(1, 999999).map(lambda n: f"KQ.G15.{n:06d}"), PROSE), min_size=1, max_size=3).map(tuple)
FACTS = st.builds(
    Facts,
    code=st.just("9.000001"),
    name=PROSE,
    sector=PROSE,
    levels=st.just(("Cấp bộ", "Cấp xã")),
    applicants=st.just(("Công dân Việt Nam", "Tổ chức (không bao gồm doanh nghiệp, HTX)", "Cán bộ, công chức, viên chức")),
    agencies=st.just(Agencies(performing=("Sở Tư pháp", "Ngân hàng chi nhánh tỉnh, thành phố"), cooperating=("Công an cấp xã",))),
    steps=SENTENCE,
    channels=CHANNELS,
    cases=st.lists(CASES, min_size=1, max_size=4).map(tuple),
    results=RESULTS,
    legal_bases=BASES,
    conditions=TEXTS,
)


@settings(max_examples=150, deadline=None)
@given(facts=FACTS)
def test_what_a_page_was_made_from_is_read_back(facts):
    assert read_page(squashed(facts)).facts == as_facts(facts)


def whys(page, field):
    return [each.why for each in read_page(page).warnings if each.field.startswith(field)]


def one_channel(text):
    return plain(made_up(1), cach_thuc_thuc_hien="Hình thức nộpThời gianPhí, lệ phíMô tả" + text)


def papers(text):
    page = plain(made_up(1), thanh_phan_ho_so="--Tên giấy tờMẫu đơn, tờ khaiSố lượng" + text)
    return [tuple(each.values()) for each in read_page(page).facts["cases"][0]["requirements"]]


def test_what_the_page_does_not_tell_is_null_and_said():
    read = read_page(made_up(1))
    assert (read.facts["service_level"], read.facts["decided_on"]) == (None, None)
    assert {"service_level", "decided_on"} <= {each.field for each in read.warnings}


def test_the_portals_own_error_is_kept_and_said():
    page = one_channel("Trực tuyến5 Ngày135 VNĐ(135.000 đồng/lần)")
    assert read_page(page).facts["channels"][0]["fees"] == [{"amount": 135, "currency": "VND", "condition": "135.000 đồng/lần"}]
    assert any("135" in why for why in whys(page, "channels.Trực tuyến.fees"))


def test_a_term_without_unit_stays_without_and_is_said():
    page = one_channel("Trực tuyến48Miễn phí")
    assert read_page(page).facts["channels"][0]["term"] == {"amount": 48, "unit": None}
    assert whys(page, "channels.Trực tuyến.term")


def test_a_term_glued_to_its_fee_is_parted_where_the_condition_tells_how():
    page = one_channel("Trực tuyến220 VNĐ(lệ phí 20.000 đồng)Trực tiếp5 NgàyMiễn phí")
    first = read_page(page).facts["channels"][0]
    assert (first["term"]["amount"], first["fees"][0]["amount"]) == (2, 20)


def test_a_term_glued_to_its_fee_with_nothing_to_tell_by_stays_text():
    page = one_channel("Trực tuyến1200 VNĐ")
    first = read_page(page).facts["channels"][0]
    assert (first["term"], first["term_text"], first["fees"][0]["amount"]) == (None, "1200", None)
    assert any("không tách được" in why for why in whys(page, "channels.Trực tuyến"))


def test_several_fees_in_one_bracket_are_told_apart():
    page = one_channel("Trực tiếp9 Ngày1,700,000 VNĐ(Thi tay nghề, Phí: 600,000 (Thi lý thuyết)")
    fees = read_page(page).facts["channels"][0]["fees"]
    assert [(fee["amount"], fee["condition"]) for fee in fees] == [(1700000, "Thi tay nghề"), (600000, "Thi lý thuyết")]


def test_a_channel_named_in_the_words_of_another_begins_no_row():
    page = one_channel("Trực tiếp3 NgàyMiễn phíTrực tiếp tại quầy hoặc Trực tuyến: qua cổng.Trực tuyến2 GiờMiễn phí")
    assert [each["channel"] for each in read_page(page).facts["channels"]] == ["Trực tiếp", "Trực tuyến"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Đơn theo Mẫu số 181 bản chính", [("Đơn theo Mẫu số 18", 1, 0, [])]),
        ("Báo cáo năm 20240 bản chính,1 bản sao", [("Báo cáo năm 2024", 0, 1, [])]),
        ("Phiếu (01 bản chính) theo mẫu1 bản chínhThẻ;2 bản chính", [("Phiếu (01 bản chính) theo mẫu", 1, 0, []), ("Thẻ;", 2, 0, [])]),
        ("Tờ khai: 01 bản chính1 bản chính", [("Tờ khai: 01 bản chính", 1, 0, [])]),
        ("Sổ gốc1 bản chínhb) Ảnh thẻ;0 bản chính,2 bản sao", [("Sổ gốc", 1, 0, []), ("b) Ảnh thẻ;", 0, 2, [])]),
        ("Đơn (nếu có)Mẫu 1.docxMẫu 2.docx1 bản chính", [("Đơn (nếu có)", 1, 0, ["Mẫu 1.docx", "Mẫu 2.docx"])]),
        ("Đơn theo Nghị định 1/2020/NĐ-CPMẫu số 24.docx1 bản chính", [("Đơn theo Nghị định 1/2020/NĐ-CP", 1, 0, ["Mẫu số 24.docx"])]),
    ],
)
def test_a_row_of_papers_ends_at_its_numbers(text, expected):
    assert papers(text) == expected


def test_a_paper_cut_off_before_its_number_is_kept_and_said():
    page = plain(made_up(1), thanh_phan_ho_so="--Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn1 bản chínhPhương án xử lý")
    assert read_page(page).facts["cases"][0]["requirements"][1]["originals"] is None
    assert any("không có số lượng" in why for why in whys(page, "cases[0]"))


def test_where_a_files_name_begins_is_not_guessed():
    page = plain(made_up(1), thanh_phan_ho_so="--Tên giấy tờMẫu đơn, tờ khaiSố lượngtờ khai.doc1 bản chính")
    assert read_page(page).facts["cases"][0]["requirements"][0] == {"name": "tờ khai.doc", "originals": 1, "copies": 0, "forms": []}
    assert whys(page, "cases[0].requirements[0].forms")


def test_papers_that_are_no_table_stay_text():
    read = read_page(plain(made_up(1), thanh_phan_ho_so="Nộp theo hướng dẫn tại quầy."))
    assert read.facts["unread"] == {"cases": "Nộp theo hướng dẫn tại quầy."}
    assert not read.facts["complete"]
    assert "cases" in read.facts["missing"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Nghị định 33/2013/NĐ-CP33/2013/NĐ-CP", [("33/2013/NĐ-CP", "Nghị định 33/2013/NĐ-CP")]),
        ("Luật 65/2006/QH1165/2006/QH11", [("65/2006/QH11", "Luật 65/2006/QH11")]),
        (
            "Phạm vi của Bộ18/2026/NĐ-CP Nghị định thử87/2020/NĐ-CP",
            [("18/2026/NĐ-CP", "Phạm vi của Bộ"), ("87/2020/NĐ-CP", "Nghị định thử")],
        ),
        ("Luật Các tổ chức tín dụngLuật số 32/2024/QH15", [("32/2024/QH15", "Luật Các tổ chức tín dụng")]),
        (
            "Quy định về đường bộ158/2024/NĐ-CPquy định về phân quyền144/2025/NĐ-CP",
            [("158/2024/NĐ-CP", "Quy định về đường bộ"), ("144/2025/NĐ-CP", "quy định về phân quyền")],
        ),
    ],
)
def test_legal_documents_are_told_apart_by_their_numbers(text, expected):
    read = read_page(plain(made_up(1), can_cu_phap_ly="Tên văn bản pháp lýMã văn bản" + text))
    assert [(each["number"], each["title"]) for each in read.facts["legal_bases"]] == expected


@pytest.mark.parametrize(
    "change",
    [{"ma_thu_tuc": ""}, {"ma_thu_tuc": "1.0'; --"}, {"ten_thu_tuc": "Không có thông tin"}, {"ten_thu_tuc": 5}, {"linh_vuc": ["a"]}],
)
def test_a_page_without_code_or_name_or_with_no_text_is_refused(change):
    with pytest.raises(PageRefused):
        read_page(plain(made_up(1), **change))
