"""Time stamps over our own digests: told apart are an authority that is silent and a token that is not to be believed."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from motcua.connectors.signing import stamping
from motcua.ports import Refused, TimeStamps, Unreachable
from sandbox.running import Running, free_port

DIGEST = hashlib.sha256(b"a day's root").digest()


@pytest.fixture
def client(world: Running, tmp_path: Path) -> Iterator[Callable[..., stamping.Client]]:
    made: list[stamping.Client] = []

    def one(url: str = f"{world.url}/signing/tsa") -> stamping.Client:
        made.append(stamping.Client(url, tmp_path / "roots.pem", f"{world.url}/signing/root.pem", timeout=0.6))
        return made[-1]

    yield one
    for each in made:
        each.close()


@pytest.fixture(params=["client", "fake"])
def clock(request: pytest.FixtureRequest, client: Callable[..., stamping.Client]) -> TimeStamps:
    return client() if request.param == "client" else stamping.Fake()


@pytest.fixture
def broken(world: Running) -> Iterator[Callable[[str], None]]:
    def set_mode(mode: str) -> None:
        httpx.post(f"{world.url}/fault/signing", json={"mode": mode}).raise_for_status()

    yield set_mode
    set_mode("ok")


def test_a_stamp_vouches_for_its_digest_at_its_moment(clock: TimeStamps) -> None:
    moment = clock.stamped_at(clock.stamp(DIGEST), DIGEST)
    assert abs(moment - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_stamp_over_something_else_is_refused(clock: TimeStamps) -> None:
    with pytest.raises(Refused, match="something else"):
        clock.stamped_at(clock.stamp(DIGEST), hashlib.sha256(b"another").digest())


def test_an_altered_stamp_is_refused(clock: TimeStamps) -> None:
    token = clock.stamp(DIGEST)
    year = token.index(str(datetime.now(UTC).year).encode())
    for place in (token.index(DIGEST), year + 3, len(token) - 20):  # what was stamped, when, the signature
        with pytest.raises(Refused):
            clock.stamped_at(token[:place] + bytes([token[place] ^ 1]) + token[place + 1 :], DIGEST)


@pytest.mark.parametrize("token", [b"", b"x", b"0\x00"])
def test_what_is_no_stamp_is_refused(clock: TimeStamps, token: bytes) -> None:
    with pytest.raises(Refused):
        clock.stamped_at(token, DIGEST)


def test_a_stamp_of_another_authority_is_refused(clock: TimeStamps) -> None:
    with pytest.raises(Refused, match="trusted"):
        clock.stamped_at(stamping.Fake().stamp(DIGEST), DIGEST)


@pytest.mark.parametrize("mode", ["error", "timeout", "garbage"])
def test_a_silent_authority_may_answer_later(client: Callable[..., stamping.Client], broken: Callable[[str], None], mode: str) -> None:
    one = client()
    broken(mode)
    with pytest.raises(Unreachable):
        one.stamp(DIGEST)
    broken("ok")
    assert one.stamp(DIGEST)


def test_an_authority_that_is_not_there_is_unreachable(client: Callable[..., stamping.Client]) -> None:
    with pytest.raises(Unreachable):
        client(f"http://127.0.0.1:{free_port()}/tsa").stamp(DIGEST)
