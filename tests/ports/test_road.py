"""The road's layer: an answer is believed only when it is to this question, of this service, and to the very words we sent."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import pytest

from motcua.ports import Garbled, Refused, Unreachable
from motcua.ports.road import Answer, Road, request_hash

SERVICE = "VN/GOV/BCA/CSDLDC/037"


@contextmanager
def road(answers: Callable[[httpx.Request], httpx.Response], **changes: object) -> Iterator[Road]:
    """A road whose security server is `answers`, called in place of the network."""
    made = Road("http://road.test", SERVICE, {"X-Road-Client": "VN/GOV/H26/MOTCUA"}, 0.8, **changes)  # type: ignore[arg-type]

    def streamed(asked: httpx.Request) -> httpx.Response:
        told = answers(asked)
        return httpx.Response(told.status_code, headers=told.headers, content=iter([told.content]))

    made.http = httpx.Client(transport=httpx.MockTransport(streamed))
    yield made
    made.close()


def ask(made: Road) -> Answer:
    return made.ask("POST", issue="Hồ sơ 1", heads={}, content=b"<a/>")


def heads(asked: httpx.Request, **changes: str) -> dict[str, str]:
    told = {"X-Road-Id": asked.headers["X-Road-Id"], "X-Road-Service": SERVICE, "X-Road-Request-Hash": request_hash(asked)}
    return told | {name.replace("_", "-"): value for name, value in changes.items()}


def test_an_answer_to_this_very_question_is_taken() -> None:
    with road(lambda asked: httpx.Response(200, headers=heads(asked), content=b"yes")) as made:
        assert ask(made) == Answer(200, b"yes")


@pytest.mark.parametrize(
    "wrong",
    [{"X_Road_Id": "11111111-1111-4111-8111-111111111111"}, {"X_Road_Service": "VN/GOV/BCA/CSDLDC/033"}, {"X_Road_Request_Hash": "x"}],
)
def test_an_answer_to_something_else_is_none_and_what_came_is_kept(wrong: dict[str, str]) -> None:
    answers = road(lambda asked: httpx.Response(200, headers=heads(asked, **wrong), content=b"somebody's data"))
    with answers as made, pytest.raises(Garbled) as garbled:
        ask(made)
    assert "somebody's data" in garbled.value.evidence


def test_a_question_whose_words_were_changed_on_the_way_is_told_by_its_hash() -> None:
    def server(asked: httpx.Request) -> httpx.Response:
        changed = httpx.Request(asked.method, asked.url, headers=asked.headers.raw, content=b"<other/>")
        return httpx.Response(200, headers=heads(asked, X_Road_Request_Hash=request_hash(changed)), content=b"yes")

    with road(server) as made, pytest.raises(Garbled, match="X-Road-Request-Hash"):
        ask(made)


def test_where_a_security_server_counts_over_other_words_the_hash_may_be_left_alone() -> None:
    with road(lambda asked: httpx.Response(200, headers=heads(asked, X_Road_Request_Hash="other"), content=b"yes"), hashed=False) as made:
        assert ask(made).content == b"yes"


def test_a_long_answer_is_kept_in_part_only() -> None:
    with road(lambda asked: httpx.Response(200, content=b"x" * 100_000)) as made, pytest.raises(Garbled) as garbled:
        ask(made)
    assert len(garbled.value.evidence) == 4_000


def test_the_layers_own_errors_say_whether_to_try_again() -> None:
    with (
        road(lambda _asked: httpx.Response(500, headers={"X-Road-Error": "Server.ServerProxy.AccessDenied"})) as made,
        pytest.raises(Refused),
    ):
        ask(made)
    with (
        road(lambda _asked: httpx.Response(500, headers={"X-Road-Error": "Server.ServerProxy.IOError"})) as made,
        pytest.raises(Unreachable),
    ):
        ask(made)
    with road(lambda _asked: httpx.Response(503)) as made, pytest.raises(Unreachable):
        ask(made)
