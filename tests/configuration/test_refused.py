"""A bundle with anything wrong is refused whole, each place by name; nothing of it is written."""

import hashlib
import json
import zipfile
from io import BytesIO

import pytest

from motcua.acts.configuration.examining import examine
from motcua.acts.configuration.exporting import exported
from motcua.acts.configuration.files import BundleRefused, dumped, from_zip, in_zip
from motcua.acts.configuration.judging import wrong_with
from motcua.acts.configuration.taking import ConfigurationRefused, take_over
from motcua.audit.models import Entry
from motcua.catalogue.models import Procedure
from motcua.law.lifecycle import NotAllowed
from motcua.people.actor import job
from tests import make

pytestmark = pytest.mark.django_db
COPY = f"procedures/{make.COPY}"


@pytest.fixture
def bundle(empty):
    """The files of a city; the database has nothing any more."""
    files = exported()
    empty()
    return files


def sealed(files):
    """Return the files with the hashes of the manifest put right, as somebody would who writes by hand."""
    manifest = json.loads(files["manifest.json"])
    manifest["files"] = {path: hashlib.sha256(content).hexdigest() for path, content in files.items() if path != "manifest.json"}
    return {**files, "manifest.json": dumped(manifest)}


def changed(files, path, change):
    """Return the files with the content of one changed."""
    content = json.loads(files[path])
    change(content)
    return sealed({**files, path: dumped(content)})


def refused(files):
    before = Entry.objects.count(), Procedure.objects.count()
    with pytest.raises((BundleRefused, ConfigurationRefused)) as caught:
        take_over(files, by=job("test"), at=make.MONDAY, key=make.key())
    assert (Entry.objects.count(), Procedure.objects.count()) == before
    return str(caught.value)


def test_a_missing_a_changed_and_a_strange_file_are_named(bundle):
    assert "fees.json" in refused({path: content for path, content in bundle.items() if path != "fees.json"})
    assert "fees.json" in refused({**bundle, "fees.json": bundle["fees.json"] + b" "})
    assert "moi.json" in refused({**bundle, "moi.json": b"{}"})
    assert "manifest.json" in refused({})
    assert "manifest.json" in refused({**bundle, "manifest.json": b"{"})
    assert "fees.json" in refused(sealed({**bundle, "fees.json": b"[["}))


def test_a_format_this_release_does_not_know_is_refused(bundle):
    manifest = json.loads(bundle["manifest.json"]) | {"format": 99}
    assert "99" in refused({**bundle, "manifest.json": dumped(manifest)})


WRONG = [
    (f"{COPY}/revisions/001.json", lambda c: c["revision"][0].update(term="năm ngày"), "năm ngày"),
    (f"{COPY}/revisions/001.json", lambda c: c["revision"][0].update(term="1wh"), "quy trình, bước"),
    (f"{COPY}/revisions/001.json", lambda c: c["revision"][0].update(plan=[make.COPY, 9]), "9"),
    (f"{COPY}/revisions/001.json", lambda c: c["revision"][0].update(full_online="true"), "full_online"),
    (f"{COPY}/revisions/001.json", lambda c: c["revision"][0].update(valid_from="hôm qua"), "valid_from"),
    (f"{COPY}/revisions/001.json", lambda c: c["revision"][0].pop("decision"), "decision"),
    (f"{COPY}/revisions/001.json", lambda c: c["revision"][0].update(mới=1), "mới"),
    (f"{COPY}/revisions/001.json", lambda c: c["requirement"][0].update(condition={"of": 1}), "condition"),
    (f"{COPY}/revisions/001.json", lambda c: c["revision"].append(c["revision"][0]), "đã có"),
    (f"{COPY}/forms/001.json", lambda c: c["form"][0]["data"]["layout"].update(pages=[]), "pages"),
    (f"{COPY}/forms/001.json", lambda c: c["form"][0].update(key="khac"), "form"),
    (f"{COPY}/processes/001.json", lambda c: c["process"][0]["steps"].pop(), "quy trình"),
    (f"{COPY}/processes/001.json", lambda c: c["process"][0].update(steps=[{"key": 1}]), "không đọc được"),
    (f"{COPY}/procedure.json", lambda c: c["procedure"][0].update(name={"vi": " "}), "không có tên"),
    ("fees.json", lambda c: [each.update(percent=300) for each in c["fee_rule"]], "100"),
    ("fees.json", lambda c: c["fee_rule"][0].update(certainty="?"), "độ chắc"),
    ("routing.json", lambda c: c["routing"][0].update(decides={}), "cơ quan giải quyết"),
    ("routing.json", lambda c: c["service"][0].update(term="9"), "9"),
    ("settings.json", lambda c: c["setting"][0].update(valid_from="2026-02-30"), "valid_from"),
    ("settings.json", lambda c: c["setting"][0].update(valid_to="2020-01-01"), "kết thúc trước"),
    ("publications.json", lambda c: c["published"][0].update(procedure="9.999999"), "9.999999"),
    ("agencies.json", lambda c: c["agency"][5].update(parent="H99"), "H99"),
    ("agencies.json", lambda c: c["agency"][5].update(kind="đảo"), "kind"),
    ("phrases.json", lambda c: c["phrase"].append("x"), "không phải một bản ghi"),
    ("phrases.json", lambda c: c.update(lạ=[]), "lạ"),
]


@pytest.mark.parametrize(("path", "change", "words"), WRONG, ids=[f"{n}-{path}" for n, (path, _change, _words) in enumerate(WRONG)])
def test_each_thing_that_cannot_be_is_named_with_its_file(bundle, path, change, words):
    told = refused(changed(bundle, path, change))
    assert words in told
    assert path in told or "revisions/001.json" in told


def test_everything_wrong_is_told_at_once(bundle):
    files = changed(bundle, "fees.json", lambda c: [each.update(percent=300) for each in c["fee_rule"]])
    files = changed(files, "settings.json", lambda c: c["setting"][0].update(valid_from="2026-02-30"))
    assert {each.place.partition(":")[0] for each in examine(files).problems} == {"fees.json", "settings.json"}


def test_what_stands_otherwise_in_the_city_is_named_and_never_written_over():
    files = changed(exported(), "settings.json", lambda c: c["setting"][0].update(source="Văn bản khác"))
    found = examine(files)
    assert (found.fit, found.new, len(found.differs)) == (False, 0, 1)
    assert "source" in found.differs[0].why
    assert "settings.json" in refused(files)


def test_what_the_city_has_not_is_added_to_what_it_has():
    def one_more(content):
        content["phrase"].append({**content["phrase"][0], "key": "cau-moi"})

    files = changed(exported(), "phrases.json", one_more)
    found = take_over(files, by=job("test"), at=make.MONDAY, key=make.key())
    assert (found.new, found.fit) == (1, True)
    assert Entry.objects.filter(act="import_configuration").count() == 1


def test_a_column_that_an_older_bundle_has_not_takes_its_default_and_is_told(bundle):
    found = examine(changed(bundle, f"{COPY}/processes/001.json", lambda c: c["process"][0].pop("note")))
    assert found.fit
    assert any("note" in each for each in found.warnings)


def test_only_administrators_and_the_command_may():
    files = exported()
    files = changed(files, "phrases.json", lambda c: c["phrase"].append({**c["phrase"][0], "key": "cau-moi"}))
    with pytest.raises(NotAllowed):
        take_over(files, by=make.actor(make.officer("procedure_controller", "H26.20")), at=make.MONDAY, key=make.key())
    take_over(files, by=make.actor(make.officer("administrator", "H26.20")), at=make.MONDAY, key=make.key())


@pytest.mark.parametrize("name", ["../ngoai.json", "/etc/x.json", "a//b.json"])
def test_a_zip_that_goes_outside_its_folder_is_refused(name):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    with pytest.raises(BundleRefused):
        from_zip(out.getvalue())


@pytest.mark.parametrize("content", [b"", b"rac", b"PK\x03\x04hong"])
def test_what_is_no_zip_is_refused(content):
    with pytest.raises(BundleRefused):
        from_zip(content)


def test_a_zip_that_swells_beyond_measure_is_refused(monkeypatch):
    monkeypatch.setattr("motcua.acts.configuration.files.MOST_BYTES", 1000)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", b"0" * 2000)
    with pytest.raises(BundleRefused):
        from_zip(out.getvalue())


def test_a_form_whose_rules_reach_out_or_never_end_is_named() -> None:
    page = {"id": "p", "title": {"vi": "P", "en": "P"}, "questions": []}
    rules = {"type": "object", "properties": {"a": {"$ref": "https://example.org/x"}, "b": {"pattern": "(a+)+"}}}
    found = list(wrong_with("form", {"data": {"schema": rules, "layout": {"pages": [page]}}}, lambda _table, _key: None))
    assert [each.partition(":")[0] for each in found] == ["schema.properties.a.$ref", "schema.properties.b.pattern"]


def test_a_zip_whose_packed_bytes_are_spoilt_is_refused_in_words():
    whole = bytearray(in_zip({"a.txt": b"abcdefgh" * 500}))
    at = whole.index(b"a.txt") + len("a.txt")
    whole[at : at + 8] = b"\xff" * 8
    with pytest.raises(BundleRefused):
        from_zip(bytes(whole))
