"""Open data: the whole catalogue by download at stable addresses, one procedure by its code; for everybody, with nobody's data in it."""

import csv
import io
import json

import pytest
from django.test import Client
from openpyxl import load_workbook

from motcua.catalogue.models import Procedure
from motcua.jobs.opendata import keep_open_data
from motcua.lib.remembering import forget
from motcua.policy.models import Setting
from motcua.reports.opendata import keeping
from tests import make

pytestmark = pytest.mark.django_db


def fetched(client, kind, **headers):
    response = client.get(f"/du-lieu-mo/thu-tuc.{kind}", headers=headers)
    return response, b"".join(response.streaming_content) if response.streaming else response.content


def test_every_procedure_of_city_and_nation_stands_in_the_json_once_in_order_of_code(client):
    response, content = fetched(client, "json")
    whole = json.loads(content)
    codes = [each["code"] for each in whole["procedures"]]
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    assert codes == sorted(set(codes))
    assert len(codes) == Procedure.objects.count() == 13
    assert whole["licence"]["vi"]
    assert whole["day"] == "2026-11-23"


def test_a_procedure_of_the_city_is_told_with_channels_fees_papers_competence_and_questions(client):
    told = client.get(f"/du-lieu-mo/thu-tuc/{make.COPY}.json").json()
    assert told["published_by_city"]
    assert told["revision"]["decision"]
    assert told["service_level"] in ("full", "partial", "none")
    assert {each["channel"] for each in told["channels"]} <= {1, 2, 3}
    assert all({"charged", "supported", "payable", "lines"} <= set(each["fees"]) for each in told["channels"])
    assert {"holder_number", "agency"} <= {each["field"] for each in told["questions"]}
    assert next(each for each in told["questions"] if each["field"] == "holder_number")["personal"]
    assert told["cases"][0]["requirements"][0]["name"]["vi"]
    assert told["term"]["said"]
    assert told["national_record"]["warnings"]


def test_a_procedure_known_from_the_nation_alone_says_what_is_not_known_as_null(client):
    told = client.get("/du-lieu-mo/thu-tuc/9.000001.json").json()
    assert not told["published_by_city"]
    assert told["revision"] is told["service_level"] is told["form"] is None
    assert told["channels"]
    assert told["channels"][0]["fees"] is None
    assert told["cases"][0]["requirements"]


def test_what_has_not_changed_is_not_sent_again_and_what_changed_is(client):
    first, content = fetched(client, "json")
    again, _ = fetched(client, "json", if_none_match=first["ETag"])
    assert again.status_code == 304
    dated, _ = fetched(client, "json", if_modified_since=first["Last-Modified"])
    assert dated.status_code == 304
    assert int(first["Content-Length"]) == len(content)
    Procedure.objects.filter(code=make.COPY).update(name={"vi": "Tên khác"})
    forget()
    later, _ = fetched(client, "json", if_none_match=first["ETag"])
    assert later.status_code == 200
    one = client.get(f"/du-lieu-mo/thu-tuc/{make.COPY}.json")
    assert client.get(f"/du-lieu-mo/thu-tuc/{make.COPY}.json", headers={"if-none-match": one["ETag"]}).status_code == 304


def test_caches_may_keep_it_for_it_is_the_same_whoever_asks_in_whatever_language(client):
    response, content = fetched(client, "json")
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Vary" not in response or "Cookie" not in response["Vary"]
    other = client.get("/du-lieu-mo/thu-tuc.json?lang=en")
    assert b"".join(other.streaming_content) == content
    assert "Set-Cookie" not in str(other.headers)


def test_csv_has_one_row_a_procedure_a_mark_and_no_formula(client):
    response, content = fetched(client, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 13
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    copy = next(row for row in rows if row["code"] == make.COPY)
    assert (copy["published_by_city"], copy["national_version"]) == ("true", "1")
    assert "attachment" in response["Content-Disposition"]


def test_the_workbook_has_a_sheet_a_matter_every_cell_a_text_and_a_dictionary(client):
    _, content = fetched(client, "xlsx")
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == [
        *("procedures", "channels", "requirements", "results", "legal_bases", "competence", "questions", "warnings", "dictionary")
    ]
    assert book["procedures"].max_row == 14
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_it_is_read_in_few_queries_whatever_the_number(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        fetched(client, "json")


def test_a_stranger_is_held_back_after_so_many_files(client):
    setting = Setting.objects.get(name="open_data_tries")
    Setting.objects.filter(pk=setting.pk).update(value={"files": 2, "api": 2})
    forget()
    assert [fetched(client, "csv")[0].status_code for _ in range(3)] == [200, 200, 429]
    assert int(fetched(client, "csv")[0]["Retry-After"]) <= 600


def test_nobody_is_in_it(client):
    """A dossier with everything a person gives is there; not a word of it stands in any file."""
    make.submitted()
    said = [fetched(client, kind)[1] for kind in ("json", "csv")]
    book = load_workbook(io.BytesIO(fetched(client, "xlsx")[1]))
    said.append("\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row).encode())
    people = [str(value) for key, value in make.ANSWERS[make.COPY].items() if key in ("holder_name", "holder_number", "phone", "email")]
    assert len(people) == 4
    assert [word for word in people for text in said if word.encode() in text] == []


@pytest.mark.parametrize("address", ["thu-tuc/khong-co.json", "thu-tuc.txt", "thu-tuc/../../etc.json"])
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(f"/du-lieu-mo/{address}").status_code == 404


@pytest.mark.parametrize(("lang", "words"), [("vi", "Từ điển trường dữ liệu"), ("en", "Dictionary of fields")])
def test_the_page_says_what_it_is_where_it_stands_and_what_each_field_means(lang, words):
    client = Client()
    fetched(client, "json")
    page = client.get(f"/du-lieu-mo/?lang={lang}").content.decode()
    for said in (words, "/du-lieu-mo/thu-tuc.json", "/du-lieu-mo/thu-tuc.csv", "/du-lieu-mo/thu-tuc.xlsx", "national_record", "KB"):
        assert said in page
    assert 'href="/du-lieu-mo/"' in client.get("/").content.decode()


def test_the_clock_makes_the_files_before_anybody_asks_and_leaves_none_of_an_earlier_state():
    day = make.MONDAY.date()
    assert keeping.stands("xlsx", day) is None
    keep_open_data(0)
    first = [kept.mark for kind in keeping.KINDS if (kept := keeping.stands(kind, day))]
    assert len(first) == 3
    Procedure.objects.filter(code=make.COPY).update(name={"vi": "Tên khác"})
    forget()
    keep_open_data(0)
    later = keeping.stands("json", day)
    assert later
    assert later.mark not in first
    assert len(list(later.path.parent.iterdir())) == 3
