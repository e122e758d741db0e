"""From the start button to a dossier: filled in, kept on every page, refused in words, sent once."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.acts import drafts, people
from motcua.connectors.population_registry.fake import Client as FakeRegistry
from motcua.dossiers.models import Dossier, Draft, Lookup
from motcua.law.lifecycle import Status
from motcua.people.claims import Claims
from tests import make
from tests.portal.conftest import other, signed_in, words
from tests.portal.walking import begin, fill, post_page, upload


def test_a_copy_is_applied_for_from_start_to_confirmation(hers: Client) -> None:
    draft = begin(hers, make.COPY)
    review = fill(hers, draft, make.ANSWERS[make.COPY])
    assert review == reverse("portal:review", args=[draft.pk])
    said = words(hers.get(review))
    for told in ("Nguyễn Thị Hạnh", "Trường THCS Trưng Vương", "0 đồng", "Tôi cam đoan"):
        assert told in said
    answer = hers.post(review, {"_key": "once"})
    dossier = Dossier.objects.get()
    assert answer.headers["Location"] == reverse("portal:submitted", args=[dossier.pk])
    assert dossier.state is Status.NEW
    assert dossier.sources["holder_name"]["source"] == "population"
    assert "Bộ phận Một cửa xem hồ sơ và trả lời trước" in words(hers.get(answer.headers["Location"]))


def test_a_birth_is_registered_with_its_paper(hers: Client) -> None:
    draft = begin(hers, make.BIRTH)
    files = fill(hers, draft, make.ANSWERS[make.BIRTH])
    assert files == reverse("portal:files", args=[draft.pk])
    assert "Giấy chứng sinh" in words(hers.get(files))
    answer = upload(hers, draft, "birth_paper", "chung-sinh.png", make.picture())
    review = reverse("portal:review", args=[draft.pk])
    assert answer.headers["Location"] == review
    assert "chung-sinh.png" in words(hers.get(review))
    hers.post(review, {"_key": "once"})
    dossier = Dossier.objects.get()
    assert dossier.summary == "Đăng ký khai sinh cho Trần Gia Bảo"
    assert dossier.components.get().requirement == "birth_paper"


def test_what_the_registry_knows_is_filled_in_and_says_so(hers: Client, registry: FakeRegistry) -> None:
    draft = begin(hers, make.COPY)
    post_page(hers, draft, "relation", {"relation": "self"})
    said = words(hers.get(reverse("portal:apply", args=[draft.pk, "holder"])))
    assert "Lấy từ CSDL quốc gia về dân cư" in said
    assert "14/03/1994" in said
    assert [p.subject for p in registry.purposes] == [str(draft.pk)]


def test_when_the_registry_is_down_the_questions_are_asked_and_one_may_try_again(hers: Client, registry: FakeRegistry) -> None:
    registry.down = True
    draft = begin(hers, make.BIRTH)
    post_page(hers, draft, "parents", {"relation": "mother", "parents": "married"})
    page = reverse("portal:apply", args=[draft.pk, "mother"])
    assert "Chưa lấy được dữ liệu dân cư" in words(hers.get(page))
    assert Lookup.objects.get().state == Lookup.State.FAILED
    registry.down = False
    hers.post(reverse("portal:ask_again", args=[draft.pk]), {"_key": "again"})
    assert "Chưa lấy được" not in words(hers.get(page))
    assert Lookup.objects.filter(state=Lookup.State.MATCHED).count() == 1


def test_a_wrong_answer_gets_a_sentence_beside_it_and_everything_typed_is_kept(hers: Client) -> None:
    draft = begin(hers, make.COPY)
    post_page(hers, draft, "relation", {"relation": "self"})
    answer = post_page(hers, draft, "details", {"issued_year": "09", "issuer": "Trường THCS Trưng Vương"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Lỗi:" in page
    assert 'href="#issued_year"' in page
    assert 'value="09"' in page
    assert 'value="Trường THCS Trưng Vương"' in page
    assert Draft.objects.get().answers["issuer"] == "Trường THCS Trưng Vương"


def test_a_draft_is_taken_up_where_it_was_left(hers: Client) -> None:
    draft = begin(hers, make.COPY)
    post_page(hers, draft, "relation", {"relation": "self"})
    assert begin(hers, make.COPY).pk == draft.pk
    assert hers.get(reverse("portal:resume", args=[draft.pk])).headers["Location"].endswith("/trang/relation/")


def test_changing_one_page_returns_to_the_review(hers: Client, citizen: Any) -> None:
    draft = make.draft(make.COPY, citizen)
    page = reverse("portal:apply", args=[draft.pk, "contact"])
    answer = hers.post(f"{page}?sua=1", {"_shown": "phone email", "phone": "0987654321", "email": ""})
    assert answer.headers["Location"] == reverse("portal:review", args=[draft.pk])
    assert Draft.objects.get().answers["phone"] == "0987654321"


def test_an_incomplete_application_goes_back_to_the_first_page_that_lacks_something(hers: Client, citizen: Any) -> None:
    draft = make.draft(make.COPY, citizen, issuer=None)
    answer = hers.post(reverse("portal:review", args=[draft.pk]), {"_key": "k"})
    assert "/trang/details/?sua=1&kiem-tra=1" in answer.headers["Location"]
    assert "Lỗi:" in hers.get(answer.headers["Location"]).content.decode()
    assert not Dossier.objects.exists()


def test_a_missing_paper_is_named_at_the_review_and_nothing_is_sent(hers: Client, citizen: Any) -> None:
    draft = make.draft(make.BIRTH, citizen)
    draft.files.all().delete()
    answer = hers.post(reverse("portal:review", args=[draft.pk]), {"_key": "k"})
    assert answer.status_code == 422
    assert "Hồ sơ còn thiếu: Giấy chứng sinh" in words(answer)
    assert not Dossier.objects.exists()


def test_pressing_submit_twice_makes_one_dossier(hers: Client, citizen: Any) -> None:
    review = reverse("portal:review", args=[make.draft(make.COPY, citizen).pk])
    first, second, third = (hers.post(review, {"_key": key}) for key in ("a", "a", "b"))
    assert first.headers["Location"] == second.headers["Location"] == third.headers["Location"]
    assert Dossier.objects.count() == 1
    assert hers.get(review).headers["Location"] == reverse("portal:mine")


def test_another_persons_draft_is_not_found(citizen: Any) -> None:
    draft = make.draft(make.BIRTH, citizen)
    his = signed_in(other())
    file = draft.files.get()
    for name in ("resume", "files", "review"):
        assert his.get(reverse(f"portal:{name}", args=[draft.pk])).status_code == 404
    assert his.get(reverse("portal:apply", args=[draft.pk, "parents"])).status_code == 404
    assert his.get(reverse("portal:draft_file", args=[draft.pk, file.pk])).status_code == 404
    assert his.post(reverse("portal:review", args=[draft.pk]), {"_key": "x"}).status_code == 404


def test_a_page_the_form_does_not_have_is_not_found(hers: Client, citizen: Any) -> None:
    draft = make.draft(make.COPY, citizen)
    assert hers.get(reverse("portal:apply", args=[draft.pk, "nowhere"])).status_code == 404


def test_a_page_costs_few_queries(hers: Client, citizen: Any, django_assert_max_num_queries: Any) -> None:
    draft = make.draft(make.COPY, citizen)
    hers.get(reverse("portal:apply", args=[draft.pk, "holder"]))
    with django_assert_max_num_queries(6):
        hers.get(reverse("portal:apply", args=[draft.pk, "holder"]))
    with django_assert_max_num_queries(12):
        hers.get(reverse("portal:review", args=[draft.pk]))


PDF_NAMED_PNG = b"%PDF-1.4\n%%EOF"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("rong.png", b"", "rỗng"),
        ("to.png", b"\x89PNG\r\n\x1a\n" + b"0" * (20 * 1024 * 1024), "lớn hơn 20 MB"),
        ("may.exe", b"MZ" + b"\0" * 200, "không phải ảnh JPG, PNG hay PDF"),
        ("anh.png", PDF_NAMED_PNG, "không đúng như tên"),
        ("hong.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "bị hỏng"),
    ],
)
def test_a_file_that_will_not_do_is_refused_with_the_reason_and_the_draft_survives(
    hers: Client, citizen: Any, name: str, content: bytes, why: str
) -> None:
    draft = make.draft(make.BIRTH, citizen)
    before = draft.answers
    answer = upload(hers, draft, "birth_paper", name, content)
    assert answer.status_code == 422
    assert why in words(answer)
    assert 'href="#file-birth_paper"' in answer.content.decode()
    assert draft.files.count() == 1
    assert Draft.objects.get().answers == before


def test_a_file_is_listed_given_back_safely_and_taken_out(hers: Client, citizen: Any) -> None:
    draft = make.draft(make.BIRTH, citizen)
    file = draft.files.get()
    given = hers.get(reverse("portal:draft_file", args=[draft.pk, file.pk]))
    assert given.content == make.picture()
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in given.headers["Content-Security-Policy"]
    answer = hers.post(reverse("portal:files", args=[draft.pk]), {"remove": str(file.pk), "_key": "k"})
    assert answer.status_code == 200
    assert not draft.files.exists()


def test_going_on_without_a_required_paper_says_which(hers: Client, citizen: Any) -> None:
    draft = make.draft(make.BIRTH, citizen)
    draft.files.all().delete()
    answer = hers.post(reverse("portal:files", args=[draft.pk]), {"_key": "k"})
    assert answer.status_code == 422
    assert "Chọn tệp: Giấy chứng sinh" in words(answer)


def test_a_file_for_a_paper_no_longer_asked_stays_visible_at_the_review(hers: Client, citizen: Any) -> None:
    draft = make.draft(make.COPY, citizen)
    drafts.put_file(draft, "relation", "uy-quyen.png", make.picture(), by=make.actor(citizen), at=make.MONDAY)
    assert "uy-quyen.png" in words(hers.get(reverse("portal:review", args=[draft.pk])))


def test_a_value_said_to_be_wrong_becomes_a_question_and_is_marked_as_the_persons_own(hers: Client) -> None:
    draft = begin(hers, make.BIRTH)
    post_page(hers, draft, "parents", {"relation": "mother", "parents": "married"})
    answer = post_page(hers, draft, "mother", {"_edit": "mother_residence", "_shown": ""})
    assert answer.status_code == 200
    assert 'name="mother_residence"' in answer.content.decode()
    mark = Draft.objects.get().sources["mother_residence"]
    assert (mark["source"], mark["instead"], mark["path"]) == ("person", "dwelling", "residence")
    assert "Phường Cửa Nam" not in str(Draft.objects.get().sources), "what was told stands in the look-up, encrypted, not here"


def test_number_name_and_birth_date_are_mended_where_they_are_kept_not_in_a_form(hers: Client) -> None:
    draft = begin(hers, make.COPY)
    post_page(hers, draft, "relation", {"relation": "self"})
    answer = post_page(hers, draft, "holder", {"_edit": "holder_name holder_number", "_shown": "holder_name", "holder_name": "Ai Đó"})
    assert answer.headers.get("Location") or 'name="holder_name"' not in answer.content.decode()
    assert Draft.objects.get().answers["holder_name"] == "Nguyễn Thị Hạnh"
    said = words(hers.get(reverse("portal:apply", args=[draft.pk, "holder"])))
    assert "đề nghị Công an xã, phường cập nhật" in said
    assert "Thông tin này không đúng?" not in said


def test_a_firm_applies_under_its_own_name(registry: FakeRegistry) -> None:
    claims = Claims(
        "tech-firm", "Phạm Quốc Việt", "001080011223", None, "", "", "", 2, "organisation", "Công ty TNHH Hữu Nghị", "0101243150"
    )
    firm = signed_in(people.enrol(claims, at=make.MONDAY))
    draft = begin(firm, make.COPY)
    post_page(firm, draft, "relation", {"relation": "organisation"})
    said = words(firm.get(reverse("portal:apply", args=[draft.pk, "holder"])))
    assert "Công ty TNHH Hữu Nghị" in said
    assert not registry.purposes
