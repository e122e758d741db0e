"""Draft, propose, sign, number, issue (rules 17, 19, 49; NĐ 30/2020 Điều 13-15): four evidenced acts, two people, one number."""

import pytest

from motcua.acts import decision, papers, processing
from motcua.acts.base import AlreadyDone
from motcua.acts.submission import AnswersRefused
from motcua.audit.models import Entry, EntryWords
from motcua.documents import store
from motcua.dossiers.models import Dossier, Paper, Result, Serial
from motcua.law.flow import FlowError
from motcua.law.intake import ReasonMissing
from motcua.law.lifecycle import NotAllowed, Status
from motcua.law.signatures import NotSigned, SamePerson, StaleHash
from motcua.people.actor import job
from motcua.people.models import Agency, Post
from tests import make
from tests.acts.traces import left

pytestmark = pytest.mark.django_db


def how():
    return {"at": make.MONDAY, "key": make.key()}


def draft(dossier, fields=None, outcome="found"):
    chosen = make.FIELDS[outcome] if fields is None else fields
    return processing.draft_result(dossier, outcome=outcome, fields=chosen, by=make.actor("case_officer"), **how())


def kept_paper(dossier):
    return Paper.objects.select_related("document").get(result__dossier=dossier)


def also(user, role):
    """Let one person hold a second role at the ward."""
    ward = Agency.objects.get(code=make.WARD)
    Post(user=user, agency=ward, role=role, title="Kiêm nhiệm", valid_from=make.MONDAY.date()).save(force_insert=True)
    return make.actor(user)


def kept_sha(result):
    assert result.paper is not None
    assert result.paper.document is not None
    return result.paper.document.sha256


def words_of(dossier, act):
    entry = Entry.objects.filter(subject=dossier.pk, act=act).latest("seq")
    return EntryWords.objects.get(pk=entry.pk).words


def test_an_officers_wrong_fields_are_named():
    dossier = make.at_step("work")
    before = left()
    with pytest.raises(AnswersRefused) as refused:
        draft(dossier, fields={"entry": "1"})
    assert {e.field for e in refused.value.errors} == {"register", "content"}
    assert left() == before


def test_an_outcome_the_step_does_not_have_is_refused():
    with pytest.raises(FlowError):
        processing.draft_result(make.at_step("work"), outcome="signed", fields={}, by=make.actor("case_officer"), **how())


def test_nothing_is_proposed_before_its_paper_is_there():
    dossier = make.at_step("work")
    for prepare in (lambda: None, lambda: draft(dossier)):
        prepare()
        with pytest.raises(NotSigned, match="bản dự thảo"):
            processing.propose(dossier, by=make.actor("case_officer"), **how())


def test_a_paper_is_proposed_to_a_signer_of_the_agency_only():
    dossier = draft(make.at_step("work"))
    make.papers()
    with pytest.raises(NotAllowed, match="không giữ vị trí"):
        processing.propose(dossier, by=make.actor("case_officer"), signer=make.officer("receiver"), **how())
    proposed = processing.propose(dossier, by=make.actor("case_officer"), signer=make.officer("signer"), **how())
    assert proposed.step_officer == make.officer("signer")


def test_sent_back_it_returns_to_the_one_who_drafted_and_can_be_drafted_anew():
    dossier = make.at_step("sign")
    first = kept_paper(dossier)
    with pytest.raises(ReasonMissing):
        processing.send_back(dossier, reason="", by=make.actor("signer"), **how())
    back = processing.send_back(dossier, reason="Sai năm sinh", by=make.actor("signer"), **how())
    assert (back.step_key, back.step_officer) == ("search", make.officer("case_officer"))
    assert back.steps.get(outcome="sent_back").note == "Sai năm sinh"
    draft(back)
    make.papers()
    assert kept_paper(back).pk != first.pk


def test_a_signature_over_the_earlier_draft_is_refused():
    dossier = make.at_step("sign")
    old = kept_paper(dossier)
    assert old.document is not None
    processing.send_back(dossier, reason="Sai năm sinh", by=make.actor("signer"), **how())
    draft(dossier, {**make.FIELDS["found"], "entry": "0143"})
    make.papers()
    processing.propose(dossier, by=make.actor("case_officer"), **how())
    before = left()
    with pytest.raises(StaleHash):
        decision.sign(dossier, over=old.document.sha256, signed_pdf=store.content(old.document) + b"x", by=make.actor("signer"), **how())
    assert left() == before


def test_what_is_signed_must_be_the_draft_with_something_appended():
    dossier = make.at_step("sign")
    document = kept_paper(dossier).document
    assert document is not None
    for other in (b"", b"%PDF-1.7 another", store.content(document)):
        with pytest.raises(StaleHash):
            decision.sign(dossier, over=document.sha256, signed_pdf=other, by=make.actor("signer"), **how())
    assert Result.objects.get().signed is None


def test_who_signed_neither_numbers_nor_issues_though_they_hold_both_posts():
    dossier = make.at_step("issue")
    both = also(make.officer("signer"), "records_clerk")
    for act in (decision.number, lambda d, **k: decision.issue(d, issued_pdf=b"x", **k)):
        with pytest.raises((SamePerson, NotSigned)):
            act(dossier, by=both, **how())
    assert not Result.objects.get().number


def test_a_number_once_given_is_kept_when_issuing_is_tried_again():
    dossier = make.at_step("issue")
    by = make.actor("records_clerk")
    for _ in range(3):
        decision.number(dossier, by=by, **how())
        with pytest.raises(StaleHash):
            decision.issue(dossier, issued_pdf=b"not it", by=by, **how())
    assert Result.objects.get().number == "1/BS-UBND"
    assert Serial.objects.get(book__startswith="result:").last == 1


def test_nothing_is_issued_without_a_number():
    dossier = make.at_step("issue")
    with pytest.raises(NotSigned, match="chưa cấp số"):
        decision.issue(dossier, issued_pdf=b"x", by=make.actor("records_clerk"), **how())


def test_numbers_go_on_through_the_year_and_begin_again_with_the_next():
    for number, day in (
        ("001165000123", make.MONDAY),
        ("001094045678", make.MONDAY),
        ("001094045679", make.MONDAY.replace(year=2027, month=1, day=4)),
    ):
        make.returned(user=make.citizen("Lê Thị Hoa", number), at=day)
    books = Serial.objects.filter(book__startswith="result:").values_list("book", "last")
    assert dict(books) == {"result:BS-UBND:2026": 2, "result:BS-UBND:2027": 1}
    assert sorted(Result.objects.values_list("number", flat=True)) == ["1/BS-UBND", "1/BS-UBND", "2/BS-UBND"]


def test_the_seal_holds_what_was_signed_numbered_and_issued():
    dossier = make.returned()
    result = Result.objects.select_related("signed", "issued", "paper__document").get()
    assert result.signed is not None
    assert result.issued is not None
    signed, numbered, issued = (words_of(dossier, act) for act in ("sign", "number", "issue"))
    assert (signed["over"], signed["signed"]) == (kept_sha(result), result.signed.sha256)
    assert numbered["number"] == issued["number"] == "1/BS-UBND"
    assert issued["issued"] == result.issued.sha256
    assert signed["actor"] == "Trịnh Văn Dũng"


def test_a_written_refusal_is_a_result_too():
    dossier = draft(make.at_step("work"), outcome="not_found")
    make.papers()
    proposed = processing.propose(dossier, by=make.actor("case_officer"), **how())
    assert (proposed.state, Result.objects.get().outcome) == (Status.PROCESSING, "not_found")


def test_a_paper_is_kept_once_and_a_failure_is_said():
    dossier = draft(make.at_step("work"))
    paper = kept_paper(dossier)
    papers.paper_failed(paper, "Thiếu phông chữ", by=job("papers"), at=make.MONDAY)
    assert kept_paper(dossier).failure == "Thiếu phông chữ"
    papers.attach_paper(paper, b"%PDF", {}, by=job("papers"), at=make.MONDAY)
    with pytest.raises(AlreadyDone):
        papers.attach_paper(paper, b"%PDF 2", {}, by=job("papers"), at=make.MONDAY)
    document = kept_paper(dossier).document
    assert document is not None
    assert store.content(document) == b"%PDF"
    assert kept_paper(dossier).failure == ""
    assert Dossier.objects.get(pk=dossier.pk).state is Status.PROCESSING
