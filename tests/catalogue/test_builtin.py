"""What ships in the catalogue: terms that the process keeps, branches with papers, pages that render in both languages."""

import json
import tomllib
from datetime import datetime
from typing import Any

import pytest
from django.template import engines
from django.test import Client
from django.utils import timezone

from motcua.catalogue.filling import PLACE
from motcua.catalogue.forms import competent_agencies, form_of
from motcua.catalogue.models import plan_from
from motcua.catalogue.reading import BUILTIN, Record, folders, read
from motcua.catalogue.requirements import asked_of
from motcua.law.calendar import DAY_MINUTES
from motcua.law.deadlines import Term, Unit
from motcua.law.flow import Plan, PlannedStep
from motcua.ui.forms import Form, Group
from motcua.ui.forms.paths import BUSINESS, POPULATION
from tests import make

RECORDS = [read(folder) for folder in folders()]
CODES = [record.code for record in RECORDS]
NEW = sorted(make.SETTLED)
each = pytest.mark.parametrize("record", RECORDS, ids=CODES)


def working_minutes(term: Term) -> int:
    """The least working minutes a term holds; of seven calendar days, five are worked."""
    whole = {Unit.SAME_DAY: 1, Unit.WORKING_DAYS: term.amount, Unit.DAYS: term.amount * 5 // 7, Unit.MONTHS: term.amount * 20}
    return term.amount * 60 if term.unit is Unit.WORKING_HOURS else whole[term.unit] * DAY_MINUTES


def longest(plan: Plan, step: PlannedStep, until: str = "") -> int:
    """Minutes from the start of `step` until the result is issued, by the longest branch; handing over is after the clock.

    A branch that reaches `until`, where the second phase begins, ends there; a way back to an earlier row is no longer way.
    """
    if step.kind == "hand_over":
        return 0
    order = [each.key for each in plan.steps]
    ahead = [t for o in step.outcomes for t in o.targets if order.index(t) > order.index(step.key)]
    return step.minutes + max(0 if target == until else longest(plan, plan.step(target), until) for target in ahead)


@each
def test_the_longest_way_through_the_process_keeps_the_term_of_each_phase(record: Record) -> None:
    facts = record.procedure
    plan, second = plan_from(facts["steps"]), facts.get("phases", [{}])[-1]
    begins_second = second["steps"][0] if second else ""
    assert longest(plan, plan.first("receive"), begins_second) <= working_minutes(Term.parse(facts["term"]))
    if second:
        assert longest(plan, plan.step(begins_second)) <= working_minutes(Term.parse(second["term"]))


@each
def test_every_work_can_end_in_a_grant_and_in_a_refusal_on_paper(record: Record) -> None:
    """A step that drafts can grant and refuse on paper; one that drafts nothing is an opinion or an examination on the way there."""
    works = [step for step in plan_from(record.procedure["steps"]).steps if step.kind == "work"]
    drafting = [step for step in works if any(outcome.template for outcome in step.outcomes)]
    assert drafting
    for step in drafting:
        assert len({outcome.template for outcome in step.outcomes if outcome.template}) >= 2


@each
def test_four_steps_of_four_hands_end_it(record: Record) -> None:
    steps = plan_from(record.procedure["steps"]).steps
    assert [s.kind for s in steps if s.kind != "work"] == ["receive", "sign", "issue", "hand_over"]
    assert [str(s.role) for s in steps if s.kind != "work"] == ["receiver", "signer", "records_clerk", "receiver"]


@each
def test_templates_name_only_places_that_exist(record: Record) -> None:
    form, known = Form.from_data(record.form), {"dossier": {"code", "summary", "received"}, "agency": {"name"}}
    known |= {"applicant": {"name", "number", "born"}, "answers": set(form.items())}
    for template in record.templates.values():
        fields = set(Form.from_data(template["form"]).items())
        for place in PLACE.findall(str(template)):
            group, _, name = place.partition(".")
            assert name in {**known, "fields": fields}[group], place
    for place in PLACE.findall(record.procedure["summary"]):
        assert place.removeprefix("answers.") in known["answers"]


@each
def test_what_is_unsure_is_a_fact_of_the_record(record: Record) -> None:
    facts = record.procedure
    assert {name.partition(".")[0] for name in facts["unsure"]} <= facts.keys()
    if record.code in NEW:
        assert datetime.fromisoformat(facts["unsure_since"])


@each
def test_phases_hold_every_step_once(record: Record) -> None:
    phases = record.procedure.get("phases", [])
    if phases:
        assert [key for phase in phases for key in phase["steps"]] == [step["key"] for step in record.procedure["steps"]]
        assert phases[1]["pause_before"]
        assert phases[0]["term"] == record.procedure["term"]


@pytest.mark.django_db
def test_a_charge_that_the_city_sets_is_not_shown_as_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    make.city()
    monkeypatch.setattr(timezone, "now", lambda: make.MONDAY)
    page = Client().get("/thu-tuc/1.013225/").content.decode()
    counter = page.split("Tại quầy")[1].split("</tr>")[0]
    assert "Theo mức thành phố quy định" in counter
    assert 'Còn phải trả</dt><dd class="num">0\u00a0đồng' not in counter
    online = page.split("Trực tuyến")[1].split("</tr>")[0]
    assert "0\u00a0đồng" in online
    assert "77/2025/NQ-HĐND" in online, "nothing to pay online, and by which text"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "code,names",
    [
        ("1.002693", ["Sở Xây dựng"]),
        ("1.012783", ["Văn phòng Đăng ký đất đai Hà Nội"]),
    ],
)
def test_a_procedure_of_a_department_offers_that_department_only(code: str, names: list[str]) -> None:
    revision = make.procedure(code)
    assert [agency.name for agency in competent_agencies(revision, make.MONDAY.date())] == names
    form = form_of(revision, make.MONDAY.date())
    wrong = [error.field for error in form.check({**make.answers_of(code), "agency": make.WARD}, make.MONDAY.date())]
    assert wrong == ["agency"]


@pytest.mark.django_db
@pytest.mark.parametrize("code", NEW)
def test_the_sample_is_an_application_of_this_city(code: str) -> None:
    form = form_of(make.procedure(code), make.MONDAY.date())
    assert form.check(make.answers_of(code), make.MONDAY.date()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "code,answers,keys",
    [
        ("1.000656", {}, ["death_notice"]),
        ("1.000656", {"death_paper": "evidence", "relation": "proxy"}, ["evidence", "authorisation"]),
        ("1.000894", {}, []),
        ("1.000894", {"groom_before": "divorced_abroad"}, ["divorce_note"]),
        ("1.004873", {"again": "again"}, ["old_paper"]),
        ("2.000635", {"relation": "proxy"}, ["authorisation"]),
        ("1.001612", {"founders": "household"}, ["members_authorisation"]),
        ("1.013225", {}, ["land_paper", "drawings", "safety"]),
        ("1.013225", {"adjacent": "no", "review": "yes"}, ["land_paper", "drawings", "review_report"]),
        ("1.012783", {}, ["certificate"]),
        ("1.012783", {"reason": "measured"}, ["certificate", "survey"]),
    ],
)
def test_only_the_papers_of_the_case_are_asked(code: str, answers: dict[str, Any], keys: list[str]) -> None:
    asked = asked_of(make.procedure(code), {**make.answers_of(code), **answers})
    assert [requirement.key for requirement in asked] == keys


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words,code",
    [
        ("khai tử", "1.000656"),
        ("đăng ký kết hôn", "1.000894"),
        ("giấy độc thân", "1.004873"),
        ("trích lục khai sinh", "2.000635"),
        ("sao y", "2.000815"),
        ("mở quán", "1.001612"),
        ("xin phép xây nhà", "1.013225"),
        ("chặt cây", "1.002693"),
        ("đổi sổ đỏ", "1.012783"),
        ("trả tiền thuê đất một lần", "1.013950"),
    ],
)
def test_people_find_it_by_their_own_words(words: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make.city()
    monkeypatch.setattr(timezone, "now", lambda: make.MONDAY)
    page = Client().get("/thu-tuc/", {"q": words}).content.decode()
    assert page.index(f"/thu-tuc/{code}/") == min(page.index(f"/thu-tuc/{c}/") for c in CODES if f"/thu-tuc/{c}/" in page)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("record", RECORDS, ids=CODES)
def test_its_page_and_every_page_of_its_form_render(record: Record, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make.city()
    monkeypatch.setattr(timezone, "now", lambda: make.MONDAY)
    page = Client().get(f"/thu-tuc/{record.code}/", {"lang": language})
    assert page.status_code == 200
    assert record.procedure["name"][language] in page.content.decode().replace("&#x27;", "'")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("code", NEW)
def test_every_page_of_its_form_opens_for_a_citizen(code: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: make.MONDAY)
    user = make.citizen()
    draft, browser = make.draft(code, user), Client()
    browser.force_login(user, "motcua.connectors.identity.backend.Backend")
    form = form_of(draft.revision, make.MONDAY.date())
    for page in form.pages(draft.answers):
        shown = browser.get(f"/nop-ho-so/{draft.pk}/trang/{page.id}/", {"lang": language, "sua": "1"})
        assert shown.status_code == 200, page.id
        assert page.title.in_(language) in shown.content.decode().replace("&#x27;", "'")
    assert browser.get(f"/nop-ho-so/{draft.pk}/xem-lai/", {"lang": language}).status_code == 200


@pytest.mark.django_db
def test_what_is_done_at_the_counter_cannot_be_begun_online(monkeypatch: pytest.MonkeyPatch) -> None:
    make.city()
    monkeypatch.setattr(timezone, "now", lambda: make.MONDAY)
    browser = Client()
    browser.force_login(make.citizen(), "motcua.connectors.identity.backend.Backend")
    page = browser.get("/thu-tuc/2.000815/").content.decode()
    assert "Thủ tục này làm tại quầy" in page
    assert "2.000\u00a0đồng" in page or "2.000 đồng" in page
    assert "/bat-dau/" not in page
    assert browser.post("/thu-tuc/2.000815/bat-dau/", {"_key": "x"}).headers["Location"] == "/thu-tuc/2.000815/"


def test_decimals_are_written_as_the_language_does() -> None:
    form = Form.from_data(read(BUILTIN / "1.013225").form)
    said = {language: next(r.value for s in form.summary({"height": 14.8}, language) for r in s.rows) for language in ("vi", "en")}
    assert said == {"vi": "14,8", "en": "14.8"}


@pytest.mark.parametrize("code", NEW)
def test_the_pages_of_the_officer_for_drafting_render(code: str) -> None:
    record = next(each for each in RECORDS if each.code == code)
    template = engines["django"].from_string("{% load ui %}{% form_dense form answers %}")
    for written in record.templates.values():
        form = Form.from_data(written["form"])
        assert all(str(page.title) in template.render({"form": form, "answers": {}}) for page in form.pages({}))


def test_the_folder_of_each_holds_all_that_belongs_to_it() -> None:
    for folder in folders():
        assert {path.name for path in folder.iterdir()} == {"procedure.toml", "form.json", "sample.json", "templates"}
    assert len(CODES) == 12
    assert BUILTIN / CODES[0] in set(folders())


@pytest.mark.parametrize("code", sorted(path.parent.name for path in BUILTIN.glob("*/form.json")))
def test_no_question_lacks_both_a_source_and_a_why_and_no_paper_a_why_with_its_basis(code):
    folder = BUILTIN / code
    form = Form.from_data(json.loads((folder / "form.json").read_text("utf-8")))
    items = [item for page in form.layout for item in page.items]
    questions = [question for item in items for question in (item.questions if isinstance(item, Group) else [item])]
    assert [q.field for q in questions if not q.prefills and q.why is None] == []
    papers = tomllib.loads((folder / "procedure.toml").read_text("utf-8")).get("requirements", [])
    assert [paper["key"] for paper in papers if not (paper.get("why") and paper.get("basis"))] == []
    assert {paper["found_in"] for paper in papers if paper.get("found_in")} <= {POPULATION, BUSINESS}
