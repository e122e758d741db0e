"""An officer corrects the words of a draft: the template's stay beside, the signer sees what changed, what was signed is compared."""

import io
import re

import pytest
from django.test import Client
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from motcua.acts import processing, rewording, wording
from motcua.audit.models import Entry
from motcua.documents import store
from motcua.documents.reading import Unreadable, text_of
from motcua.dossiers.models import Dossier, Paper, Result, Rewording
from motcua.dossiers.texts import against, lines_of
from motcua.law.lifecycle import NotAllowed
from motcua.law.rewording import TextRefused, WordingOpen
from motcua.law.signatures import NotSigned
from tests import make
from tests.desk.conftest import enter
from tests.desk.test_working import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("authority")]
NEW = "Trích lục này cấp cho ông Trần Văn Thử theo sổ gốc."


def drafted() -> tuple[Dossier, Result]:
    """A dossier at work with a rendered draft."""
    dossier = make.at_step("work")
    by = make.actor("case_officer")
    processing.draft_result(dossier, outcome="found", fields=make.FIELDS["found"], by=by, at=make.MONDAY, key=make.key())
    make.papers()
    return dossier, result_of(dossier)


def result_of(dossier: Dossier) -> Result:
    return Result.objects.select_related("paper__document", "signed", "issued").get(dossier=dossier)


def line(dossier: Dossier, label: str = "") -> str:
    """The place of the line with this label, else of the first."""
    return next(each.place for each in wording.worded(dossier, result_of(dossier)) if label in each.label)


def reworded(dossier: Dossier, place: str, text: str = NEW, **more: object) -> Dossier:
    by = make.actor("case_officer")
    return rewording.reword(dossier, {place: text}, by=by, at=make.MONDAY, key=make.key(), **more)  # type: ignore[arg-type]


def printed(dossier: Dossier) -> list[str]:
    paper = result_of(dossier).paper
    assert paper is not None
    return lines_of(paper.values)


def test_a_line_is_said_otherwise_and_the_templates_words_are_kept_with_who_when_and_why() -> None:
    dossier, result = drafted()
    place, before = line(dossier), printed(dossier)
    was = next(each.text for each in wording.worded(dossier, result) if each.place == place)
    reworded(dossier, place, reason="Ghi rõ người nhận")
    kept = Rewording.objects.get(dossier=dossier)
    assert (kept.printed, kept.text, kept.reason, kept.by) == (was, NEW, "Ghi rõ người nhận", make.officer("case_officer"))
    after = printed(dossier)
    assert [new for new in after if new not in before] == [NEW if NEW in after else next(each for each in after if NEW in each)]
    assert Entry.objects.filter(subject=dossier.pk, act="reword").count() == 1
    assert dossier.papers.filter(kind=Paper.Kind.RESULT).count() == 2


def test_one_goes_back_to_the_words_of_the_template() -> None:
    dossier, result = drafted()
    place, before = line(dossier), printed(dossier)
    was = {each.place: each.text for each in wording.worded(dossier, result)}[place]
    reworded(dossier, place)
    reworded(dossier, place, f"  {was} ")
    assert printed(dossier) == before
    kept = Rewording.objects.get(dossier=dossier)
    assert kept.ended_at == make.MONDAY
    with pytest.raises(rewording.NothingReworded):
        reworded(dossier, place, was)


def test_drafting_again_with_other_fields_keeps_what_was_reworded() -> None:
    dossier, _result = drafted()
    place = line(dossier)
    reworded(dossier, place)
    other = {**make.FIELDS["found"], "content": "Nguyễn Thị Hạnh, tốt nghiệp loại giỏi."}
    processing.draft_result(dossier, outcome="found", fields=other, by=make.actor("case_officer"), at=make.MONDAY, key=make.key())
    said = "\n".join(printed(dossier))
    assert NEW in said
    assert "loại giỏi" in said


def test_an_answer_that_changed_beneath_a_rewording_is_a_conflict_that_is_decided_before_proposing() -> None:
    dossier, _result = drafted()
    place = line(dossier, "Người được cấp")
    reworded(dossier, place, "Nguyễn Thị Hạnh (chữ thường)")
    change_name(dossier)
    held = wording.standing_of(dossier, result_of(dossier))
    assert [each.rewording.place for each in held.conflicts] == [place]
    make.papers()
    by = make.actor("case_officer")
    with pytest.raises(WordingOpen, match="Dữ liệu hồ sơ đã đổi ở những câu bạn từng sửa"):
        processing.propose(dossier, by=by, at=make.MONDAY, key=make.key())
    page = enter("case_officer").get(at(dossier, "cau-chu/")).content.decode()
    assert "Trước đây mẫu ghi" in page
    reworded(dossier, place, "Nguyễn Thị Hoa (chữ thường)")
    make.papers()
    assert not wording.standing_of(dossier, result_of(dossier)).conflicts
    processing.propose(dossier, by=by, at=make.MONDAY, key=make.key())


def change_name(dossier: Dossier) -> None:
    """The applicant's answer is corrected after the draft was made."""
    fresh = Dossier.objects.get(pk=dossier.pk)
    fresh.answers = {**fresh.answers, "holder_name": "Nguyễn Thị Hoa"}
    fresh.save(update_fields=["answers"])
    dossier.refresh_from_db()


def test_a_draft_that_no_longer_says_what_the_dossier_says_is_not_proposed() -> None:
    dossier, _result = drafted()
    change_name(dossier)
    with pytest.raises(WordingOpen, match="đã đổi từ khi lập dự thảo"):
        processing.propose(dossier, by=make.actor("case_officer"), at=make.MONDAY, key=make.key())


def test_words_changed_on_a_text_that_is_another_now_are_refused_and_untouched_ones_follow_it() -> None:
    dossier, result = drafted()
    lines = {each.place: each.text for each in wording.worded(dossier, result)}
    name = line(dossier, "Người được cấp")
    other = next(place for place in lines if place != name)
    change_name(dossier)
    with pytest.raises(WordingOpen, match="vừa đổi"):
        rewording.reword(dossier, {name: "Tên khác"}, seen=lines, by=make.actor("case_officer"), at=make.MONDAY, key=make.key())
    both = {name: lines[name], other: NEW}
    rewording.reword(dossier, both, seen=lines, by=make.actor("case_officer"), at=make.MONDAY, key=make.key())
    assert [each.place for each in Rewording.objects.filter(dossier=dossier)] == [other]
    assert "Nguyễn Thị Hoa" in "\n".join(printed(dossier))


def test_nothing_is_emptied_and_without_a_draft_there_is_nothing_to_reword() -> None:
    dossier, _result = drafted()
    with pytest.raises(TextRefused):
        reworded(dossier, line(dossier), "  ")
    with pytest.raises(NotSigned):
        reworded(make.at_step("work"), "body.0.text")
    with pytest.raises(NotAllowed):
        rewording.reword(dossier, {line(dossier): NEW}, by=make.actor("signer"), at=make.MONDAY, key=make.key())
    assert not Rewording.objects.exists()


def boxes(page: str) -> dict[str, str]:
    """What the page's hidden inputs and boxes hold, as a browser sends them."""
    sent = dict(re.findall(r'<input type="hidden" name="(o-[^"]+)" value="([^"]*)"', page))
    sent |= dict(re.findall(r'name="(w-[^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL))
    return {name: text.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&") for name, text in sent.items()}


def reword_page(client: Client, dossier: Dossier) -> dict[str, str]:
    return boxes(client.get(at(dossier, "cau-chu/")).content.decode())


def test_the_page_shows_every_line_keeps_what_was_typed_and_takes_one_back() -> None:
    dossier, _result = drafted()
    client, place = enter("case_officer"), line(dossier)
    assert "Sửa câu chữ dự thảo" in client.get(at(dossier)).content.decode()
    sent = reword_page(client, dossier)
    assert len(sent) == 2 * len(wording.worded(dossier, result_of(dossier)))
    refused = client.post(at(dossier, "cau-chu/"), {**sent, f"w-{place}": " ", "reason": "Vì sao ấy"})
    assert refused.status_code == 422
    assert "Không để trống câu nào" in refused.content.decode()
    assert "Vì sao ấy" in refused.content.decode()
    assert client.post(at(dossier, "cau-chu/"), {**sent, f"w-{place}": NEW}).status_code == 302
    again = client.get(at(dossier, "cau-chu/")).content.decode()
    assert "Câu của mẫu:" in again
    assert NEW in again
    client.post(at(dossier, "cau-chu/"), {**boxes(again), "_back": place})
    assert not Rewording.objects.filter(ended_at=None).exists()
    unchanged = client.post(at(dossier, "cau-chu/"), reword_page(client, dossier))
    assert unchanged.status_code == 422
    assert "Chưa câu nào khác" in unchanged.content.decode()


def test_the_signer_sees_what_was_changed_against_the_template_and_against_the_draft_before() -> None:
    dossier, _result = drafted()
    reworded(dossier, line(dossier))
    make.papers()
    processing.propose(dossier, by=make.actor("case_officer"), at=make.MONDAY, key=make.key())
    page = enter("signer").get(at(dossier, "ky/")).content.decode()
    assert "Cán bộ đã sửa so với mẫu" in page
    assert "Dự thảo lần 2" in page
    assert "<ins>" in page
    assert make.officer("case_officer").name in page


def test_a_draft_nobody_reworded_says_so() -> None:
    page = enter("signer").get(at(make.at_step("sign"), "ky/")).content.decode()
    assert "Câu chữ đúng như mẫu, cán bộ không sửa câu nào." in page


def test_what_was_signed_and_issued_is_read_back_and_equals_the_draft() -> None:
    dossier = make.returned()
    result = result_of(dossier)
    assert result.paper
    assert result.paper.document
    for document in (result.signed, result.issued):
        assert document
        assert against(result.paper.values, store.content(result.paper.document), store.content(document)).equal
    page = enter("records_clerk").get(at(dossier, "so-ban/")).content.decode()
    assert page.count("Đúng từng chữ với bản dự thảo") == 2
    issuing = make.at_step("issue", user=make.citizen("Lê Thị Hoa", "001165000123"))
    assert "Đúng từng chữ" in enter("records_clerk").get(at(issuing, "ban-hanh/")).content.decode()


def forged(pdf: bytes) -> bytes:
    """The signed file with its first page's content replaced by another's, appended as a later revision would be."""
    writer = PdfWriter(io.BytesIO(pdf), incremental=True)
    page = writer.pages[0]
    content = page.get_contents()
    assert content is not None
    data = content.get_data()
    cut = data.find(b"ET", len(data) // 2)
    content.set_data(data[:cut] + data[data.find(b"ET", cut + 2) :])
    page[NameObject("/Contents")] = writer._add_object(content)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_words_taken_out_of_the_signed_file_are_shown_with_a_warning() -> None:
    dossier = make.at_step("issue")
    result = result_of(dossier)
    assert result.paper
    assert result.paper.document
    assert result.signed
    signed = store.content(result.signed)
    bad = forged(signed)
    assert bad.startswith(signed)
    assert len(PdfReader(io.BytesIO(bad)).pages) == len(PdfReader(io.BytesIO(signed)).pages)
    found = against(result.paper.values, store.content(result.paper.document), bad)
    assert not found.equal
    assert found.changed
    kept = store.put("ban-ky.pdf", bad, "application/pdf", at=make.MONDAY)
    Result.objects.filter(pk=result.pk).update(signed=kept)
    page = enter("records_clerk").get(at(dossier, "ban-hanh/")).content.decode()
    assert "Tệp đã ký không nói đúng như bản dự thảo" in page


def test_a_line_the_signed_file_does_not_say_is_named() -> None:
    dossier = make.at_step("issue")
    result = result_of(dossier)
    assert result.paper
    assert result.paper.document
    assert result.signed
    said = {**result.paper.values, "subtitle": "Một câu không có trong tệp"}
    found = against(said, store.content(result.paper.document), store.content(result.signed))
    assert (found.missing, found.changed) == (["Một câu không có trong tệp"], [])
    with pytest.raises(Unreadable):
        text_of(b"no pdf")


def test_who_does_not_hold_the_step_sees_no_boxes() -> None:
    dossier = make.at_step("sign")
    page = enter("signer").get(at(dossier, "cau-chu/")).content.decode()
    assert "Bản này không chờ bạn sửa câu chữ." in page
    assert "<textarea" not in page


def test_who_signs_many_at_once_sees_which_drafts_were_reworded() -> None:
    dossier, _result = drafted()
    reworded(dossier, line(dossier))
    make.papers()
    processing.propose(dossier, by=make.actor("case_officer"), at=make.MONDAY, key=make.key())
    page = enter("signer").get("/xu-ly/ky-nhieu/").content.decode()
    assert "Cán bộ đã sửa 1 câu so với mẫu" in page
