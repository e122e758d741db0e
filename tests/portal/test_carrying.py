"""A draft begun before a new publication is carried to it: what was answered stays, only what is new is asked, what changed is told."""

import copy

import pytest
from django.test import Client

from motcua.acts import drafts, publishing
from motcua.acts.publishing import NewPublication
from motcua.catalogue.comparing import differences
from motcua.catalogue.models import Form, Procedure, Requirement, Revision
from motcua.dossiers.models import Draft
from motcua.law.lifecycle import NotAllowed
from motcua.law.publication import Change, Issuer
from motcua.lib.remembering import forget
from tests import make

pytestmark = pytest.mark.django_db
TODAY = make.MONDAY.date()


def acting():
    return {"by": make.actor(make.officer("procedure_controller", "H26.20")), "at": make.MONDAY, "key": make.key()}


def revised(**facts) -> Revision:
    """Publish a revision with one more question and one more paper."""
    made = publishing.amend_draft(publishing.draft_revision(Procedure.objects.get(code=make.COPY), **acting()), facts, **acting())
    data = copy.deepcopy(made.form.data)
    words = {"vi": "Số hiệu văn bằng", "en": "Number of the diploma"}
    data["schema"]["properties"]["diploma_number"] = {"type": "string"}
    data["schema"].setdefault("required", []).append("diploma_number")
    page = data["layout"]["pages"][0]
    page["questions"] = [*page["questions"], {"field": "diploma_number", "widget": "text", "label": words}]
    made.form = Form.objects.create(key=make.COPY, version=9, data=data)
    made.save()
    Requirement(revision=made, key="diploma", order=9, name={"vi": "Ảnh văn bằng", "en": "Photo of the diploma"}).save()
    return decide(Change.AMEND)


def decide(change: Change) -> Revision:
    procedure = Procedure.objects.get(code=make.COPY)
    made = publishing.begin_publication(NewPublication(Issuer.PROVINCE, None, "UBND thành phố", "", None), **acting())
    publishing.put_procedure(made, procedure, change, **acting())
    publishing.decide(made, number="700/QĐ-UBND", signed_on=TODAY, valid_from=TODAY, **acting())
    forget()
    return Revision.objects.filter(procedure=procedure).latest("number")


@pytest.fixture
def old(client: Client) -> Draft:
    draft = make.draft()
    client.force_login(draft.made_by, backend="motcua.connectors.identity.backend.Backend")
    return draft


def test_an_outdated_draft_tells_what_changed_and_asks_only_what_is_new(client: Client, old: Draft) -> None:
    answers = dict(old.answers)
    later = revised(term="3wd")
    for page in (f"/nop-ho-so/{old.pk}/", f"/nop-ho-so/{old.pk}/xem-lai/", f"/nop-ho-so/{old.pk}/giay-to/"):
        assert client.get(page).headers["Location"] == f"/nop-ho-so/{old.pk}/ban-moi/"
    told = client.get(f"/nop-ho-so/{old.pk}/ban-moi/").content.decode()
    for each in ("Số hiệu văn bằng", "Ảnh văn bằng", "700/QĐ-UBND"):
        assert each in told
    answer = client.post(f"/nop-ho-so/{old.pk}/ban-moi/", {"_key": "carry"})
    carried = Draft.objects.get(pk=old.pk)
    assert carried.revision == later
    assert {k: carried.answers[k] for k in answers if k in carried.answers} == answers
    assert f"/trang/{later.form.data['layout']['pages'][0]['id']}/" in answer.headers["Location"]
    assert "Số hiệu văn bằng" in client.get(answer.headers["Location"]).content.decode()


def test_beginning_again_takes_the_old_draft_up_and_leads_to_what_is_new(client: Client, old: Draft) -> None:
    revised()
    answer = client.post(f"/thu-tuc/{make.COPY}/bat-dau/", {"_key": "again"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/nop-ho-so/{old.pk}/ban-moi/"
    assert Draft.objects.filter(applicant=old.applicant).count() == 1


def test_a_draft_of_an_abolished_procedure_is_said_to_be_so(client: Client, old: Draft) -> None:
    decide(Change.ABOLISH)
    page = client.get(f"/nop-ho-so/{old.pk}/", follow=True).content.decode()
    assert "không còn nhận hồ sơ" in page
    assert client.post(f"/nop-ho-so/{old.pk}/ban-moi/", {"_key": "x"}).status_code == 200
    assert Draft.objects.get(pk=old.pk).revision.number == 1


def test_a_draft_in_order_is_not_carried_anywhere(client: Client, old: Draft) -> None:
    assert client.get(f"/nop-ho-so/{old.pk}/ban-moi/").headers["Location"] == f"/nop-ho-so/{old.pk}/"
    with pytest.raises(NotAllowed):
        drafts.carry(old, old.revision, by=make.actor(old.made_by), at=make.MONDAY)
    later = revised()
    with pytest.raises(NotAllowed):
        drafts.carry(old, later, by=make.actor(make.citizen("Khác", "001094045678")), at=make.MONDAY)


def test_papers_no_longer_asked_for_go_and_the_others_stay() -> None:
    draft = make.draft(make.BIRTH)
    assert draft.files.get().requirement == "birth_paper"
    before = draft.revision
    made = publishing.draft_revision(before.procedure, **acting())
    Requirement.objects.filter(revision=made, key="birth_paper").delete()
    Revision.objects.filter(pk=made.pk).update(valid_from=TODAY)
    drafts.carry(draft, Revision.objects.get(pk=made.pk), by=make.actor(draft.made_by), at=make.MONDAY)
    assert not draft.files.exists()


def test_two_revisions_are_told_apart_part_by_part_in_both_directions() -> None:
    before = make.procedure()
    assert differences(before, before) == []
    after = revised(term="3wd", full_online=False, partial_reason={"vi": "Phải xem bản chính", "en": "The original must be seen"})
    found = {each.part: each for each in differences(before, after)}
    assert found["Thời hạn giải quyết"].added == ["3wd"]
    assert found["Câu hỏi trong tờ khai"].added == ["Số hiệu văn bằng"]
    assert "Phải xem bản chính" in found["Mức dịch vụ công trực tuyến"].after
    back = {each.part: each for each in differences(after, before)}
    assert {part: (each.gone, each.added) for part, each in found.items()} == {p: (e.added, e.gone) for p, e in back.items()}
