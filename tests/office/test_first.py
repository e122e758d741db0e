"""A procedure that only the nation has published becomes one that people can apply for, without code and without a folder of data."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client

from motcua.acts import publishing
from motcua.acts.drafting import choose_versions
from motcua.acts.first_draft import begin_first
from motcua.acts.importing import import_files
from motcua.acts.publishing import PublicationRefused
from motcua.catalogue.finding import in_force
from motcua.catalogue.models import Form, Procedure, Revision
from motcua.fees.trial import standing
from motcua.law.lifecycle import NotAllowed
from motcua.law.publication import Change, Issuer
from motcua.people.actor import job
from tests import make
from tests.catalogue.pages import made_up
from tests.office.conftest import CITY_AGENCY

CODE = "1.009999"
HERE = f"/quan-tri/thu-tuc/{CODE}/"


@pytest.fixture(autouse=True)
def nation(tmp_path: Path, db: None) -> None:
    """One record of the nation that the city has no revision of."""
    (tmp_path / "nation.json").write_text(json.dumps([{**made_up(3), "ma_thu_tuc": CODE}]), encoding="utf-8")
    assert not import_files([tmp_path / "nation.json"], source="test", by=job("test"), at=make.MONDAY).rejected


def controller_of() -> object:
    return make.actor(make.officer("procedure_controller", CITY_AGENCY))


def words(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def begun() -> Revision:
    procedure = Procedure.objects.get(code=CODE)
    return begin_first(procedure, term="5wd", kind="commune", supplement_days=7, by=controller_of(), at=make.MONDAY, key=make.key())  # type: ignore[arg-type]


def test_the_page_of_the_procedure_offers_it_and_the_form_shows_what_the_record_says(controller: Client) -> None:
    assert f'href="{HERE}ban-dau/"' in words(controller.get(HERE))
    page = words(controller.get(f"{HERE}ban-dau/"))
    assert "Soạn bản công bố đầu tiên từ bản ghi quốc gia" in page


def test_a_term_that_cannot_be_read_is_told_beside_it_and_nothing_is_begun(controller: Client) -> None:
    answer = controller.post(f"{HERE}ban-dau/", {"term": "vài hôm", "kind": "commune", "supplement_days": "7"})
    assert answer.status_code == 422
    assert "vài hôm" in words(answer)
    assert not Revision.objects.filter(procedure__code=CODE).exists()


def test_the_draft_is_there_to_be_worked_on_and_holds_on_no_day(controller: Client) -> None:
    answer = controller.post(f"{HERE}ban-dau/", {"term": "5wd", "kind": "commune", "supplement_days": "7"})
    assert (answer.status_code, answer.headers["Location"]) == (302, HERE)
    draft = Revision.objects.get(procedure__code=CODE)
    assert (draft.number, draft.valid_from, draft.term) == (1, None, "5wd")
    page = words(controller.get(HERE))
    assert "Bản thảo lần 1" in page
    for part in ("ban-thao/sua/", "ban-thao/giay-to/"):
        assert f"{HERE}{part}" in page
    for other in (f"/quan-tri/to-khai/{CODE}/", f"/quan-tri/quy-trinh/{CODE}/", f"/quan-tri/quy-trinh/{CODE}/1/"):
        assert controller.get(other).status_code == 200, other
    assert "Kích hoạt từ hôm nay" not in words(controller.get(f"/quan-tri/quy-trinh/{CODE}/1/"))
    assert controller.get(f"{HERE}ban-dau/").status_code == 404


def test_sent_twice_it_is_one_draft_and_leads_to_it(controller: Client) -> None:
    told = {"term": "5wd", "kind": "commune", "supplement_days": "7"}
    for _ in range(2):
        answer = controller.post(f"{HERE}ban-dau/", told)
        assert (answer.status_code, answer.headers["Location"]) == (302, HERE)
    assert Revision.objects.filter(procedure__code=CODE).count() == 1


def test_decided_it_is_in_force_and_can_be_applied_for() -> None:
    by, at = controller_of(), make.MONDAY
    draft = begun()
    assert [block.gate for block in standing(draft, at.date())] == ["partial_reason", "own_form"]
    written = Form(key=CODE, version=2, data=draft.form.data, name=draft.form.name, saved_by="Bùi Thị Mỹ Lệ", saved_at=at)
    written.save()
    draft = choose_versions(draft, form=written, by=by, at=at, key=make.key())  # type: ignore[arg-type]
    reason = {"partial_reason": {"vi": "Bản chính phải đối chiếu tại quầy.", "en": "Originals are compared at the counter."}}
    publishing.amend_draft(draft, reason, by=by, at=at, key=make.key())  # type: ignore[arg-type]
    new = publishing.NewPublication(Issuer.PROVINCE, None, "UBND thành phố", "Luật về hươu", date(2026, 12, 1))
    decision = publishing.begin_publication(new, by=by, at=at, key=make.key())  # type: ignore[arg-type]
    publishing.put_procedure(decision, draft.procedure, Change.NEW, by=by, at=at, key=make.key())  # type: ignore[arg-type]
    day = at.date()
    publishing.decide(decision, number="99/QĐ-UBND", signed_on=day, valid_from=day, by=by, at=at, key=make.key())  # type: ignore[arg-type]
    assert in_force(CODE, day + timedelta(days=1)).pk == draft.pk
    page = words(Client().get(f"/thu-tuc/{CODE}/"))
    assert "Bắt đầu" in page


def test_it_is_begun_once_by_a_controller_and_only_from_a_record() -> None:
    begun()
    with pytest.raises(PublicationRefused):
        begun()
    other = Procedure(code="1.008888", name={"vi": "x"}, sector={"vi": ""}, search="x")
    other.save()
    how = {"term": "5wd", "kind": "commune", "supplement_days": 7, "at": make.MONDAY}
    with pytest.raises(PublicationRefused):
        begin_first(other, **how, by=controller_of(), key=make.key())  # type: ignore[arg-type]
    with pytest.raises(PublicationRefused):
        begin_first(Procedure.objects.get(code=CODE), **{**how, "kind": "ministry"}, by=controller_of(), key=make.key())  # type: ignore[arg-type]
    Revision.objects.filter(procedure__code=CODE).delete()
    with pytest.raises(NotAllowed):
        begin_first(Procedure.objects.get(code=CODE), **how, by=make.actor(make.officer("receiver")), key=make.key())  # type: ignore[arg-type]
