"""Asked once: nothing is fetched without leave, one query per person and dossier, a near miss tells nothing, answers go when it closes."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.acts import lookups, tidying
from motcua.audit.sealing import verify
from motcua.connectors.business_registry.fake import Client as FakeFirms
from motcua.connectors.population_registry.fake import Client as FakeRegistry
from motcua.dossiers.models import Channel, Consent, Dossier, Draft, Lookup
from motcua.jobs.fetching import fetch
from motcua.law.once_only import ConsentMissing
from motcua.people.actor import job
from motcua.ports import Firm, Garbled, port
from tests import make
from tests.portal.conftest import HANH, words
from tests.portal.walking import begin, fill, post_page

BUILD, BUSINESS = "1.013225", "1.001612"
CODE = "0101243150"
FIRM = Firm(
    CODE, "Công ty cổ phần Hữu Nghị", "Công ty cổ phần", True, date(2010, 5, 4), "Số 8 phố Đội Cấn", "Phạm Quốc Việt", "001080011223", (), 0
)


@pytest.fixture
def firms(settings: Any) -> Any:
    """The business registry in memory."""
    fake = {"BACKEND": "motcua.connectors.business_registry.fake.Client", "OPTIONS": {"firms": [FIRM]}}
    settings.CONNECTORS = {**settings.CONNECTORS, "business_registry": fake}
    port.cache_clear()
    found: FakeFirms = port("business_registry")
    return found


def asked_first(client: Client, code: str = make.COPY) -> str:
    client.post(f"/thu-tuc/{code}/bat-dau/", {"_key": "start"})
    where: str = client.get(reverse("portal:resume", args=[Draft.objects.latest("saved_at").pk])).headers["Location"]
    return where


def test_nothing_is_fetched_before_the_person_agreed_and_they_are_told_what_from_where_what_for(
    hers: Client, registry: FakeRegistry
) -> None:
    where = asked_first(hers)
    assert where.endswith("/dong-y/")
    assert not registry.purposes
    said = words(hers.get(where))
    for told in ("CSDL quốc gia về dân cư", "ngày sinh", "Điền sẵn tờ khai “Cấp bản sao từ sổ gốc”", "91/2025/QH15", "xóa khi hồ sơ đóng"):
        assert told in said
    assert hers.post(where, {"_key": "a", "choice": "agree"}).status_code == 302
    assert len(registry.purposes) == 1
    kept = Consent.objects.get()
    assert (kept.agreed, kept.text_version, kept.told["database"]) == (True, "2026-11", "CSDL quốc gia về dân cư")
    assert Lookup.objects.get().consent == kept


def test_refusing_costs_nothing_and_the_mind_may_be_changed(hers: Client, registry: FakeRegistry) -> None:
    draft = begin(hers, make.COPY, "refuse")
    assert not registry.purposes
    post_page(hers, draft, "relation", {"relation": "self"})
    page = reverse("portal:apply", args=[draft.pk, "holder"])
    assert "Nguyễn Thị Hạnh" in words(hers.get(page)), "what the account itself told is no query"
    review = fill(hers, draft, make.ANSWERS[make.COPY])
    hers.post(review, {"_key": "once"})
    assert Dossier.objects.get().lookups.count() == 0
    assert Consent.objects.get().dossier == Dossier.objects.get()


def test_neither_choice_is_refused_in_words(hers: Client, registry: FakeRegistry) -> None:
    answer = hers.post(asked_first(hers), {"_key": "a"})
    assert answer.status_code == 422
    assert "Chọn một trong hai" in words(answer)
    assert not registry.purposes
    assert not Consent.objects.exists()


def test_an_act_that_would_fill_in_a_form_without_leave_is_refused(citizen: Any) -> None:
    draft = make.draft(make.COPY, citizen)
    with pytest.raises(ConsentMissing):
        lookups.ask_for_draft(draft, HANH.number, by=make.actor(citizen), at=make.MONDAY)
    assert not Lookup.objects.exists()


def test_what_a_draft_was_answered_passes_on_and_nobody_asks_again(hers: Client, registry: FakeRegistry) -> None:
    draft = begin(hers, make.COPY)
    hers.post(fill(hers, draft, make.ANSWERS[make.COPY]), {"_key": "once"})
    dossier = Dossier.objects.get()
    again = lookups.ask_for_dossier(dossier, HANH.number, by=make.actor("receiver"), at=make.later(hours=1))
    assert (again.draft_id, again.dossier_id, again.state) == (draft.pk, dossier.pk, Lookup.State.MATCHED)
    assert len(registry.purposes) == Lookup.objects.count() == 1


def test_a_question_under_way_is_not_asked_twice_and_one_that_failed_is_asked_in_its_own_row(citizen: Any) -> None:
    dossier, by = make.submitted(user=citizen), make.actor("receiver")
    first = lookups.ask_for_dossier(dossier, HANH.number, by=by, at=make.MONDAY)
    second = lookups.ask_for_dossier(
        dossier, HANH.number, by=make.actor(make.new_officer("receiver")), at=make.MONDAY + timedelta(seconds=2)
    )
    assert second.pk == first.pk
    assert not second.waits_for(str(make.officer("receiver").pk), make.MONDAY + timedelta(seconds=2))
    lookups.record_answer(first, None, failed=True, why="no answer within 0.8 s", by=by, at=make.MONDAY)
    third = lookups.ask_for_dossier(dossier, HANH.number, by=by, at=make.later(minutes=1))
    assert (third.pk, third.tries, Lookup.objects.count()) == (first.pk, 2, 1)


@pytest.mark.parametrize("wrong", [{"number": "001194012373"}, {"name": "Nguyễn Thị Hanh"}, {"birth_date": date(1994, 3, 15)}])
def test_a_near_miss_tells_nothing_of_the_person(hers: Client, citizen: Any, registry: FakeRegistry, wrong: dict[str, Any]) -> None:
    registry._people = {}
    fake = FakeRegistry([HANH.__class__(**{**vars(HANH), **wrong})])
    registry._people = fake._people
    draft = begin(hers, make.BIRTH)
    post_page(hers, draft, "parents", {"relation": "mother", "parents": "married"})
    said = words(hers.get(reverse("portal:apply", args=[draft.pk, "mother"])))
    lookup = Lookup.objects.get()
    assert (lookup.state, lookup.answer) == (Lookup.State.NO_MATCH, None)
    assert "không có người khớp" in said
    assert HANH.residence not in said
    assert "Trần Văn Minh" not in said


def test_an_answer_about_somebody_else_is_nobody(citizen: Any) -> None:
    dossier, by = make.submitted(user=citizen), make.actor("receiver")
    lookup = lookups.ask_for_dossier(dossier, "001094045678", by=by, at=make.MONDAY)
    lookups.record_answer(lookup, HANH, by=by, at=make.MONDAY)
    assert (lookup.state, lookup.answer) == (Lookup.State.NO_MATCH, None)


def test_a_household_business_gets_its_household_from_the_registry(hers: Client, registry: FakeRegistry) -> None:
    registry._people[HANH.number] = HANH.__class__(**{**vars(HANH), "head_name": "Trần Văn Minh", "head_number": "001094045678"})
    draft = begin(hers, BUSINESS)
    post_page(hers, draft, "owner", {"founders": "household", "applicant_is": "owner"})
    said = words(hers.get(reverse("portal:apply", args=[draft.pk, "person"])))
    assert "Trần Văn Minh, 001094045678 (chủ hộ; vợ hoặc chồng)" in said
    assert "Lấy từ CSDL quốc gia về dân cư (gia đình)" in said


def house(hers: Client, draft: Draft, code: str, **more: str) -> Any:
    shown = "floors basements footprint floor_area height designer_tax_code designer review"
    return post_page(hers, draft, "house", {"_shown": shown, "designer_tax_code": code, "review": "no", **more})


def test_a_firm_is_named_by_its_tax_code_alone(hers: Client, firms: FakeFirms) -> None:
    draft = begin(hers, BUILD)
    answer = house(hers, draft, "0101 243 150")
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("/trang/house/"), "shown again with what the registry says"
    said = words(hers.get(answer.headers["Location"]))
    assert "Công ty cổ phần Hữu Nghị" in said
    assert "CSDL quốc gia về đăng ký doanh nghiệp" in said
    assert [each.subject for each in firms.purposes] == [str(draft.pk)]
    house(hers, draft, CODE)
    assert len(firms.purposes) == 1


def test_a_code_nobody_has_and_one_that_is_none_are_said_and_a_refusal_asks_nothing(hers: Client, firms: FakeFirms) -> None:
    draft = begin(hers, BUILD)
    assert "Mã số thuế có 10 chữ số" in words(house(hers, draft, "0101243151"))
    house(hers, draft, "0100109106")
    assert "CSDL doanh nghiệp không có mã số thuế này" in words(hers.get(reverse("portal:apply", args=[draft.pk, "house"])))
    assert len(firms.purposes) == 1


def test_a_tax_code_given_by_one_who_refused_is_looked_up_nowhere(hers: Client, firms: FakeFirms) -> None:
    house(hers, begin(hers, BUILD, "refuse"), CODE)
    assert not firms.purposes


def test_a_firm_not_fetched_is_fetched_by_the_job_and_stands_there_later(hers: Client, firms: FakeFirms) -> None:
    firms.down = True
    draft = begin(hers, BUILD)
    house(hers, draft, CODE)
    page = reverse("portal:apply", args=[draft.pk, "house"])
    assert "đang lấy, có thì tự điền" in words(hers.get(page))
    firms.down = False
    fetch(str(Lookup.objects.get(system="business").pk))
    assert "Công ty cổ phần Hữu Nghị" in words(hers.get(page))
    assert "001080011223" not in str(hers.get(page).content), "the representative's number is theirs alone"


def test_answers_are_erased_when_the_dossier_closes_and_that_it_was_asked_stays(citizen: Any) -> None:
    by = make.actor("receiver")
    open_one, ended = make.submitted(user=citizen), make.returned()
    for dossier, index in ((open_one, 1), (ended, 2)):
        Lookup(dossier=dossier, person_index=str(index), system="population", asked_by=by.id, asked_at=make.MONDAY, state="matched",
               answer={"name": "Hạnh"}, evidence="<x/>", number="1").save()  # fmt: skip
    assert tidying.erase_answers(by=job("tidying"), at=make.later(days=1)) == 1
    kept, gone = Lookup.objects.get(person_index="1"), Lookup.objects.get(person_index="2")
    assert kept.answer == {"name": "Hạnh"}
    assert (gone.answer, gone.evidence, gone.number, gone.state, gone.asked_by) == (None, None, None, "matched", by.id)
    assert gone.erased_at == make.later(days=1)
    assert verify(tidying.ANSWERS) == (1, 1, [])
    assert tidying.erase_answers(by=job("tidying"), at=make.later(days=2)) == 0


def test_an_answer_in_a_draft_that_was_left_is_erased_too(hers: Client, registry: FakeRegistry) -> None:
    begin(hers, make.COPY)
    assert tidying.erase_answers(by=job("tidying"), at=make.later(days=29)) == 0
    assert tidying.erase_answers(by=job("tidying"), at=make.later(days=31)) == 1
    assert Lookup.objects.get().answer is None


def test_the_person_sees_who_asked_which_database_about_them_what_for_and_that_they_agreed(hers: Client, registry: FakeRegistry) -> None:
    begin(hers, make.COPY)
    said = words(hers.get(reverse("portal:reads")))
    for told in ("CSDL quốc gia về dân cư", "Chính bạn", "Điền sẵn tờ khai: Cấp bản sao từ sổ gốc", "lời hỏi bản 2026-11", "Có trả lời"):
        assert told in said
    dossier = make.submitted(make.BIRTH)
    lookup = lookups.ask_for_dossier(dossier, HANH.number, by=make.actor("receiver"), at=make.later(minutes=5))
    lookups.record_answer(lookup, None, failed=True, by=make.actor("receiver"), at=make.later(minutes=5))
    said = words(hers.get(reverse("portal:reads")))
    assert "UBND phường Cửa Nam" in said
    assert "Đối chiếu người nộp" in said
    assert "Chưa trả lời" in said


def test_a_correction_is_seen_by_the_officer_beside_what_was_told_and_by_the_person(hers: Client, registry: FakeRegistry) -> None:
    from tests.counter.conftest import signed_in as officer_in

    draft = begin(hers, "1.004873")
    review = fill(hers, draft, {**make.answers_of("1.004873"), "relation": "self"})
    post_page(hers, draft, "person", {"_edit": "person_residence", "_shown": ""})
    home = "Số 9 phố Hàng Bạc, phường Hàng Bạc, quận Hoàn Kiếm"
    post_page(hers, draft, "person", {"_shown": "person_residence", "person_residence": home})
    said = words(hers.get(review))
    assert "Người nộp ghi lại điều lấy từ CSDL quốc gia về dân cư (cư trú)" in said
    assert "phường Hàng Bạc, quận Hoàn Kiếm nay thuộc phường Hoàn Kiếm" in said
    assert "Lấy từ CSDL quốc gia về dân cư, 23/11/2026" in said
    hers.post(review, {"_key": "once"})
    dossier = Dossier.objects.get()
    page = words(officer_in(make.officer("receiver", dossier.receiver.code)).get(f"/mot-cua/{dossier.pk}/"))
    assert "CSDL quốc gia về dân cư (cư trú) cho: Phường Cửa Nam, thành phố Hà Nội" in page
    assert dossier.reasked.rows[0]["cause"] == "corrected"


def test_a_paper_asked_instead_stands_on_the_persons_page_with_its_reason(hers: Client, registry: FakeRegistry) -> None:
    from motcua.acts import instead

    dossier, by = make.submitted(), make.actor("receiver")
    assert "Không phải nộp: lấy từ CSDL quốc gia về dân cư" in words(hers.get(reverse("portal:dossier", args=[dossier.pk])))
    lookup = lookups.ask_for_dossier(dossier, HANH.number, by=by, at=make.MONDAY)
    lookups.record_answer(lookup, None, failed=True, by=by, at=make.MONDAY)
    instead.ask_paper(dossier, requirement="identity", reason="CSDL dân cư bảo trì đến chiều", by=by, at=make.MONDAY, key="k")
    said = words(hers.get(reverse("portal:dossier", args=[dossier.pk])))
    assert "Cần bản giấy vì cơ sở dữ liệu không trả lời" in said
    assert "CSDL dân cư bảo trì đến chiều" in said


def test_nonsense_from_a_registry_is_no_answer_and_is_kept_encrypted(hers: Client, firms: FakeFirms, monkeypatch: Any) -> None:
    def nonsense(**_asked: Any) -> None:
        raise Garbled("the registry answered about another firm", "<somebody else/>")

    monkeypatch.setattr(firms, "look_up", nonsense)
    house(hers, begin(hers, BUILD), CODE)
    kept = Lookup.objects.get(system="business")
    assert (kept.state, kept.answer, kept.evidence) == (Lookup.State.FAILED, None, "<somebody else/>")
    assert "another firm" in kept.failure


def test_at_the_counter_a_tax_code_written_names_the_firm_too(firms: FakeFirms, registry: FakeRegistry) -> None:
    from tests.counter.conftest import signed_in as officer_in

    by = make.officer("receiver")
    draft = make.draft(BUILD, by, Channel.DIRECT, designer=None)
    told = {"business": {"database": "CSDL"}}
    lookups.decide(draft, told, agreed=True, version="1", by=make.actor(by), at=make.MONDAY, key="c")
    posted = {"_shown": "designer_tax_code designer", "designer_tax_code": CODE, "designer": "", "_do": "save", "_key": "s"}
    page = officer_in(by).post(f"/mot-cua/don/{draft.pk}/", posted).content.decode()
    assert 'value="Công ty cổ phần Hữu Nghị"' in page
    assert len(firms.purposes) == 1
