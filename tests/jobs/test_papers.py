"""The job that renders papers: due in the act's own transaction, done once, a failure said on the dossier."""

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.acts import reception
from motcua.audit.models import Entry
from motcua.dossiers.models import Dossier, Paper
from motcua.jobs.papers import render
from motcua.law.lifecycle import Status
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


def test_a_papers_values_are_not_legible_in_the_database():
    dossier = make.received()
    with connection.cursor() as cursor:
        cursor.execute("SELECT values FROM dossiers_paper WHERE dossier_id = %s", [dossier.pk])
        stored = bytes(cursor.fetchone()[0])
    assert b"001194012372" not in stored
    assert slip(dossier).values["id_number"] == "001194012372"
