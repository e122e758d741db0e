"""Hà Nội's own communes: those we ship are those of the data, and its 526 of before go over into its 126 of now."""

import csv
import tomllib
from collections import defaultdict
from datetime import date, datetime

import pytest
from django.conf import settings

from motcua.acts import agencies
from motcua.acts.merging import differences
from motcua.acts.people import Appointment, NewAgency, appoint, establish
from motcua.audit.sealing import verify
from motcua.dossiers.models import Dossier, Move
from motcua.law.calendar import HANOI
from motcua.lib.ids import new_id
from motcua.people.actor import job
from motcua.people.models import Agency, AgencyKind, Post
from motcua.people.succession import forebears, heirs
from tests import make
from tests.field.data import table

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 1)
AT = datetime(2025, 7, 1, 8, 0, tzinfo=HANOI)
BY = job("field")


def shipped():
    with (settings.CITY_DATA / "agencies.csv").open(newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] == AgencyKind.COMMUNE]


def test_the_communes_we_ship_are_those_of_the_data():
    ours = {row["statistical_code"]: row["name"].removeprefix("UBND ").casefold() for row in shipped()}
    theirs = {str(row["code"]): str(row["name"]).casefold() for row in table("units/hanoi_communes.csv")}
    assert len(theirs) == 126
    assert ours == theirs


def test_the_former_communes_we_ship_went_where_the_data_say():
    told = tomllib.loads((settings.CITY_DATA / "former_communes.toml").read_text("utf-8"))["communes"]
    ours = {
        (district.casefold(), ward.casefold(), code) for district, wards in told.items() for ward, codes in wards.items() for code in codes
    }
    rows = table("units/hanoi_old_to_new.csv")
    assert ours == {(str(r["old_district"]).casefold(), str(r["old_ward"]).casefold(), str(r["new_code"])) for r in rows}


def old_units():
    """Establish the 526 of before, each with an officer and two open dossiers; return how many rows name each."""
    make.city()
    rows = table("units/hanoi_old_to_new.csv")
    lines = defaultdict(list)
    for row in rows:
        lines[str(row["old_code"])].append(row)
    like = make.submitted()
    made = []
    for code, parts in lines.items():
        wanted = NewAgency(f"H26.X{code}", f"UBND {parts[0]['old_ward']}", AgencyKind.COMMUNE, "H26", code, valid_from=date(2008, 8, 1))
        made.append(establish(wanted, by=BY, at=AT))
        post = Appointment("receiver", "Công chức", made[-1].pk, "counter", date(2020, 1, 1))
        appoint(f"old.{code}", "Phạm Văn Thử", "Demo-2026", [post], by=BY, at=AT)
    Dossier.objects.bulk_create(copy(like, agency, n) for agency in made for n in range(2))
    Dossier.objects.filter(pk=like.pk).update(status=10)
    return rows, lines


def copy(like, agency, number):
    held = {field.attname: getattr(like, field.attname) for field in Dossier._meta.concrete_fields}
    own = {"id": new_id(), "receiver_id": agency.pk, "competent_id": agency.pk, "look_up_token": f"{agency.code}:{number}"}
    return Dossier(**(held | own))


@pytest.fixture
def quick_passwords(settings):
    """526 officers: their passwords are not what is tried here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def test_526_agencies_go_over_into_126_and_the_divided_ask(quick_passwords):
    rows, lines = old_units()
    assert len(lines) == 526
    divided = {code for code, parts in lines.items() if len(parts) > 1}
    total = Dossier.objects.count()

    asked = differences(rows, day=DAY)
    assert (asked.agencies, asked.dossiers, asked.officers) == (526, 1052, 526)
    assert {p.code for p in asked.problems} == {f"H26.X{code}" for code in divided}
    assert len(asked.problems) == 3 * len(divided)
    with pytest.raises(agencies.NotDecided):
        agencies.merge(asked, decision="1656/NQ-UBTVQH15", by=BY, at=AT)

    decided = [{**row, "for": "*" if "default" in str(row["share"]) else ""} for row in rows]
    done = agencies.merge(differences(decided, day=DAY), decision="1656/NQ-UBTVQH15", by=BY, at=AT)

    assert (done.agencies, done.dossiers, done.posts) == (526, 1052, 526)
    assert Dossier.objects.count() == total
    now = set(Agency.objects.filter(kind=AgencyKind.COMMUNE, valid_to=None).values_list("statistical_code", flat=True))
    assert len(now) == 126
    open_ones = Dossier.objects.exclude(status__in=[3, 10])
    assert set(open_ones.values_list("receiver__valid_to", "competent__valid_to")) == {(None, None)}
    assert Move.objects.count() == 1052
    assert not Post.objects.filter(agency__code__startswith="H26.X", valid_to=None).exists()
    assert {p.agency.valid_to for p in Post.objects.filter(valid_to=None).select_related("agency")} == {None}

    part = next(iter(sorted(divided)))
    old = Agency.objects.get(code=f"H26.X{part}")
    assert {Agency.objects.get(pk=key).statistical_code for key in heirs(old.pk, DAY)} == {row["new_code"] for row in lines[part]}
    assert all(old.pk in forebears(key, DAY) for key in heirs(old.pk, DAY))
    assert differences(decided, day=DAY).done == 526

    back = agencies.unmerge(done.reorganisation, by=BY, at=AT)
    assert (back.agencies, back.dossiers, back.posts) == (526, 1052, 526)
    assert set(open_ones.values_list("receiver__valid_from", flat=True)) == {date(2008, 8, 1)}
    assert verify()[2] == []
