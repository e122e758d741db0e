"""The office drafts every part of a revision: papers with conditions, channels and fees, versions, results; what blocks shows live."""

from typing import Any

import pytest
from django.test import Client

from motcua.acts import drafting, publishing
from motcua.acts.drafting import DraftChanged
from motcua.acts.publishing import NotADraft, PublicationRefused
from motcua.catalogue.declaring import channels, papers
from motcua.catalogue.drafting import mark_of, paper_rows
from motcua.catalogue.models import Form, Procedure, Revision, StepPlan
from tests import make

HERE = f"/quan-tri/thu-tuc/{make.COPY}/ban-thao/"


def words(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def acting() -> dict[str, Any]:
    return {"by": make.actor(make.officer("procedure_controller", "H26.20")), "at": make.MONDAY, "key": make.key()}


@pytest.fixture
def draft(controller: Client) -> Revision:
    """The draft of the procedure that gives copies from the register."""
    controller.post(HERE)
    return Revision.objects.get(valid_from=None)


def send(client: Client, draft: Revision, address: str, **values: Any) -> Any:
    return client.post(f"{HERE}{address}", {"seen": mark_of(Revision.objects.get(pk=draft.pk)), **values}, follow=True)


PAPER = {"name_vi": "Ảnh chân dung", "name_en": "Portrait", "basis": "Điều 5", "originals": "2", "copies": "0", "found_in": ""}


def test_a_paper_is_added_with_its_condition_moved_and_taken_out(controller, draft):
    send(controller, draft, "giay-to/moi/", **PAPER)
    assert paper_rows(draft)[-1]["key"] == "anh_chan_dung"
    line = {"rows": "1", "level-0": "1", "kind-0": "test", "field-0": "receive_by", "how-0": "in", "value-0": ["counter", "post"]}
    look = send(controller, draft, "giay-to/anh_chan_dung/khi/", **line, _do="look")
    assert "là một trong" in words(look)
    send(controller, draft, "giay-to/anh_chan_dung/khi/", **line)
    assert paper_rows(draft)[-1]["condition"] == {"field": "receive_by", "in": ["counter", "post"]}
    send(controller, draft, "giay-to/anh_chan_dung/sua/", **{**PAPER, "copies": "1", "why_vi": "Để in", "why_en": "To print"})
    last = paper_rows(draft)[-1]
    assert (last["copies"], last["why"]["en"], last["condition"]["in"]) == (1, "To print", ["counter", "post"])
    send(controller, draft, "giay-to/", _do="up:anh_chan_dung")
    assert [row["key"] for row in paper_rows(draft)].index("anh_chan_dung") == len(paper_rows(draft)) - 2
    assert len(make.procedure().requirements.all()) == len(paper_rows(draft)) - 1
    compared = words(controller.get(f"/quan-tri/thu-tuc/{make.COPY}/so-sanh/1/2/"))
    assert "Ảnh chân dung (2 bản chính, 1 bản sao)" in compared
    assert "là một trong “Nhận bản giấy tại quầy”" in compared or "là một trong" in compared
    send(controller, draft, "giay-to/", _do="remove:anh_chan_dung")
    assert papers.found(paper_rows(draft), "anh_chan_dung") is None


def test_what_is_wrong_with_a_paper_is_said_at_its_input(controller, draft):
    bad = {**PAPER, "name_en": "", "hint_vi": "Chụp rõ", "originals": "nhiều"}
    answer = send(controller, draft, "giay-to/moi/", **bad)
    page = words(answer)
    assert answer.status_code == 422
    assert page.count("Ghi bằng cả tiếng Việt và tiếng Anh.") >= 2
    assert "Ghi số bản, từ 0 đến 99." in page
    assert 'value="nhiều"' in page
    none = send(controller, draft, "giay-to/moi/", **{**PAPER, "originals": "0"})
    assert "ít nhất một bản chính hoặc một bản sao" in words(none)
    line = {"rows": "1", "level-0": "1", "kind-0": "test", "field-0": "", "how-0": "is"}
    assert "Chọn câu hỏi để xét." in words(send(controller, draft, f"giay-to/{paper_rows(draft)[0]['key']}/khi/", **line))


def test_a_procedure_without_papers_says_so_or_is_blocked(controller, draft):
    for row in paper_rows(draft):
        page = send(controller, draft, "giay-to/", _do=f"remove:{row['key']}")
    assert "Thiếu phần bắt buộc" in words(page)
    page = words(send(controller, draft, "giay-to/", _do="none", no_papers="yes"))
    assert "Thiếu phần bắt buộc" not in page
    draft.refresh_from_db()
    assert draft.facts["no_papers"] is True


def test_channels_and_fee_lines_are_opened_closed_and_written(controller, draft):
    page = words(controller.get(f"{HERE}cach-nop/"))
    assert 'id="channel-1" name="channel-1" type="checkbox" value="yes" checked' in page
    opened = {"channel-2": "yes", "channel-3": "yes", "lines-2": "1", "lines-1": "0", "lines-3": "1"}
    fees = {"name-2-0": "Phí cấp bản sao, một bản", "amount-2-0": "8.000", "name-3-0": "Lệ phí bưu chính", "set_by-3-0": "city"}
    more = words(send(controller, draft, "cach-nop/", **opened, **fees, _do="add:2"))
    assert 'name="lines-2" value="2"' in more
    assert 'value="Lệ phí bưu chính"' in more
    wrong = send(controller, draft, "cach-nop/", **opened, **{**fees, "amount-2-0": "tám nghìn", "name-3-0": "", "condition-3-0": "gửi xa"})
    assert wrong.status_code == 422
    assert "Ghi số tiền bằng chữ số" in words(wrong)
    assert "Ghi tên khoản phí" in words(wrong)
    send(controller, draft, "cach-nop/", **opened, **fees)
    draft.refresh_from_db()
    assert [each["channel"] for each in draft.facts["channels"]] == [2, 3]
    assert draft.facts["channels"][0]["fees"] == [{"name": "Phí cấp bản sao, một bản", "amount": 8000}]
    assert draft.facts["channels"][1]["fees"] == [{"name": "Lệ phí bưu chính", "set_by": "city"}]
    assert "Chọn ít nhất một cách nộp." in words(send(controller, draft, "cach-nop/"))


@pytest.mark.parametrize("code", [make.COPY, make.BIRTH, "2.000815", "1.013225"])
def test_what_ships_goes_through_the_tables_and_comes_back_the_same(controller, code):
    held = make.procedure(code)
    opened, lines = channels.typed_of(held.facts["channels"])
    assert channels.written(held.facts["channels"], opened, lines) == (held.facts["channels"], {})
    rows = paper_rows(held)
    for row in rows:
        assert papers.written(rows, row["key"], papers.typed_of(row)) == (rows, {})


def test_another_version_of_form_and_process_is_chosen_and_its_holes_block_at_once(controller, draft):
    birth = Form.objects.get(key=make.BIRTH)
    plan = StepPlan.objects.get(key=make.COPY)
    page = words(controller.get(f"{HERE}phien-ban/"))
    assert "Cấp bản sao từ sổ gốc, phiên bản 1" in page
    answer = send(controller, draft, "phien-ban/", form=birth.pk, plan=plan.pk)
    assert "mà tờ khai không hỏi" in words(answer)
    draft.refresh_from_db()
    assert draft.form == birth
    assert send(controller, draft, "phien-ban/", form="khác", plan=plan.pk).status_code == 422


def test_results_and_conditions_are_lines_of_the_common_part(controller, draft):
    page = words(controller.get(f"{HERE}sua/"))
    code = draft.facts["results"][0].get("code", "")
    assert f"{code}; {draft.facts['results'][0]['vi']}" in page
    from tests.office.test_publishing import amended

    amended(controller, results="KQ.1; Bản sao; Copy\nTrích lục", needs_vi="Có tên trong sổ gốc", needs_en="Be in the register")
    draft.refresh_from_db()
    assert draft.facts["results"] == [{"code": "KQ.1", "vi": "Bản sao", "en": "Copy"}, {"vi": "Trích lục", "en": "Trích lục"}]
    assert draft.facts["conditions"] == {"vi": "Có tên trong sổ gốc", "en": "Be in the register"}


def test_two_officers_draft_and_the_later_is_told(controller, draft):
    opened = mark_of(draft)
    drafting.write_papers(draft, [*paper_rows(draft)][:-1], seen=opened, **acting())
    late = controller.post(f"{HERE}giay-to/moi/", {"seen": opened, **PAPER})
    assert late.status_code == 422
    assert "Bản thảo đã có người khác sửa" in words(late)
    assert 'value="Ảnh chân dung"' in words(late)
    with pytest.raises(DraftChanged):
        publishing.amend_draft(draft, {"term": "3wd"}, seen=opened, **acting())


def test_what_is_decided_is_not_drafted_any_more(controller):
    held = make.procedure()
    with pytest.raises(NotADraft):
        drafting.write_papers(held, [], seen="", **acting())
    with pytest.raises(NotADraft):
        drafting.choose_versions(held, form=held.form, **acting())
    assert held.requirements.count()


def test_a_form_goes_into_all_drafts_or_none(controller):
    form = make.procedure().form
    procedures = [Procedure.objects.get(code=make.BIRTH), Procedure(code="9.9", name={"vi": "x"}, sector={"vi": "x"})]
    procedures[1].save()
    with pytest.raises(PublicationRefused):
        drafting.use_form(form, procedures, **acting())
    assert not Revision.objects.filter(valid_from=None).exists()
    how = acting()
    made = drafting.use_form(form, procedures[:1], **how)
    assert (made[0].form, made[0].valid_from) == (form, None)
    again = drafting.use_form(form, procedures[:1], **how)
    assert [each.pk for each in again] == [each.pk for each in made]


@pytest.mark.parametrize("address", ["giay-to/", "giay-to/moi/", "cach-nop/", "phien-ban/", "giay-to/x/khi/"])
def test_without_a_draft_there_is_nothing_to_write(controller, address):
    assert controller.get(f"{HERE}{address}").status_code == 404


def test_the_administrator_does_not_draft(administrator, draft):
    assert administrator.get(f"{HERE}giay-to/").status_code == 403


def test_a_reused_form_is_tied_to_its_procedure_by_choosing_questions(controller, draft):
    page = words(controller.get(f"{HERE}noi-to-khai/"))
    assert "{answers.document_kind}" in page
    tied = {"agency": "agency", "phone": "phone", "email": "", "copy": "copies", "page": "", "summary": "Bản sao {answers.document_kind}"}
    wrong = send(controller, draft, "noi-to-khai/", **{**tied, "summary": "{answers.nothing}", "agency": "phone"})
    assert wrong.status_code == 422
    assert "Tờ khai không hỏi: nothing." in words(send(controller, draft, "noi-to-khai/", **{**tied, "summary": "{answers.nothing}"}))
    send(controller, draft, "noi-to-khai/", **tied)
    draft.refresh_from_db()
    assert draft.facts["contact"] == {"phone": "phone"}
    assert draft.facts["counts"] == {"copy": "copies"}
    assert (draft.facts["agency_field"], draft.facts["summary"]) == ("agency", "Bản sao {answers.document_kind}")
    compared = words(controller.get(f"/quan-tri/thu-tuc/{make.COPY}/so-sanh/1/2/"))
    assert "<del>Thư điện tử để báo tin: " in compared
    assert "<ins>Bản sao {answers.document_kind}</ins>" in compared


def test_a_paper_that_waits_for_an_answer_the_form_does_not_offer_blocks(controller, draft):
    rows = papers.with_condition(paper_rows(draft), paper_rows(draft)[0]["key"], {"field": "receive_by", "is": "pigeon"})
    drafting.write_papers(draft, rows, seen="", **acting())
    assert "chờ câu trả lời “pigeon”" in words(controller.get(f"/quan-tri/thu-tuc/{make.COPY}/"))
    assert "chờ câu trả lời “pigeon”" in words(controller.get(f"{HERE}sua/"))
