"""/api/v1/: what is asked, what comes, how errors are told, who may read it from where; and schemathesis as judge of the whole."""

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

from motcua.acts.publishing import draft_revision
from motcua.catalogue.models import Procedure
from motcua.lib.remembering import forget
from motcua.policy.models import Setting
from tests import make

pytestmark = pytest.mark.django_db
API = "/api/v1"
HANDLER = WSGIHandler()
MOST = {schemathesis.GenerationMode.POSITIVE: 15, schemathesis.GenerationMode.NEGATIVE: 4}  # what is wrong takes long to think of
CERTIFIED = "2.000815"  # copies and pages are counted


def got(client: Client, way: str, **headers: str) -> Any:
    response = client.get(API + way, headers=headers)
    assert response.status_code == 200, response.content
    return response.json()


def codes(client: Client, query: str) -> list[str]:
    return [each["code"] for each in got(client, f"/procedures?{query}")["procedures"]]


def test_the_list_goes_page_by_page_through_every_procedure_once(client: Client) -> None:
    seen: list[str] = []
    way: str | None = "/api/v1/procedures?page_size=5"
    while way:
        page = client.get(way).json()
        seen += [each["code"] for each in page["procedures"]]
        way = page["next"]
    assert seen == sorted(set(seen))
    assert len(seen) == page["total"] == 13


def test_the_list_is_searched_by_everyday_words_and_narrowed(client: Client) -> None:
    assert codes(client, "q=khai sinh")[0] == make.BIRTH
    assert codes(client, "published_by_city=false") == ["9.000001"]
    full, rest = codes(client, "full_online=true&page_size=200"), codes(client, "full_online=false&page_size=200")
    assert len(full) + len(rest) == 13
    assert codes(client, "service_level=full&page_size=200") == full
    communes = codes(client, "level=commune")
    assert make.BIRTH in communes
    assert make.BIRTH not in codes(client, "level=province")
    assert codes(client, "agency_kind=commune&published_by_city=true") == [code for code in communes if code != "9.000001"]
    sector = next(each for each in got(client, "/sectors") if each["vi"] == "Hộ tịch")
    assert make.BIRTH in codes(client, f"sector={sector['code']}")
    assert codes(client, "sector=Hộ tịch") == codes(client, f"sector={sector['code']}")
    assert len(codes(client, f"sector={sector['code']}")) == sector["procedures"]
    assert codes(client, "changed_since=2027-01-01") == []
    assert make.COPY in codes(client, "changed_since=2026-11-23")


def test_lists_ask_for_few_rows_whatever_their_length(client: Client, django_assert_max_num_queries: Any) -> None:
    got(client, "/procedures")
    for way, most in (("/procedures?page_size=200", 8), ("/agencies", 8), ("/essential-services", 10), ("/sectors", 8)):
        forget()
        with django_assert_max_num_queries(most):
            got(client, way)


def test_one_procedure_says_the_same_as_its_file_of_open_data(client: Client) -> None:
    told, file = got(client, f"/procedures/{make.BIRTH}"), client.get(f"/du-lieu-mo/thu-tuc/{make.BIRTH}.json").json()
    assert {name: told[name] for name in file if name != "channels"} == {name: file[name] for name in file if name != "channels"}
    assert [each["fees"]["payable"] for each in told["channels"]] == [each["fees"]["payable"] for each in file["channels"]]


def test_revisions_are_those_decided_and_no_draft(client: Client) -> None:
    draft_revision(
        Procedure.objects.get(code=make.COPY), by=make.actor(make.officer("procedure_controller", "H26.20")), at=make.MONDAY, key="k"
    )
    told = got(client, f"/procedures/{make.COPY}/revisions")["revisions"]
    assert [(each["number"], each["life"], each["change"]) for each in told] == [(1, "in_force", "new")]


def test_fees_are_quoted_for_answers_with_charged_supported_payable_and_why(client: Client) -> None:
    told = got(client, f"/procedures/{CERTIFIED}/fees")
    assert {"copies", "pages"} <= set(told["answers_asked"])

    def quote(**given: Any) -> Any:
        answer = client.post(f"{API}/procedures/{CERTIFIED}/fees/quote", json.dumps(given), content_type="application/json")
        assert answer.status_code == 200, answer.content
        return answer.json()

    one, three = quote(channel=1, answers={"copies": 1}), quote(channel=1, answers={"copies": 3})
    assert one["lines"]
    assert one["lines"][0]["reasons"][0]["basis"]
    assert three["charged"] == 3 * one["charged"] > 0
    assert one["payable"] == one["charged"] - one["supported"]


def test_agencies_and_essential_services_are_told(client: Client) -> None:
    assert {each["kind"] for each in got(client, "/agencies?kind=commune")} == {"commune"}
    assert len(got(client, "/agencies?kind=commune")) == 126
    services = got(client, "/essential-services")
    assert [each["number"] for each in services] == list(range(1, 26))
    assert next(each for each in services if each["number"] == 9)["procedure"] == make.BIRTH


@pytest.mark.parametrize(
    ("way", "status", "place"),
    [
        ("/procedures?page=0", 422, "page"),
        ("/procedures?page_size=tám", 422, "page_size"),
        ("/procedures?changed_since=hôm qua", 422, "changed_since"),
        ("/procedures?service_level=all", 422, "service_level"),
        ("/procedures/9.999999", 404, ""),
        ("/procedures/9.999999/fees", 404, ""),
        ("/nothing-here", 404, ""),
        ("/procedures/a%00b", 400, ""),
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_errors_are_problems_told_in_the_language_asked(client: Client, way: str, status: int, place: str, lang: str) -> None:
    response = client.get(API + way, headers={"accept-language": f"{lang}-XX,{lang};q=0.9"})
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    told = response.json()
    assert told["status"] == status
    assert told["detail"]
    assert [each["place"] for each in told["errors"]] == ([place] if place else [])
    titles = {400: "Yêu cầu không đọc được", 404: "Không tìm thấy", 422: "Tham số sai"}
    assert (told["title"] == titles[status]) is (lang == "vi")


def test_what_is_no_json_another_way_of_calling_and_a_broken_body_are_refused_as_problems() -> None:
    client = Client(enforce_csrf_checks=True)
    way = f"{API}/procedures/{CERTIFIED}/fees/quote"
    answers = [
        client.post(way, {"channel": 2}),
        client.post(way, "channel=2", content_type="application/x-www-form-urlencoded"),
        client.post(way, "{", content_type="application/json"),
        client.post(way, '{"channel": 7}', content_type="application/json"),
        client.post(way, '{"channel": 1, "answers": {"copies": -1}}', content_type="application/json"),
        client.delete(f"{API}/procedures"),
        client.post(way, '{"channel": 2}', content_type="application/json"),
    ]
    assert [each.status_code for each in answers] == [415, 415, 400, 422, 422, 405, 200]
    assert {each["Content-Type"] for each in answers[:-1]} == {"application/problem+json"}
    assert "GET" in answers[5]["Allow"]


def test_pages_of_other_sites_may_read_it_and_no_cookie_goes_along(client: Client) -> None:
    response = client.get(f"{API}/sectors?lang=en", headers={"origin": "https://example.vn"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Language"] == "en"
    assert "Accept-Language" in response["Vary"]
    assert "Cookie" not in response["Vary"]
    assert not response.cookies
    asked = client.options(f"{API}/sectors", headers={"origin": "https://example.vn", "access-control-request-method": "GET"})
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET")
    assert client.get(f"{API}/sectors?lang=en", headers={"if-none-match": response["ETag"]}).status_code == 304


def test_a_stranger_is_held_back_after_so_many_calls(client: Client) -> None:
    setting = Setting.objects.get(name="open_data_tries")
    Setting.objects.filter(pk=setting.pk).update(value={"files": 2, "api": 2})
    forget()
    answers = [client.get(f"{API}/sectors") for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 600


@pytest.mark.parametrize(("lang", "words"), [("vi", "Danh sách thủ tục"), ("en", "List of procedures")])
def test_people_read_every_address_in_a_page_without_scripts_of_others(client: Client, lang: str, words: str) -> None:
    response = client.get(f"/api/v1/?lang={lang}")
    page = response.content.decode()
    schema = client.get(f"/api/v1/openapi.json?lang={lang}").json()
    assert words in page
    assert [way for way in schema["paths"] if way not in page] == []
    assert words == schema["paths"]["/api/v1/procedures"]["get"]["summary"]
    assert "https://" not in page.partition("<main")[0]
    assert "'self'" in response["Content-Security-Policy"]


@pytest.fixture
def schema() -> Iterator[Any]:
    """The schema as it is served, no limit on the judge; the test's connection stays open, as with Django's own client."""
    setting = Setting.objects.get(name="open_data_tries")
    Setting.objects.filter(pk=setting.pk).update(value={"files": 100_000, "api": 100_000})
    forget()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", served)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def served(environ: Any, start: Any) -> Any:
    """The whole house as a web server gives it a request."""
    return HANDLER({**environ, "REMOTE_ADDR": "127.0.0.1"}, start)


def test_an_independent_judge_finds_no_answer_that_the_schema_does_not_name(schema: Any) -> None:
    """Each address is asked with what fits its schema and with what does not; every answer is checked against the schema."""
    asked = []
    for found, mode in itertools.product(list(schema.get_all_operations()), schemathesis.GenerationMode):
        operation = found.ok()

        @settings(max_examples=MOST[mode], deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def judge(case: Any) -> None:
            case.call_and_validate()

        try:
            judge()
        except Unsatisfiable:  # nothing can be wrong where nothing is asked
            assert mode is schemathesis.GenerationMode.NEGATIVE
            assert "{" not in operation.path
        asked.append(f"{operation.method.upper()} {operation.path}")
    assert len(set(asked)) == 8


def test_shapes_name_every_field_of_a_record(client: Client) -> None:
    """A field added to the record and forgotten in the API would be dropped without a word."""
    file = client.get(f"/du-lieu-mo/thu-tuc/{make.COPY}.json").json()
    assert set(got(client, f"/procedures/{make.COPY}")) == set(file)
