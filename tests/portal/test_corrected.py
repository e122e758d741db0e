"""What the citizen reads of a correction, and of money asked before acceptance."""

from django.test import Client
from django.urls import reverse

from motcua.acts import correction, suspension
from motcua.dossiers.corrections import Correction
from motcua.dossiers.models import Dossier
from motcua.law.calendar import HANOI
from tests import make
from tests.portal.conftest import words


def page(client: Client, dossier: Dossier) -> str:
    return words(client.get(reverse("portal:dossier", args=[dossier.pk])))


def test_a_correction_is_told_with_what_was_wrong_and_the_old_paper_stays_readable(hers, citizen):
    dossier = make.returned(user=citizen)
    by = make.actor("signer")
    correction.correct(dossier, wrong="Năm cấp ghi sai", reason="Gõ nhầm", step="search", by=by, at=make.MONDAY, key=make.key())
    text = page(hers, dossier)
    assert "Cơ quan đang đính chính kết quả" in text
    assert "Năm cấp ghi sai" in text
    assert "Rút hồ sơ" not in text
    assert "Quá hẹn" not in text
    old = Correction.objects.get().issued_id
    assert hers.get(reverse("portal:document", args=[dossier.pk, old])).status_code == 200
    assert "Quá hẹn" not in words(hers.get(reverse("portal:mine")))


def test_money_asked_before_acceptance_says_that_nothing_runs_yet(hers, citizen):
    dossier = make.submitted(user=citizen)
    by = make.actor("receiver")
    suspension.ask_prepayment(dossier, what="Phí cấp phiếu", amount=200_000, by=by, at=make.MONDAY.astimezone(HANOI), key=make.key())
    text = page(hers, dossier)
    assert "chờ bạn nộp tiền" in text
    assert "200.000" in text
    assert "Thời hạn tạm dừng" not in text
