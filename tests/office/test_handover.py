"""The office hands the configuration over: a file made by a run, an uploaded one judged before anything is written, then taken in."""

import io
import json
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.acts.configuration.exporting import exported
from motcua.acts.configuration.files import from_zip, in_zip
from motcua.audit.models import Entry
from motcua.catalogue.models import Phrase
from motcua.dossiers.runs import Run
from motcua.jobs.runs import work
from tests import make
from tests.configuration.test_refused import changed

PAGE = "/quan-tri/ban-giao/"
pytestmark = pytest.mark.django_db


def done(answer) -> Run:
    """Do the work that a page asked for."""
    assert answer.status_code == 302, answer.content.decode()
    key = answer["Location"].rstrip("/").rpartition("/")[2]
    work(key)
    return Run.objects.get(pk=key)


def upload(client: Client, content: bytes) -> Run:
    file = SimpleUploadedFile("bo.zip", content, "application/zip")
    return done(client.post(f"{PAGE}soat/", {"_key": make.key(), "file": file}))


def told(client: Client, run: Run) -> str:
    return str(client.get(f"/quan-tri/viec-dai/{run.pk}/").content.decode())


def test_the_bundle_is_made_by_a_run_and_downloaded(administrator: Client) -> None:
    run = done(administrator.post(f"{PAGE}lap/", {"_key": make.key(), "agencies": "1"}))
    assert not run.failure
    page = told(administrator, run)
    assert f"{PAGE}{run.pk}/tep/" in page
    answer = administrator.get(f"{PAGE}{run.pk}/tep/")
    assert "attachment" in answer["Content-Disposition"]
    assert from_zip(answer.content) == exported()
    assert "Xuất bộ bàn giao cấu hình" in administrator.get(PAGE).content.decode()


def test_a_fit_bundle_is_judged_then_taken_in_with_one_press(administrator: Client) -> None:
    files = changed(exported(), "phrases.json", lambda c: c["phrase"].append({**c["phrase"][0], "key": "cau-moi"}))
    judged = upload(administrator, in_zip(files))
    page = told(administrator, judged)
    assert "1 bản ghi mới trong 1 phần" in page
    assert not Phrase.objects.filter(key="cau-moi").exists()
    assert f"{PAGE}{judged.pk}/nhap/" in page
    taken = done(administrator.post(f"{PAGE}{judged.pk}/nhap/", {"_key": make.key()}))
    assert not taken.failure
    assert Phrase.objects.filter(key="cau-moi").exists()
    assert Entry.objects.filter(act="import_configuration").count() == 1


def test_what_is_wrong_or_differs_is_listed_and_cannot_be_taken_in(administrator: Client) -> None:
    files = changed(exported(), "settings.json", lambda c: c["setting"][0].update(source="Văn bản khác"))
    files = changed(files, "phrases.json", lambda c: c["phrase"].append({**c["phrase"][0], "key": "moi", "valid_from": "hôm qua"}))
    judged = upload(administrator, in_zip(files))
    page = told(administrator, judged)
    assert "settings.json" in page
    assert "valid_from" in page
    assert "/nhap/" not in page
    assert administrator.post(f"{PAGE}{judged.pk}/nhap/", {"_key": make.key()}).status_code == 404


def test_no_file_and_what_is_no_bundle_are_told_in_words(administrator: Client) -> None:
    assert administrator.post(f"{PAGE}soat/", {"_key": make.key()}).status_code == 422
    assert ".zip" in upload(administrator, b"rac").failure
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x.json", json.dumps({}))
    run = upload(administrator, out.getvalue())
    assert "manifest.json" in run.failure
    assert run.failure in told(administrator, run)


def test_another_officers_bundle_is_not_there_and_the_controller_may_not_enter(administrator: Client, controller: Client) -> None:
    run = done(administrator.post(f"{PAGE}lap/", {"_key": make.key()}))
    for address in (PAGE, f"{PAGE}{run.pk}/tep/"):
        assert controller.get(address).status_code == 403
    assert controller.get(f"/quan-tri/viec-dai/{run.pk}/").status_code == 404
    assert re.search(r'href="/quan-tri/ban-giao/"', administrator.get("/quan-tri/").content.decode())
    assert "/quan-tri/ban-giao/" not in controller.get("/quan-tri/").content.decode()
