"""Ten more procedures are data only: each is walked by the same acts, granted, refused and, for land, across a tax pause."""

from typing import Any

import pytest

from motcua.acts import decision, processing, reception, submission, suspension
from motcua.dossiers.models import Channel, Dossier, Paper, Result
from motcua.law.calendar import HANOI
from motcua.law.flow import WrongPerson
from motcua.law.intake import ComponentsMissing
from motcua.law.lifecycle import Status
from motcua.people.models import Agency
from tests import make

pytestmark = pytest.mark.django_db

HOUSE, LAND, TREES, CERTIFICATE = "1.013225", "1.013950", "1.002693", "1.012783"
COMPETENT = {TREES: "H26.03", CERTIFICATE: "H26.04.01"}
REFUSALS = {"2.000635": ("not_found", {"searched": "Đã tra sổ năm 1993 đến 1995, không có tên."})}


@pytest.mark.parametrize("code", sorted(make.SETTLED))
def test_it_walks_from_application_to_signed_result(code):
    dossier = make.returned(code)
    result = Result.objects.select_related("paper").get(dossier=dossier)
    assert dossier.state is Status.RETURNED
    assert dossier.competent.code == COMPETENT.get(code, make.WARD)
    assert not dossier.steps.filter(finished_at=None).exists()
    assert (result.issued is not None, result.number[:2]) == (True, "1/")
    assert result.paper is not None
    assert "…" not in str(result.paper.values["body"])


@pytest.mark.parametrize("code", sorted(make.SETTLED))
def test_what_is_not_eligible_gets_a_written_reply(code):
    outcome, fields = REFUSALS.get(code, ("refused", {"reason": "Chưa đủ điều kiện theo điều luật đã dẫn."}))
    dossier = make.work(outcome, make.at_step("work", code), make.MONDAY, fields)
    paper = Paper.objects.get(result__dossier=dossier)
    assert dossier.step_role == "signer"
    assert paper.values["title"] == "VĂN BẢN TRẢ LỜI"
    assert "…" not in str(paper.values["body"])


def test_the_head_of_a_paper_names_the_agency_and_the_one_above_it():
    heads = {}
    for code in (TREES, CERTIFICATE, HOUSE):
        dossier = make.at_step("sign", code)
        values = Paper.objects.get(result__dossier=dossier).values
        heads[code] = (values["parent_agency"], values["agency_lines"])
    assert heads[TREES] == ("Ủy ban nhân dân thành phố Hà Nội", ["Sở Xây dựng"])
    assert heads[CERTIFICATE] == ("Sở Nông nghiệp và Môi trường", ["Văn phòng Đăng ký đất đai Hà Nội"])
    assert heads[HOUSE] == (None, ["UBND phường Cửa Nam"])


def test_the_promise_is_the_published_term():
    ends = {code: make.received(code, make.citizen()).promised_at for code in ("1.000656", "1.004873", TREES, HOUSE)}
    assert f"{ends['1.000656']:%d/%m %H:%M}" == "23/11 17:30"
    assert f"{ends['1.004873']:%d/%m %H:%M}" == "27/11 09:00"  # 24/11 is a holiday
    assert f"{ends[TREES]:%d/%m %H:%M}" == "08/12 09:00"
    assert f"{ends[HOUSE]:%d/%m %H:%M}" == "08/12 09:00"  # 15 calendar days


def test_certifying_a_copy_is_done_at_the_counter_over_the_original():
    by = make.actor("receiver")
    draft = make.draft("2.000815", channel=Channel.DIRECT)
    ward = Agency.objects.get(code=make.WARD)
    dossier = submission.submit(draft, by=by, at=make.MONDAY, key=make.key(), receiver=ward)
    seen = [reception.Seen("original", "seen", originals=1)]
    dossier = reception.receive(dossier, seen=seen, by=by, at=make.MONDAY, key=make.key())
    assert (dossier.state, dossier.channel) == (Status.RECEIVED, Channel.DIRECT)


def test_a_house_with_neighbours_needs_the_undertaking():
    draft = make.draft(HOUSE)
    draft.files.filter(requirement="safety").delete()
    with pytest.raises(ComponentsMissing, match="an toàn đối với công trình liền kề"):
        submission.submit(draft, by=make.actor(make.citizen()), at=make.MONDAY, key=make.key())


def test_who_signs_a_building_permit_did_not_draft_it():
    dossier = make.at_step("sign", HOUSE)
    drafted = dossier.steps.get(key="draft").officer
    assert drafted is not None
    with pytest.raises(WrongPerson):
        dossier.revision.plan.plan().check_person("sign", str(drafted.pk), {"draft": str(drafted.pk)})


def test_a_building_permit_asks_two_opinions_at_once_and_examines_again_when_they_are_unclear():
    dossier = make.received(HOUSE)
    by, how = make.actor("case_officer"), dict[str, Any](at=make.MONDAY)
    dossier = reception.forward(dossier, officer=make.officer("case_officer"), by=make.actor("receiver"), key=make.key(), **how)
    for again in (True, False):
        dossier = processing.complete(dossier, outcome="consult", by=by, key=make.key(), **how)
        assert set(dossier.steps.filter(finished_at=None).values_list("key", flat=True)) == {"planning", "site"}
        dossier = processing.complete(dossier, outcome="visited", by=make.actor("unit_head"), key=make.key(), **how)
        assert dossier.step_key == "planning"
        dossier = processing.complete(dossier, outcome="given", by=by, key=make.key(), **how)
        assert (dossier.step_key, dossier.parallel) == ("draft", False)
        if again:
            dossier = processing.complete(dossier, outcome="again", by=by, key=make.key(), **how)
    outcome, fields = make.SETTLED[HOUSE][0]
    assert make.work(outcome, dossier, make.MONDAY, fields).step_key == "sign"


def test_land_goes_back_to_its_first_phase_when_the_tax_information_does_not_match():
    dossier = make.at_step("work_2", LAND)
    dossier = processing.complete(dossier, outcome="again", by=make.actor("case_officer"), at=make.MONDAY, key=make.key())
    assert dossier.step_key == "appraise"
    (assessed, slip), _granted = make.SETTLED[LAND]
    assert make.work(assessed, dossier, make.MONDAY, slip).step_key == "decide"


def test_land_waits_for_the_tax_and_its_clock_with_it():
    dossier = make.at_step("work_2", LAND)
    promised, officer = dossier.promised_at, make.actor("case_officer")
    assert Paper.objects.get(result__dossier=dossier).values["title"].startswith("PHIẾU CHUYỂN THÔNG TIN")
    dossier = suspension.suspend(dossier, what="Tiền thuê đất trả một lần", amount=120_000_000, by=officer, at=make.MONDAY, key=make.key())
    assert dossier.state is Status.FINANCIAL_DUTY
    paid = make.later(days=10)
    dossier = suspension.resume(dossier, proof="Giấy nộp tiền 0012345", by=officer, at=paid, key=make.key())
    assert dossier.state is Status.PROCESSING
    assert dossier.promised_at is not None
    assert f"{dossier.promised_at.astimezone(HANOI):%d/%m %H:%M}" == "08/12 09:00"  # five days of phase 2, from the payment
    assert dossier.due_at == promised  # what was promised first is never overwritten
    outcome, fields = make.SETTLED[LAND][1]
    dossier = make.work(outcome, dossier, paid, fields)
    assert (dossier.step_key, Result.objects.get(dossier=dossier).template) == ("sign", f"{LAND}:quyet-dinh")


def test_the_second_phase_of_land_stays_with_who_began_it():
    dossier = make.at_step("work_2", LAND)
    other = make.new_officer("case_officer")
    with pytest.raises(WrongPerson):
        processing.assign(dossier, officer=other, by=make.actor("unit_head"), at=make.MONDAY, key=make.key())


def test_a_number_is_of_the_kind_of_paper():
    numbers = {}
    for code in (TREES, LAND):
        dossier: Dossier = make.at_step("issue", code)
        clerk = make.actor(make.officer("records_clerk", dossier.competent.code))
        decision.number(dossier, by=clerk, at=make.MONDAY, key=make.key())
        numbers[code] = Result.objects.get(dossier=dossier).number
    assert numbers == {TREES: "1/GP-SXD", LAND: "1/QĐ-UBND"}
