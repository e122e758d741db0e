"""Procedures are found by everyday words, published once per content, and read from plain folders that must fit together."""

import json
import shutil
from datetime import date

import pytest

from motcua.acts import catalogue
from motcua.audit.models import Entry
from motcua.catalogue.finder import rows as finder
from motcua.catalogue.finding import NoRevision, in_force
from motcua.catalogue.models import Form, Requirement, Revision
from motcua.catalogue.reading import BUILTIN, RecordRefused, folders, read
from motcua.law.lifecycle import NotAllowed
from motcua.people.actor import job
from motcua.ui.forms import FormDefinitionError
from tests import make

TODAY = make.MONDAY.date()


def found(words):
    make.city()
    return [hit.code for hit in finder.catalogue(TODAY).find(words)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words,code",
    [
        ("bản sao từ sổ gốc", make.COPY),
        ("ban sao so goc", make.COPY),
        ("BẢN SAO TỪ SỔ GỐC", make.COPY),
        ("mất bằng cấp hai", make.COPY),
        ("mat bang tot nghiep", make.COPY),
        ("copy of diploma", make.COPY),
        ("2.000908", make.COPY),
        ("khai sinh", make.BIRTH),
        ("khai sin", make.BIRTH),
        ("đăng ký khai sinh cho con", make.BIRTH),
        ("1.001193", make.BIRTH),
        (" Khai   Sinh ", make.BIRTH),
    ],
)
def test_the_first_found_is_the_one_meant(words, code):
    assert found(words)[0] == code


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["xyzzy", "%", "_", "' OR 1=1 --", "\\", "🙂"])
def test_what_fits_nothing_finds_nothing(words):
    assert found(words) == []


@pytest.mark.django_db
def test_no_words_list_all():
    assert set(found("  ")) == {folder.name for folder in folders()}


@pytest.mark.django_db
def test_publishing_the_same_twice_changes_nothing():
    make.city()
    before = Entry.objects.count(), Revision.objects.count(), Form.objects.count(), Requirement.objects.count()
    for folder in folders():
        revision, new = catalogue.publish(read(folder), by=job("test"), at=make.MONDAY)
        assert (revision.number, new) == (1, False)
    assert (Entry.objects.count(), Revision.objects.count(), Form.objects.count(), Requirement.objects.count()) == before


@pytest.mark.django_db
def test_a_change_makes_a_revision_and_ends_the_one_before():
    make.city()
    new = make.publish(term="2wd")
    old = Revision.objects.get(procedure=new.procedure, number=1)
    assert (new.number, new.valid_from, str(new.legal_term())) == (2, TODAY, "2wd")
    assert old.valid_to == date(2026, 11, 22)
    assert in_force(make.COPY, TODAY) == new
    assert in_force(make.COPY, date(2026, 11, 22)) == old


@pytest.mark.django_db
def test_published_just_after_midnight_it_holds_from_that_day():
    make.city()
    record = read(BUILTIN / make.COPY)
    record.procedure["term"] = "2wd"
    night = make.MONDAY.replace(hour=0, minute=30)  # still Sunday in London
    assert catalogue.publish(record, by=job("test"), at=night)[0].valid_from == TODAY


@pytest.mark.django_db
def test_before_its_day_or_unknown_there_is_no_revision():
    make.city()
    for code, day in [(make.COPY, date(2020, 1, 1)), ("9.999999", TODAY)]:
        with pytest.raises(NoRevision):
            in_force(code, day)


@pytest.mark.django_db
def test_only_the_controller_publishes():
    make.city()
    record = read(BUILTIN / make.COPY)
    record.procedure["term"] = "2wd"
    with pytest.raises(NotAllowed):
        catalogue.publish(record, by=make.actor(make.officer("administrator", "H26.20")), at=make.MONDAY)
    assert Revision.objects.filter(procedure__code=make.COPY).count() == 1


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(BUILTIN / make.COPY, tmp_path / make.COPY)


def without(folder, name):
    (folder / name).unlink()


def changed(folder, name, old, new):
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda f: without(f, "form.json"),
        lambda f: without(f, "procedure.toml"),
        lambda f: (f / "form.json").write_text("{"),
        lambda f: changed(f, "procedure.toml", 'code = "2.000908"', "code = "),
        lambda f: changed(f, "procedure.toml", 'agency_field = "agency"', 'agency_field = "nowhere"'),
        lambda f: changed(f, "procedure.toml", 'template = "ban-sao"', 'template = "nowhere"'),
        lambda f: (f / "templates/ban-sao.json").write_text(json.dumps({"form": json.loads((f / "form.json").read_text()), "body": []})),
    ],
)
def test_a_folder_that_does_not_fit_together_is_refused_in_words(folder, spoil):
    spoil(folder)
    with pytest.raises((RecordRefused, FormDefinitionError), match="2.000908|form|procedure"):
        read(folder)
