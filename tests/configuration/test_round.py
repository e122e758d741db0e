"""The whole configuration goes out and comes into an empty city: written out again, every byte is the same."""

import json

import pytest
from django.db import connection

from motcua.acts.configuration.examining import examine
from motcua.acts.configuration.exporting import exported, left_behind
from motcua.acts.configuration.files import from_zip, in_zip
from motcua.acts.configuration.shape import LEFT_OUT, NO_CONFIGURATION, TABLES, columns, lists
from motcua.acts.configuration.taking import take_over
from motcua.audit.models import Entry
from motcua.audit.sealing import verify
from motcua.catalogue.finding import in_force
from motcua.catalogue.models import Procedure, Publication, Revision
from motcua.people.actor import job
from motcua.people.models import Agency
from tests import make

pytestmark = pytest.mark.django_db
BY = job("test")
ROOMS = ("catalogue", "fees", "policy", "worktime", "people")


def test_what_comes_into_an_empty_city_goes_out_of_it_byte_for_byte(worked, empty):
    files = exported()
    told = json.loads(files["manifest.json"])["tables"]
    assert [name for name, about in told.items() if not about["rows"]] == []
    empty()
    assert not Procedure.objects.exists()
    found = take_over(files, by=BY, at=make.MONDAY, key="k")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    again = exported()
    assert {path for path in files if files[path] != again.get(path)} == set()
    assert files == again
    assert found.new == sum(about["rows"] for about in told.values())
    assert Entry.objects.filter(act="import_configuration").count() == len(found.fresh)
    assert in_force(make.BIRTH, make.MONDAY.date()).plan.plan().steps
    assert Procedure.objects.get(code=make.COPY).search
    assert Agency.objects.get(code=make.WARD).sort_key


def test_the_city_works_after_it_an_application_goes_its_way(empty):
    files = exported()
    empty()
    take_over(files, by=BY, at=make.MONDAY, key="k")
    assert make.received(make.COPY).promised_at


def test_a_second_time_everything_stands_and_nothing_is_written(worked):
    files = exported()
    before = Entry.objects.count()
    found = take_over(files, by=BY, at=make.MONDAY, key="k")
    assert (found.new, found.fit, Entry.objects.count()) == (0, True, before)
    assert found.unchanged == sum(about["rows"] for about in json.loads(files["manifest.json"])["tables"].values())


def test_drafts_stay_and_their_number_is_told(worked):
    files = exported()
    assert left_behind() == {"draft_revisions": 1, "draft_decisions": 1}
    revisions = [path for path in files if path.startswith(f"procedures/{make.BIRTH}/revisions/")]
    assert revisions == [f"procedures/{make.BIRTH}/revisions/001.json"]
    assert len(json.loads(files["publications.json"])["publication"]) == Publication.objects.exclude(decided_at=None).count()


def test_a_zip_of_the_same_files_is_the_same_zip_and_is_read_back():
    files = exported()
    assert in_zip(files) == in_zip(dict(reversed(files.items())))
    assert from_zip(in_zip(files)) == files


def test_one_folder_a_procedure_with_every_revision_process_form_and_template(worked):
    files = exported()
    inside = sorted(path.removeprefix(f"procedures/{make.COPY}/") for path in files if path.startswith(f"procedures/{make.COPY}/"))
    assert [path for path in inside if not path.startswith("templates/")] == [
        *("forms/001.json", "procedure.json", "processes/001.json", "processes/002.json", "revisions/001.json", "revisions/002.json")
    ]
    assert set(json.loads(files[f"procedures/{make.COPY}/procedure.json"])) == {"procedure", "example", "cost"}


def test_without_agencies_they_are_referred_to_and_must_be_there(worked, empty):
    files = exported(agencies=False)
    assert "agencies.json" not in files
    assert examine(files).fit
    empty()
    found = examine(files)
    assert not found.fit
    assert any(make.WARD in each.why and "calendar.json" in each.place for each in found.problems)


def test_nobody_and_no_secret_is_in_it(worked, settings):
    """Officers have written in every corner of it, applicants have applied; no name, number or key of theirs stands in a file."""
    make.submitted()
    officers = [make.officer(role, "H26.20").name for role in ("procedure_controller", "administrator")]
    people = [make.ANSWERS[make.COPY][name] for name in ("holder_name", "holder_number", "phone", "email")]
    secrets = [settings.SECRET_KEY, settings.DATA_KEY, settings.INDEX_KEY, "demo-secret", make.officer("administrator").password]
    whole = {path: content for path, content in exported().items() if not path.endswith("procedure.json")}  # made-up examples stand there
    assert [word for word in (*officers, *people, *secrets) for content in whole.values() if str(word).encode() in content] == []
    kept = exported()[f"procedures/{make.COPY}/procedure.json"]
    assert [word for word in (*officers, *secrets) if str(word).encode() in kept] == []


def test_every_column_of_every_table_goes_out_or_is_named_as_left():
    """A column or a table that is added later travels, or somebody has said why not."""
    out = {table.model._meta.label: {field.name for field in (*columns(table), *lists(table))} for table in TABLES}
    for table in TABLES:
        every = {field.name for field in (*table.model._meta.concrete_fields, *table.model._meta.many_to_many)}
        assert every - out[table.model._meta.label] <= set(LEFT_OUT)
        assert [name for name in out[table.model._meta.label] if name.endswith("_by") or "password" in name] == []
    from django.apps import apps

    rooms = [model._meta.label for room in ROOMS for model in apps.get_app_config(room).get_models()]
    assert [label for label in rooms if label not in out and label not in NO_CONFIGURATION] == []


def test_the_chains_of_the_deeds_hold(empty):
    files = exported()
    empty()
    take_over(files, by=BY, at=make.MONDAY, key="k")
    assert verify()[2] == []
    assert Revision.objects.count() == 12
