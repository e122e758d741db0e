"""The main job by acts only: from application to signed result, handed over."""

import pytest

from motcua.audit.models import Entry
from motcua.audit.sealing import verify
from motcua.documents import store
from motcua.documents.verification import verify as verify_pdf
from motcua.dossiers.models import Dossier, Paper, Result
from motcua.law.lifecycle import Act, Status
from motcua.outbox.models import Message
from tests import make

pytestmark = pytest.mark.django_db

WHOLE = [
    Act.SUBMIT,
    Act.RECEIVE,
    Act.FORWARD,
    Act.ATTACH_PAPER,
    Act.DRAFT_RESULT,
    Act.ATTACH_PAPER,
    Act.PROPOSE,
    Act.SIGN,
    Act.NUMBER,
    Act.ISSUE,
    Act.HAND_OVER,
]


@pytest.mark.parametrize("code", [make.COPY, make.BIRTH])
def test_a_dossier_walks_from_application_to_signed_result(code):
    dossier = make.returned(code)
    assert dossier.state is Status.RETURNED
    assert dossier.code == "H26.105-261123-0001"
    acts = list(Entry.objects.filter(subject=dossier.pk).order_by("seq").values_list("act", flat=True))
    assert sorted(acts) == sorted(WHOLE)
    assert acts[0] == Act.SUBMIT
    assert acts[-1] == Act.HAND_OVER
    assert verify(dossier.pk) == (1, len(WHOLE), [])
    assert not dossier.steps.filter(finished_at=None).exists()


def test_the_issued_result_carries_two_intact_signatures_and_its_number():
    dossier = make.returned()
    result = Result.objects.get(dossier=dossier)
    assert result.number == "1/BS-UBND"
    assert result.issued is not None
    found = verify_pdf(store.content(result.issued), make.signing().roots())
    assert [s.intact and s.trusted for s in found.signatures] == [True, True]
    assert result.signer_id != result.issuer_id


def test_the_portal_hears_every_status_in_order_and_the_applicant_by_letter():
    dossier = make.returned()
    kinds = list(Message.objects.filter(subject=dossier.pk, partner="national_portal").order_by("id").values_list("kind", flat=True))
    assert kinds[0] == "dossier.received"
    assert kinds[-1] == "dossier.returned"
    assert [m.payload["status"] for m in Message.objects.filter(partner="national_portal").order_by("id")] == [2, 4, 4, 4, 9, 10]
    letters = [m.payload["subject"] for m in Message.objects.filter(partner="mail").order_by("id")]
    assert letters == ["Đã nhận hồ sơ của bạn", f"Đã tiếp nhận hồ sơ {dossier.code}", f"Hồ sơ {dossier.code} đã có kết quả"]


def test_same_day_promise_is_written_once_and_the_slip_says_it():
    dossier = make.received()
    make.papers()
    slip = Paper.objects.get(dossier=dossier, kind="appointment_slip")
    assert slip.document is not None
    assert dossier.due_at == dossier.promised_at == make.MONDAY.replace(hour=17, minute=30)
    assert slip.values["due_at"] == "17 giờ 30 phút, ngày 23/11/2026"


def test_nothing_is_coded_or_promised_before_acceptance():
    dossier = make.submitted()
    assert (dossier.state, dossier.code, dossier.due_at) == (Status.NEW, None, None)
    assert Dossier.objects.count() == 1
