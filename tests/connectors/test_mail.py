"""A letter reaches the box once; a repeat is the same letter; what will never be taken is refused."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from motcua.connectors.mail import client, fake
from motcua.ports import Outgoing, Refused, Unreachable
from sandbox.running import Running, free_port

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SENDER = "Một Cửa Hà Nội <khong-tra-loi@motcua.example>"
Mail = client.Client | fake.Client
Make = Callable[..., client.Client]


def letter(to: str, key: str = "k", **changes: Any) -> Outgoing:
    told = {"to": to, "subject": "Hồ sơ đã được tiếp nhận", "text": "Kính gửi bà Hạnh,\nXem http://127.0.0.1:8000/ho-so/1.\n", **changes}
    return Outgoing(idempotency_key=f"{key}:{to}", kind="mail.received", subject="dossier", payload=told, created_at=AT)


@pytest.fixture
def make(world: Running) -> Make:
    def one(**changes: Any) -> client.Client:
        return client.Client(**{"host": "127.0.0.1", "port": world.config.smtp_port, "sender": SENDER, "timeout": 0.6, **changes})

    return one


@pytest.fixture(params=["client", "fake"])
def mail(request: pytest.FixtureRequest, make: Make) -> Mail:
    return make() if request.param == "client" else fake.Client(SENDER)


def box(world: Running, to: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = httpx.get(f"{world.url}/mail/api/messages", params={"to": to}).json()
    return found


def test_a_letter_is_accepted(mail: Mail) -> None:
    assert "accepted <" in mail.deliver(letter("a@example.test")).evidence


def test_a_repeat_carries_the_same_message_id(mail: Mail) -> None:
    assert mail.deliver(letter("b@example.test")) == mail.deliver(letter("b@example.test"))
    assert mail.deliver(letter("b@example.test")) != mail.deliver(letter("b@example.test", key="other"))


@pytest.mark.parametrize(
    "sent",
    [
        letter("nobody@refused.test"),
        letter("no address"),
        letter(""),
        letter("a@example.test\nBcc: b@example.test"),
        letter("a@example.test", subject="Xin chào\nBcc: b@example.test"),
        letter("a@example.test", text=None),
        Outgoing("k", "mail.x", "s", {"subject": "no recipient", "text": ""}, AT),
    ],
)
def test_a_letter_that_will_never_be_taken_is_refused(mail: Mail, sent: Outgoing) -> None:
    with pytest.raises(Refused):
        mail.deliver(sent)


def test_the_box_shows_the_letter_and_counts_repeats(world: Running, make: Make) -> None:
    for _ in range(3):
        make().deliver(letter("c@example.test", html="<p>Kính gửi bà <b>Hạnh</b></p>"))
    (found,) = box(world, "c@example.test")
    assert (found["subject"], found["repeats"]) == ("Hồ sơ đã được tiếp nhận", 2)
    assert found["text"].splitlines()[0] == "Kính gửi bà Hạnh,"
    page = httpx.get(f"{world.url}/mail/{found['id']}").text
    assert 'href="http://127.0.0.1:8000/ho-so/1"' in page
    assert "&lt;b&gt;Hạnh" in page
    assert "c@example.test" in httpx.get(f"{world.url}/mail/").text


def test_an_unknown_letter_is_not_found(world: Running) -> None:
    assert httpx.get(f"{world.url}/mail/999999").status_code == 404


@pytest.mark.parametrize("mode", ["error", "garbage", "slow", "timeout"])
def test_a_mail_server_in_trouble_is_unreachable_and_the_same_passes_later(world: Running, make: Make, mode: str) -> None:
    sent = letter(f"{mode}@example.test")
    with world.broken("mail", mode), pytest.raises(Unreachable):
        make().deliver(sent)
    make().deliver(sent)
    assert len(box(world, f"{mode}@example.test")) == 1


def test_nobody_listening_is_unreachable(make: Make) -> None:
    with pytest.raises(Unreachable):
        make(port=free_port()).deliver(letter("d@example.test"))


def test_a_server_that_cannot_encrypt_gets_no_letter_when_encryption_is_demanded(make: Make) -> None:
    with pytest.raises(Unreachable):
        make(starttls=True).deliver(letter("e@example.test"))


def test_the_fake_keeps_each_letter_once_and_can_be_down() -> None:
    mail = fake.Client(SENDER)
    mail.deliver(letter("f@example.test"))
    mail.deliver(letter("f@example.test"))
    assert (len(mail.letters), mail.repeats) == (1, 1)
    mail.down = True
    with pytest.raises(Unreachable):
        mail.deliver(letter("f@example.test"))
