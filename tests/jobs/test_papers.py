"""The job that renders papers: due in the act's own transaction, done once, signed, a failure said on the dossier."""

from io import BytesIO

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job
from pyhanko.pdf_utils.reader import PdfFileReader

from motcua.acts import reception
from motcua.acts.forms import apology_values, stop_values
from motcua.acts.papers import paper_due, papers_due, signed_by
from motcua.audit.models import Entry
from motcua.dossiers.models import Dossier, Paper
from motcua.jobs.papers import UntilSigned, render, render_all
from motcua.law.intake import Item
from motcua.law.lifecycle import Status
from motcua.people.models import Agency
from motcua.ports import Refused, Unreachable, port
from tests import make

pytestmark = pytest.mark.django_db


def slip(dossier):
    return Paper.objects.select_related("document").get(dossier=dossier, kind="appointment_slip")


def test_a_received_dossier_has_one_job_for_its_slip_and_it_leaves_with_the_act():
    dossier = make.submitted()
    point = transaction.savepoint()
    reception.receive(dossier, seen=[], by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    job = ProcrastinateJob.objects.get(task_name="motcua.jobs.papers.render")
    assert job.args == {"paper": str(slip(dossier).pk)}
    transaction.savepoint_rollback(point)
    assert not ProcrastinateJob.objects.exists()


def test_a_paper_is_rendered_once_and_recorded_as_done_by_the_job():
    dossier = make.received()
    for _ in range(2):
        render(str(slip(dossier).pk))
    document = slip(dossier).document
    assert document is not None
    assert document.media_type == "application/pdf"
    entry = Entry.objects.get(subject=dossier.pk, act="attach_paper")
    assert (entry.actor_kind, entry.actor_id) == ("job", "papers")
    assert Dossier.objects.get(pk=dossier.pk).state is Status.RECEIVED


def test_what_cannot_be_rendered_is_said_and_decides_nothing():
    dossier = make.received()
    paper = slip(dossier)
    Paper.objects.filter(pk=paper.pk).update(values={})
    render(str(paper.pk))
    assert slip(dossier).failure
    assert slip(dossier).document is None
    assert Dossier.objects.get(pk=dossier.pk).state is Status.RECEIVED


def test_a_sheaf_is_one_job_and_one_paper_that_fails_keeps_no_other_from_being_drawn():
    dossiers = [make.received() for _ in range(3)]
    again = [
        Paper(dossier=d, kind="appointment_slip", values=slip(d).values, asked_at=make.later(hours=n), agency=d.receiver)
        for n, d in enumerate(dossiers)
    ]
    nobody = Agency.objects.exclude(code__in=(make.WARD, make.BRANCH)).first()  # the authority has no key of it
    again[1].agency = nobody
    papers_due(again)
    job = ProcrastinateJob.objects.get(task_name="motcua.jobs.papers.render_all")
    assert job.args == {"papers": [str(paper.pk) for paper in again]}
    with pytest.raises(Refused):
        render_all(job.args["papers"])
    drawn = Paper.objects.filter(pk__in=job.args["papers"]).exclude(document=None).values_list("pk", flat=True)
    assert set(drawn) == {again[0].pk, again[2].pk}


def test_a_papers_values_are_not_legible_in_the_database():
    dossier = make.received()
    with connection.cursor() as cursor:
        cursor.execute("SELECT values FROM dossiers_paper WHERE dossier_id = %s", [dossier.pk])
        stored = bytes(cursor.fetchone()[0])
    assert b"001194012372" not in stored
    assert slip(dossier).values["id_number"] == "001194012372"


@pytest.fixture
def authority(settings):
    """Return what chooses the signing authority by dotted path."""

    def choose(backend):
        settings.CONNECTORS = {**settings.CONNECTORS, "signing": {"BACKEND": backend}}
        port.cache_clear()

    yield choose
    port.cache_clear()


def signers(paper):
    """Return the names in the certificates of a finished paper."""
    reader = PdfFileReader(BytesIO(make.pdf_of(paper)))
    return [each.signer_cert.subject.native["common_name"] for each in reader.embedded_signatures]


def test_a_slip_carries_the_electronic_signature_of_the_counters_agency():
    dossier = make.received()
    make.papers()
    assert signers(slip(dossier)) == ["UBND phường Cửa Nam"]
    assert slip(dossier).agency == dossier.receiver


def test_a_draft_of_a_result_is_not_signed_by_the_job():
    dossier = make.at_step("sign")
    draft = Paper.objects.select_related("document").get(dossier=dossier, kind="result")
    assert draft.agency is None
    assert signers(draft) == []


def test_while_the_authority_is_away_the_slip_is_not_there_and_the_job_comes_again(authority):
    dossier = make.received()
    authority("tests.jobs.authorities.Away")
    for _ in range(2):
        with pytest.raises(Unreachable):
            render(str(slip(dossier).pk))
    waiting = slip(dossier)
    assert (waiting.unsigned, waiting.document, waiting.failure) == (True, None, "")
    assert Entry.objects.filter(subject=dossier.pk, act="attach_paper").count() == 1
    authority("tests.make.signing")
    render(str(waiting.pk))
    assert (slip(dossier).unsigned, len(signers(slip(dossier)))) == (False, 1)


def test_an_agency_without_a_key_is_said_and_its_slip_made_when_it_has_one(authority):
    dossier = make.received()
    authority("tests.jobs.authorities.Refusing")
    for _ in range(2):
        with pytest.raises(Refused):
            render(str(slip(dossier).pk))
    assert slip(dossier).failure == "There is no such credential"
    assert Entry.objects.filter(subject=dossier.pk, act="attach_paper").count() == 1
    authority("tests.make.signing")
    render(str(slip(dossier).pk))
    assert slip(dossier).failure == ""


def tried(attempts):
    return Job(queue="papers", lock=None, queueing_lock=None, task_name="render", attempts=attempts)


@pytest.mark.parametrize(
    ("raised", "attempts", "seconds"),
    [(Unreachable(), 0, 3), (Unreachable(), 3, 24), (Unreachable(), 5000, 300), (Refused(), 5000, 3600), (ValueError(), 2, 12)],
)
def test_the_job_waits_longer_each_time_and_never_gives_a_signature_up(raised, attempts, seconds, monkeypatch):
    monkeypatch.setattr("motcua.jobs.papers.RetryDecision", lambda retry_in: retry_in["seconds"])
    assert UntilSigned().get_retry_decision(exception=raised, job=tried(attempts)) == seconds


def test_a_defect_of_ours_is_not_tried_for_ever():
    assert UntilSigned().get_retry_decision(exception=ValueError(), job=tried(8)) is None


def asked(dossier):
    items = [Item("Giấy khai sinh", "Nộp bản sao có chứng thực.", "23/2015/NĐ-CP Điều 16")]
    by, key = make.actor("receiver"), make.key()
    return reception.request_supplement(dossier, items=items, reason="Thiếu giấy tờ.", by=by, at=make.MONDAY, key=key)


def test_a_request_for_supplement_makes_mau_02_due_with_a_number_of_its_own():
    for dossier in (make.submitted(), make.received()):
        asked(dossier)
    make.papers()
    first, second = Paper.objects.filter(kind="supplement_request").order_by("id")
    assert (first.values["number"], second.values["number"]) == ("1/HDHS", "2/HDHS")
    assert (first.values["code"], second.values["code"]) == (None, second.dossier.code)
    assert first.values["items"] == [
        {"name": "Giấy khai sinh", "instruction": "Nộp bản sao có chứng thực.", "basis": "23/2015/NĐ-CP Điều 16"}
    ]
    assert first.document
    assert first.agency == first.dossier.receiver


def test_declining_makes_mau_03_due_with_its_reason():
    declined = reception.decline(
        make.submitted(), reason="Không thuộc thẩm quyền.", by=make.actor("receiver"), at=make.MONDAY, key=make.key()
    )
    make.papers()
    paper = Paper.objects.get(dossier=declined, kind="refusal")
    assert (paper.values["reason"], paper.values["number"]) == ("Không thuộc thẩm quyền.", "1/TCHS")
    assert paper.document
    assert paper.values["verify_url"].endswith(f"/viec-cua-toi/{declined.pk}/")


def test_mau_04_and_05_are_of_the_competent_agency_and_its_leader():
    dossier = make.at_step("work")
    late = apology_values(dossier, reason="Sổ gốc đang phục chế.", new_due=make.later(days=3), said_at=make.MONDAY)
    stop = stop_values(dossier, reason="Người nộp rút.", stopped_at=make.MONDAY, asked="Đã có bản chính.")
    for kind, values in ((Paper.Kind.APOLOGY, late), (Paper.Kind.STOP_NOTICE, stop)):
        assert (values["signer_name"], values["agency_lines"]) == ("Trịnh Văn Dũng", [dossier.competent.name])
        paper_due(dossier, kind, values, at=make.MONDAY)
    make.papers()
    assert late["due_at"] != late["new_due"]
    assert not Paper.objects.filter(dossier=dossier, document=None).exists()
    assert {paper.agency for paper in Paper.objects.filter(kind__in=["apology", "stop_notice"])} == {dossier.competent}


def test_a_branch_signs_what_it_receives():
    branch = Agency.objects.get(code=make.BRANCH)
    dossier = make.received()
    dossier.receiver = branch
    assert signed_by(dossier, Paper.Kind.APPOINTMENT_SLIP) == branch
    assert signed_by(dossier, Paper.Kind.APOLOGY) == dossier.competent
