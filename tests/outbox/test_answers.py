"""What partners say in words is judged by a dated table; words nobody knows are tried again and end before a person."""

from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from motcua.lib.remembering import forget
from motcua.outbox import answers, delivering, worker
from motcua.outbox.models import AnswerRule, Attempt, Lane, Message, State
from motcua.ports import port
from tests.outbox.conftest import B, numbers, send

TABLE = [answers.Meaning(answers.folded(p), o) for p, o in (("Không tồn tại", "done"), ("logic xử lý không hợp lệ", "stop"))]


def rule(pattern, outcome, begins=date(2025, 7, 1), ends=None):
    forget()
    AnswerRule.objects.create(
        partner="portal", pattern=pattern, outcome=outcome, source="test", certainty="u", valid_from=begins, valid_to=ends
    )


@pytest.mark.parametrize(
    "said,means",
    [
        ("Hồ sơ KHÔNG  TỒN TẠI trên hệ thống", "done"),
        ("Lỗi: logic xử lý không hợp lệ (không tồn tại bước)", "stop"),
        ("Không to\u0302\u0300n ta\u0323i", "done"),
        ("một câu chưa ai biết", None),
        ("", None),
    ],
)
def test_the_longest_words_found_decide_whatever_their_case_and_form(said, means):
    assert answers.classify(said, TABLE) == means


@given(st.text(max_size=60), st.lists(st.tuples(st.text(min_size=1, max_size=12), st.sampled_from(answers.OUTCOMES)), max_size=5))
def test_any_words_get_a_meaning_of_the_table_or_none(said, rows):
    table = [answers.Meaning(answers.folded(p), o) for p, o in rows if answers.folded(p)]
    found = answers.classify(said, table)
    assert found is None or found in {m.outcome for m in table if m.pattern in answers.folded(said)}


@pytest.mark.django_db
@pytest.mark.parametrize("outcome,state", [("done", State.DELIVERED), ("retry", State.WAITING), ("stop", State.PARKED)])
def test_a_known_answer_has_the_outcome_of_its_row(book, outcome, state):
    rule("đã tồn tại", outcome)
    message = send(1, words="Hồ sơ Đã tồn tại")
    worker.flush()
    message.refresh_from_db()
    assert message.state == state


@pytest.mark.django_db
def test_a_row_counts_from_its_day_to_its_day(book):
    rule("đã tồn tại", "stop", ends=date(2025, 12, 31))
    rule("đã tồn tại", "done", begins=date(2026, 1, 1))
    assert answers.meaning("portal", "đã tồn tại", date(2025, 12, 31)) == "stop"
    assert answers.meaning("portal", "đã tồn tại", date(2026, 1, 1)) == "done"
    assert answers.meaning("mail", "đã tồn tại", date(2026, 1, 1)) is None


@pytest.mark.django_db
def test_an_unknown_answer_is_tried_again_then_a_person_reads_it_and_only_its_dossier_waits(book):
    message = send(1, words="Có gì đó lạ")
    send(2, subject=B)
    for _ in range(delivering.UNCLEAR_TRIES):
        message.refresh_from_db()
        assert message.state == State.WAITING
        Lane.objects.update(next_at=timezone.now())
        worker.flush()
    message.refresh_from_db()
    assert message.state == State.PARKED
    assert Attempt.objects.filter(message=message.pk, detail="Có gì đó lạ").count() == delivering.UNCLEAR_TRIES
    assert numbers(book) == [2]


@pytest.mark.django_db
def test_a_refusal_whose_words_mean_try_again_is_tried_again(book):
    rule("Thiếu TenTTHC", "retry")
    message = send(1, bad=True)
    worker.flush()
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.WAITING, 1)


@pytest.mark.parametrize(
    "said,kept",
    [
        ("Công dân 001194012372 không có", "Công dân 001•••372 không có"),
        ("Hồ sơ H26.105-261123-0001 không tồn tại", "Hồ sơ H26.105-261123-0001 không tồn tại"),
        ("error 500", "error 500"),
    ],
)
def test_evidence_keeps_no_personal_number(said, kept):
    assert delivering.masked(said) == kept


@pytest.fixture
def together(book, settings):
    """The portal takes several messages in a call."""
    settings.CONNECTORS["portal"]["BACKEND"] = "tests.outbox.partners.Together"
    settings.CONNECTORS["portal"]["OPTIONS"] = {"book": str(book)}
    port.cache_clear()
    return port("portal")


@pytest.mark.django_db
def test_messages_of_a_lane_go_together_where_the_partner_takes_several_in_order(book, together):
    for n in range(7):
        send(n)
    assert worker.flush() == 7
    assert numbers(book) == list(range(7))
    assert together.calls == [3, 3]


@pytest.mark.django_db
def test_a_bad_one_among_several_is_found_and_those_before_it_have_gone(book, together):
    for n in range(4):
        send(n, bad=n == 2)
    worker.flush()
    assert numbers(book) == [0, 1]
    states = list(Message.objects.order_by("place").values_list("state", flat=True))
    assert states == [State.DELIVERED, State.DELIVERED, State.PARKED, State.WAITING]
