"""Codes as acts give them: none twice, none missing without a reason, external ones kept and found (rules 3 to 6)."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from motcua.acts import reception
from motcua.acts.codes import void
from motcua.audit.sealing import verify
from motcua.doors.counter.rows import waiting
from motcua.doors.desk.lists import Wanted, found
from motcua.dossiers.codebook import days
from motcua.dossiers.models import Dossier, VoidedCode
from motcua.law.codes import CodeError, parse
from motcua.law.intake import ReasonMissing
from motcua.law.lifecycle import NotAllowed
from motcua.people.actor import job
from motcua.people.models import Agency
from tests import make

EXTERNAL = ["H26.15-250103-0001", "000.17.22.H56-210531-0001", "G09.20-20260609-0092637"]
AT_ONCE, HANDS = 200, 40


@pytest.mark.django_db
def test_a_code_is_given_up_with_a_reason_and_the_day_stays_explained():
    ward = Agency.objects.get(code=make.WARD)
    make.received()
    voided = void(ward, reason="Ghi nhầm trên giấy lúc mất điện", by=job("test"), at=make.MONDAY, key="v")
    assert voided.code == "H26.105-261123-0002"
    assert void(ward, reason="Ghi nhầm trên giấy lúc mất điện", by=job("test"), at=make.MONDAY, key="v") == voided
    assert make.received(user=make.citizen("Lê Thị Hoa", "001165000123")).code == "H26.105-261123-0003"
    (day,) = days(ward)
    assert (day.given, day.borne, day.voided, day.gaps) == (3, 2, 1, ())


@pytest.mark.django_db
def test_a_code_is_not_given_up_without_a_reason_nor_by_the_counter():
    ward = Agency.objects.get(code=make.WARD)
    with pytest.raises(ReasonMissing):
        void(ward, reason="  ", by=job("test"), at=make.MONDAY, key="v")
    with pytest.raises(NotAllowed):
        void(ward, reason="Ghi nhầm trên giấy", by=make.actor("receiver"), at=make.MONDAY, key="v")
    assert not VoidedCode.objects.exists()
    assert list(days(ward)) == []


@pytest.mark.django_db
def test_a_gap_that_nobody_explains_is_found():
    first = make.received()
    make.received(user=make.citizen("Lê Thị Hoa", "001165000123"))
    Dossier.objects.filter(pk=first.pk).update(code=None)
    (day,) = days()
    assert day.gaps == ("H26.105-261123-0001",)
    assert list(days(begins=day.day + timedelta(1))) == list(days(ends=day.day - timedelta(1))) == []


@pytest.mark.django_db
@pytest.mark.parametrize("code", EXTERNAL)
def test_an_external_code_is_kept_and_found_everywhere(code):
    dossier = make.submitted()
    Dossier.objects.filter(pk=dossier.pk).update(external_code=code)
    taken = reception.receive(dossier, seen=[], by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    assert (taken.external_code, taken.code) == (code, "H26.105-261123-0001")
    for typed in (code, code.lower()):
        assert Client().post(reverse("portal:look_up"), {"code": typed}).context["found"]["code"] == code
        assert [d.pk for d in waiting(make.actor("receiver"), typed)] == [dossier.pk]
    forwarded = reception.forward(taken, officer=make.officer("case_officer"), by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    assert [d.pk for d in found(make.actor("case_officer"), Wanted(words=code.lower()))] == [forwarded.pk]


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["H26", "h26.105 ", "H26.105-1", "Z26.1"])
def test_an_agency_is_not_established_under_what_is_no_agency_code(code):
    from motcua.acts.people import NewAgency, establish
    from motcua.people.models import AgencyKind

    if code == "H26":
        assert establish(NewAgency(code, "UBND", AgencyKind.CITY), by=job("test"), at=make.MONDAY).code == "H26"
        return
    with pytest.raises(CodeError):
        establish(NewAgency(code, "UBND", AgencyKind.COMMUNE, "H26"), by=job("test"), at=make.MONDAY)


def _copies(dossier: Dossier, number: int) -> list[Dossier]:
    """Return `number` dossiers just submitted: the one made by acts, and its like under other keys."""
    like = []
    for at in range(number - 1):
        other = Dossier.objects.get(pk=dossier.pk)
        other.pk, other.look_up_token = None, f"copy{at}"
        other.id = Dossier._meta.get_field("id").get_default()
        like.append(other)
    return [dossier, *Dossier.objects.bulk_create(like)]


@pytest.mark.django_db(transaction=True)
def test_two_hundred_at_once_get_two_hundred_codes_in_a_row():
    waits, receiver = _copies(make.submitted(), AT_ONCE), make.actor("receiver")
    start, began = threading.Barrier(HANDS), time.monotonic()

    def work(hand: int) -> list[str]:
        start.wait()
        mine = waits[hand::HANDS]
        codes = [reception.receive(d, seen=[], by=receiver, at=make.MONDAY, key=f"at-once:{d.pk.hex}").code for d in mine]
        connection.close()
        return [code for code in codes if code]

    with ThreadPoolExecutor(HANDS) as hands:
        given = list(hands.map(work, range(HANDS)))

    codes = sorted(code for each in given for code in each)
    assert codes == [f"H26.105-261123-{n:04d}" for n in range(1, AT_ONCE + 1)]
    assert all(each == sorted(each, key=lambda code: parse(code).serial) for each in given)
    (day,) = days()
    assert (day.given, day.borne, day.gaps) == (AT_ONCE, AT_ONCE, ())
    assert verify()[2] == []
    assert time.monotonic() - began < 40
