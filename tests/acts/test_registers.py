"""The register: continuous numbers given at reception, a year closed once and for good."""

import threading
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction

from motcua.acts import phrases, reception, registers
from motcua.audit.models import Entry
from motcua.catalogue.models import Phrase
from motcua.catalogue.phrases import phrases_for
from motcua.dossiers.models import Dossier, RegisterClosing, RegisterEntry
from motcua.law.calendar import HANOI
from motcua.law.intake import ItemsMissing
from motcua.law.lifecycle import NotAllowed, Status
from motcua.law.registers import RegisterBroken, RegisterClosed, YearNotOver, hash_of
from motcua.people.actor import job
from motcua.people.models import Agency
from tests import make

pytestmark = pytest.mark.django_db
NEXT_YEAR = datetime(2027, 1, 4, 9, 0, tzinfo=HANOI)


def ward():
    return Agency.objects.get(code=make.WARD)


def numbers():
    return list(RegisterEntry.objects.order_by("year", "number").values_list("year", "number"))


def close(at=NEXT_YEAR, by=None, year=2026, key="close"):
    return registers.close(ward(), year, by=by or make.actor("receiver"), at=at, key=key)


def test_numbers_go_on_over_the_days_and_begin_anew_with_the_year():
    for at in (make.MONDAY, make.later(days=1), NEXT_YEAR):
        make.received(at=at)
    assert numbers() == [(2026, 1), (2026, 2), (2027, 1)]


def test_a_dossier_that_is_not_received_has_no_number_and_leaves_no_gap():
    declined = make.submitted()
    reception.decline(declined, reason="Không thuộc thẩm quyền.", by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    point = transaction.savepoint()
    make.received()
    transaction.savepoint_rollback(point)
    kept = make.received()
    assert numbers() == [(2026, 1)]
    assert RegisterEntry.objects.get().dossier == kept


def test_closing_counts_and_seals_the_year():
    for _ in range(2):
        make.received()
    closing = close()
    assert (closing.count, closing.hash) == (2, hash_of(registers.lines_of(ward().pk, 2026)))
    entry = Entry.objects.get(act="close_register")
    assert (entry.subject_kind, entry.subject) == ("register", closing.pk)


def test_nothing_enters_a_closed_year():
    make.received()
    close()
    waiting = make.submitted()
    with pytest.raises(RegisterClosed, match="2026"):
        reception.receive(waiting, seen=[], by=make.actor("receiver"), at=make.MONDAY, key=make.key())
    assert Dossier.objects.get(pk=waiting.pk).state is Status.NEW
    assert numbers() == [(2026, 1)]
    make.received(at=NEXT_YEAR)
    assert numbers() == [(2026, 1), (2027, 1)]


def test_a_year_is_not_closed_before_it_is_over_nor_twice():
    make.received()
    with pytest.raises(YearNotOver):
        close(at=make.later(days=3))
    close()
    with pytest.raises(RegisterClosed):
        close(key="again")
    assert RegisterClosing.objects.count() == 1


def test_a_year_without_dossiers_is_closed_empty():
    make.city()
    assert close(year=2025).count == 0


def test_only_the_counter_itself_closes_its_book():
    make.received()
    for by in (make.actor(make.officer("receiver", make.BRANCH)), make.actor("signer")):
        with pytest.raises(NotAllowed):
            close(by=by)
    assert close(by=job("register")).closed_by == "register"


def test_a_book_with_a_gap_is_not_closed():
    make.received()
    lost = make.received()
    make.received()
    RegisterEntry.objects.filter(dossier=lost).delete()
    with pytest.raises(RegisterBroken, match="2"):
        close()


def test_a_changed_line_changes_the_hash():
    dossier = make.received()
    assert dossier.received_at
    closing = close()
    Dossier.objects.filter(pk=dossier.pk).update(received_at=dossier.received_at + timedelta(minutes=1))
    assert hash_of(registers.lines_of(ward().pk, 2026)) != closing.hash


@pytest.mark.django_db(transaction=True, serialized_rollback=False)
def test_closing_waits_for_a_reception_that_writes_and_counts_it():
    make.city()
    waiting = make.submitted()
    writing, done = threading.Event(), []

    def closes():
        writing.wait(10)
        try:
            done.append(close(by=job("register")).count)
        finally:
            connection.close()

    closer = threading.Thread(target=closes)
    closer.start()
    with transaction.atomic():
        reception.receive(waiting, seen=[], by=make.actor("receiver"), at=make.MONDAY, key=make.key())
        writing.set()
        closer.join(0.5)
        assert closer.is_alive(), "the closing waits for the book's lock"
    closer.join(10)
    assert done == [1]


def wording(**changed):
    words = {"key": "paper", "name": "Thiếu giấy", "instruction": "Nộp thêm.", "basis": "61/2018/NĐ-CP Điều 17", "certainty": "T"}
    return phrases.Wording(**{**words, "valid_from": date(2026, 1, 1), **changed})


def test_a_phrase_holds_until_another_wording_of_it_does():
    by = make.actor(make.officer("procedure_controller", "H26.20"))
    for each in (wording(), wording(), wording(valid_from=date(2026, 6, 1), instruction="Nộp bản điện tử.")):
        phrases.set_phrase(each, by=by, at=make.MONDAY)
    held = Phrase.objects.filter(key="paper").order_by("valid_from").values_list("valid_from", "valid_to")
    assert list(held) == [(date(2026, 1, 1), date(2026, 5, 31)), (date(2026, 6, 1), None)]
    assert phrases_for("x", date(2026, 3, 1)).get(key="paper").instruction == "Nộp thêm."


def test_a_phrase_without_its_article_is_refused_and_so_is_one_by_the_wrong_officer():
    with pytest.raises(ItemsMissing):
        phrases.set_phrase(wording(basis=" "), by=job("prepare"), at=make.MONDAY)
    with pytest.raises(NotAllowed):
        phrases.set_phrase(wording(), by=make.actor("receiver"), at=make.MONDAY)
    assert not Phrase.objects.filter(key="paper").exists()


def test_the_city_ships_phrases_for_all_and_for_single_procedures():
    make.city()
    day = make.MONDAY.date()
    general = set(phrases_for("9.999999", day).values_list("key", flat=True))
    birth = set(phrases_for(make.BIRTH, day).values_list("key", flat=True))
    assert len(general) >= 6
    assert birth - general == {"birth-paper-missing"}
    assert all(phrase.basis for phrase in Phrase.objects.all())
