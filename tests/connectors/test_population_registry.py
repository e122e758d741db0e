"""The registry answers who a person is only when number, name and birth date agree; the client and the fake alike."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import httpx
import pytest

from motcua.connectors.population_registry import client, fake, wire
from motcua.ports import Person, PopulationRegistry, Purpose, Refused, Unreachable
from motcua.ports.breaker import Breaker
from sandbox.running import Running

WHY = Purpose(subject="H26.19.1-261123-0001", procedure="1.001193", asked_by="001080011223")
HANH: dict[str, Any] = {"number": "001194012372", "name": "Nguyễn Thị Hạnh", "birth_date": date(1994, 3, 14)}
HOME = "Số 12, ngõ 34 đường Láng, phường Láng, thành phố Hà Nội"
KNOWN = Person(
    **HANH,
    sex="female",
    ethnicity="Kinh",
    nationality="Việt Nam",
    birth_place="Phường Giảng Võ, thành phố Hà Nội",
    home_town="Xã Thường Tín, thành phố Hà Nội",
    residence=HOME,
    current_address=HOME,
    marital_status="Đã kết hôn",
    father_name="Nguyễn Văn Bình",
    mother_name="Lê Thị Hoa",
    spouse_name="Trần Văn Minh",
    spouse_number="001094045678",
    father_number="001066005512",
    mother_number="001165000123",
    father_nationality="Việt Nam",
    mother_nationality="Việt Nam",
    spouse_nationality="Việt Nam",
    old_number="012345678",
    head_name="Trần Văn Minh",
    head_number="001094045678",
    head_relation="Vợ",
    household_number="HN100000001",
    residence_ward="00199",
    current_ward="00199",
)
Make = Callable[..., client.Client]


@pytest.fixture
def make(world: Running) -> Iterator[Make]:
    made: list[client.Client] = []

    def one(**changes: Any) -> client.Client:
        options = {"url": f"{world.url}/population", "user": "motcua", "secret": "demo-secret", "api_key": "demo-key"}
        made.append(client.Client(**{**options, "client_id": "VN/GOV/H26/MOTCUA", **changes}))
        return made[-1]

    yield one
    for each in made:
        each.close()


@pytest.fixture(params=["client", "fake"])
def registry(request: pytest.FixtureRequest, make: Make) -> PopulationRegistry:
    return make() if request.param == "client" else fake.Client([KNOWN])


def test_a_person_is_found_by_number_name_and_birth_date(registry: PopulationRegistry) -> None:
    assert registry.look_up(**HANH, purpose=WHY) == KNOWN


def test_case_spaces_and_unicode_form_of_the_name_do_not_matter(registry: PopulationRegistry) -> None:
    import unicodedata

    typed = unicodedata.normalize("NFD", "  nguyễn   thị HẠNH ")
    assert registry.look_up(**{**HANH, "name": typed}, purpose=WHY) == KNOWN


@pytest.mark.parametrize("wrong", [{"number": "001194012373"}, {"name": "Nguyễn Thị Hanh"}, {"birth_date": date(1994, 3, 15)}])
def test_one_wrong_part_finds_nobody(registry: PopulationRegistry, wrong: dict[str, Any]) -> None:
    assert registry.look_up(**{**HANH, **wrong}, purpose=WHY) is None


def test_the_purpose_reaches_the_registry_and_the_number_is_masked_on_its_page(world: Running, make: Make) -> None:
    make().look_up(**HANH, purpose=Purpose("draft-77", "2.000908", "officer-5"))
    page = httpx.get(f"{world.url}/population/").text
    assert all(word in page for word in ("draft-77", "2.000908", "officer-5", "001••••••372"))
    assert "001194012372" not in page


@pytest.mark.parametrize("wrong", [{"secret": "x"}, {"api_key": "x"}, {"client_id": "VN/GOV/H27/OTHER"}, {"user": "x"}])
def test_a_caller_that_may_not_ask_is_refused(make: Make, wrong: dict[str, str]) -> None:
    with pytest.raises(Refused):
        make(**wrong).look_up(**HANH, purpose=WHY)


def test_a_question_without_a_name_is_refused(make: Make) -> None:
    with pytest.raises(Refused):
        make().look_up(**{**HANH, "name": " "}, purpose=WHY)


@pytest.mark.parametrize("mode", ["error", "garbage", "slow", "timeout"])
def test_a_registry_in_trouble_is_unreachable_within_its_time(world: Running, make: Make, mode: str) -> None:
    began = time.monotonic()
    with world.broken("population", mode), pytest.raises(Unreachable):
        make().look_up(**HANH, purpose=WHY)
    assert time.monotonic() - began < 0.95


def test_nobody_listening_is_unreachable(make: Make) -> None:
    with pytest.raises(Unreachable):
        make(url="http://127.0.0.1:9").look_up(**HANH, purpose=WHY)


def test_after_some_failures_nobody_waits_any_more_until_it_has_rested(world: Running, make: Make) -> None:
    registry = make(failures=2, rest=0.5)
    with world.broken("population", "error"):
        for _ in range(2):
            with pytest.raises(Unreachable):
                registry.look_up(**HANH, purpose=WHY)
    with pytest.raises(Unreachable, match="a moment ago"):
        registry.look_up(**HANH, purpose=WHY)
    time.sleep(0.55)
    assert registry.look_up(**HANH, purpose=WHY) == KNOWN


def fail(breaker: Breaker, problem: Exception) -> None:
    with breaker.guarding():
        raise problem


def test_while_one_tries_after_the_rest_the_others_still_do_not_wait() -> None:
    now = [0.0]
    breaker = Breaker(1, 10, lambda: now[0])
    with pytest.raises(Unreachable, match="down"):
        fail(breaker, Unreachable("down"))
    now[0] = 11
    with breaker.guarding(), pytest.raises(Unreachable, match="a moment ago"), breaker.guarding():
        pass
    with breaker.guarding():
        pass


def test_a_refusal_does_not_open_the_breaker() -> None:
    breaker = Breaker(1, 10)
    for _ in range(3):
        with pytest.raises(Refused):
            fail(breaker, Refused("no"))


PERSON = "<b:Congdan xmlns:b='http://dancuquocgia.bca'></b:Congdan>"
ENVELOPE = "<s:Envelope xmlns:s='{}'><s:Body>{}</s:Body></s:Envelope>"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"<a>" * 200_000,
        "<a/>".encode("utf-16"),
        b"<a/>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        ENVELOPE.format(wire.SOAP, "").encode(),
        ENVELOPE.format(wire.SOAP, f"<b:CongdanCollection xmlns:b='{wire.BCA}'>{PERSON}</b:CongdanCollection>").encode(),
        ENVELOPE.format(wire.SOAP, "<s:Fault><faultcode>s:Server</faultcode><faultstring>x</faultstring></s:Fault>").encode(),
    ],
)
def test_an_answer_that_cannot_be_trusted_is_no_answer(content: bytes) -> None:
    with pytest.raises(Unreachable):
        wire.answer(content)


def test_the_fake_can_be_down_or_deny() -> None:
    registry = fake.Client()
    registry.denies = True
    with pytest.raises(Refused):
        registry.look_up(**HANH, purpose=WHY)
    registry.down = True
    with pytest.raises(Unreachable):
        registry.look_up(**HANH, purpose=WHY)


def test_a_question_that_the_network_repeats_is_answered_as_if_asked_once(world: Running, make: Make) -> None:
    with world.broken("population", "duplicate"):
        assert make().look_up(**HANH, purpose=WHY) == KNOWN
