"""The state of a dossier reaches the national portal once, in its words; trouble on the way loses and doubles nothing."""

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from motcua.connectors.national_portal import client, fake, wire
from motcua.ports import Outgoing, Refused, Unreachable
from sandbox.running import Running

Portal = client.Client | fake.Client
Make = Callable[..., client.Client]
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
numbers = itertools.count(1)


def payload(**changes: Any) -> dict[str, Any]:
    told = {
        "code": f"H26.19.1-261123-{next(numbers):04d}",
        "procedure_code": "2.000908",
        "procedure_name": "Cấp bản sao từ sổ gốc",
        "sector_code": "BTP-CT",
        "sector_name": "Chứng thực",
        "channel": 2,
        "holder_name": "Nguyễn Thị Hạnh",
        "holder_number": "001194012372",
        "holder_kind": "person",
        "tech_id": "t-1",
        "phone": "0912000001",
        "email": "hanh@example.test",
        "summary": "Bản sao giấy khai sinh",
        "submitted_at": "2026-11-23T08:30:00+07:00",
        "received_at": "2026-11-23T02:00:00+00:00",
        "due_at": "2026-11-23T17:00:00+07:00",
        "finished_at": None,
        "status": 2,
        "collect": "0",
        "agency_code": "H26.19.1",
        "agency_name": "UBND phường Láng",
        "flags": {"digitised": True, "vneid": True, "paid_online": "", "population_used": True, "filed_on_portal": False},
        **{"at": "2026-11-23T09:00:00+07:00", "actor_name": "Phạm Thị Lan", "actor_title": "Công chức", "unit_name": "UBND phường Láng"},
        **{"step_name": "Được tiếp nhận", "step_from": "2026-11-23T09:00:00+07:00", "step_due": None},
    }
    return {**told, **changes}


def step(code: str, **changes: Any) -> dict[str, Any]:
    told = {"code": code, "actor_name": "Vũ Thị Lan", "actor_title": "Công chức", "unit_name": "Văn phòng", "step_name": "Tra cứu sổ gốc"}
    times = {"status": 4, "step_from": "2026-11-23T09:10:00+07:00", "step_due": "2026-11-23T11:00:00+07:00"}
    return {**told, **times, "at": "2026-11-23T09:20:00+07:00", **changes}


def message(kind: str, told: dict[str, Any]) -> Outgoing:
    return Outgoing(idempotency_key=f"k-{next(numbers)}", kind=kind, subject=str(told.get("code")), payload=told, created_at=AT)


@pytest.fixture
def make(world: Running) -> Iterator[Make]:
    made: list[client.Client] = []

    def one(**changes: Any) -> client.Client:
        options = {"url": f"{world.url}/portal", "user": "motcua", "password": "demo-secret", "dstcode": "VN:GOV:000.00.00.G22:vpcpdvcqg"}
        made.append(client.Client(**{**options, "madonvi": "H26", "timeout": 0.6, **changes}))
        return made[-1]

    yield one
    for each in made:
        each.close()


@pytest.fixture(params=["client", "fake"])
def portal(request: pytest.FixtureRequest, make: Make) -> Portal:
    return make() if request.param == "client" else fake.Client()


def test_a_received_dossier_is_known_at_the_portal(portal: Portal) -> None:
    told = payload()
    assert portal.status_of(told["code"]) is None
    assert "DongBoHoSoMC" in portal.deliver(message("dossier.received", told)).evidence
    assert portal.status_of(told["code"]) == 2


def test_a_repeat_changes_nothing(portal: Portal) -> None:
    sent = message("dossier.received", payload())
    portal.deliver(sent)
    portal.deliver(sent)
    assert portal.status_of(sent.payload["code"]) == 2


def test_progress_moves_the_status_and_finished_and_returned_follow(portal: Portal) -> None:
    told = payload()
    portal.deliver(message("dossier.received", told))
    portal.deliver(message("dossier.progress", step(told["code"])))
    assert portal.status_of(told["code"]) == 4
    done = {"finished_at": "2026-11-23T15:00:00+07:00", "status": 9}
    portal.deliver(message("dossier.finished", {**told, **done}))
    portal.deliver(message("dossier.returned", {**told, **done, "returned_at": "2026-11-23T16:00:00+07:00", "status": 10}))
    assert portal.status_of(told["code"]) == 10


def test_a_declined_dossier_is_told(portal: Portal) -> None:
    told = payload(status=3, received_at=None, due_at=None, declined_at="2026-11-23T09:00:00+07:00")
    portal.deliver(message("dossier.declined", told))
    assert portal.status_of(told["code"]) == 3


@pytest.mark.parametrize(
    "kind, told",
    [
        ("dossier.received", payload(procedure_name="")),
        ("dossier.received", payload(code="")),
        ("dossier.received", payload(received_at="yesterday")),
        ("dossier.received", payload(received_at="2026-11-23T09:00:00")),
        ("dossier.progress", step("H26.19.1-261123-9999")),
        ("letter.sent", payload()),
    ],
)
def test_nonsense_is_refused(portal: Portal, kind: str, told: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        portal.deliver(message(kind, told))


@pytest.mark.parametrize(
    "wrong", [{"channel": 7}, {"status": 12}, {"due_at": None}, {"submitted_at": "2026-11-24T00:00:00+07:00"}, {"code": "x"}]
)
def test_what_the_portal_refuses_comes_back_with_its_reason(make: Make, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="^2 "):
        make().deliver(message("dossier.received", payload(**wrong)))


def test_the_wire_is_all_text_in_hanoi_time() -> None:
    told = wire.dossier(payload())
    assert all(isinstance(value, str | list) for value in told.values())
    assert (told["NgayTiepNhan"], told["NgayNopHoSo"]) == ("20261123090000", "20261123083000")
    assert (told["KenhThucHien"], told["LoaiDoiTuong"], told["NgayTra"]) == ("2", "1", "")
    assert told["DinhDanhCHS"] == [{"LoaiDinhDanh": "1", "SoDinhDanh": "001194012372"}]
    assert (told["HoSoCoThanhPhanSoHoa"], told["DuocThanhToanTrucTuyen"]) == ("1", "0")
    assert told["DSKetNoiCSDL"] == [{"MaCSDL": "1"}]


def test_the_portal_page_shows_the_dossier_with_the_number_masked(world: Running, make: Make) -> None:
    told = payload()
    make().deliver(message("dossier.received", told))
    assert told["code"] in httpx.get(f"{world.url}/portal/").text
    page = httpx.get(f"{world.url}/portal/dossiers/{told['code']}").text
    assert "Được tiếp nhận" in page
    assert "001194012372" not in page


def test_a_forgotten_session_is_opened_again(world: Running, make: Make) -> None:
    portal = make()
    told = payload()
    portal.deliver(message("dossier.received", told))
    httpx.post(f"{world.url}/portal/forget-sessions").raise_for_status()
    assert portal.status_of(told["code"]) == 2


@pytest.mark.parametrize("mode", ["error", "garbage", "slow", "timeout"])
def test_a_portal_in_trouble_is_unreachable_and_the_same_passes_later(world: Running, make: Make, mode: str) -> None:
    portal = make()
    sent = message("dossier.received", payload())
    with world.broken("portal", mode), pytest.raises(Unreachable):
        portal.deliver(sent)
    portal.deliver(sent)
    assert portal.status_of(sent.payload["code"]) == 2


def test_a_look_up_that_fails_is_never_taken_for_not_found(world: Running, make: Make) -> None:
    portal = make()
    told = payload()
    portal.deliver(message("dossier.received", told))
    with world.broken("portal", "error"), pytest.raises(Unreachable):
        portal.status_of(told["code"])


@pytest.mark.parametrize("wrong", [{"password": "x"}, {"dstcode": "x"}, {"url": "http://127.0.0.1:9"}])
def test_messages_wait_while_we_cannot_get_in(make: Make, wrong: dict[str, str]) -> None:
    with pytest.raises(Unreachable):
        make(**wrong).deliver(message("dossier.received", payload()))


def test_the_fake_can_be_down() -> None:
    portal = fake.Client()
    portal.down = True
    with pytest.raises(Unreachable):
        portal.deliver(message("dossier.received", payload()))
    with pytest.raises(Unreachable):
        portal.status_of("x")


def progress(code: str, count: int) -> list[Outgoing]:
    return [message("dossier.progress", step(code, at=f"2026-11-23T10:{n:02d}:00+07:00", step_name=f"Bước {n}")) for n in range(count)]


@pytest.mark.parametrize("count, first", [(1, 1), (10, 10), (25, 10)])
def test_steps_go_in_batches_of_ten_at_most_and_in_order(portal: Portal, world: Running, count: int, first: int) -> None:
    told = payload()
    portal.deliver(message("dossier.received", told))
    steps = progress(told["code"], count)
    assert portal.together(steps) == first
    while steps:
        many = portal.together(steps)
        portal.deliver_together(steps[:many])
        steps = steps[many:]
    if isinstance(portal, fake.Client):
        names = [each["NoiDungXuLy"] for each in portal.steps[told["code"]]]
    else:
        page = httpx.get(f"{world.url}/portal/dossiers/{told['code']}").text
        names = ["Được tiếp nhận"] + [f"Bước {n}" for n in range(count) if f"<td>Bước {n}</td>" in page]
    assert names == ["Được tiếp nhận"] + [f"Bước {n}" for n in range(count)]


def test_a_whole_dossier_is_never_put_into_a_batch(portal: Portal) -> None:
    told = payload()
    mixed = [*progress(told["code"], 3), message("dossier.received", told), *progress(told["code"], 2)]
    assert portal.together(mixed) == 3
    assert portal.together(mixed[3:]) == 1


def test_a_refused_batch_takes_none_of_its_steps(world: Running, make: Make) -> None:
    portal, told = make(), payload()
    portal.deliver(message("dossier.received", told))
    wrong = [*progress(told["code"], 2), message("dossier.progress", step(told["code"], status=44))]
    with pytest.raises(Refused):
        portal.deliver_together(wrong)
    assert "Bước 0" not in httpx.get(f"{world.url}/portal/dossiers/{told['code']}").text


def test_a_dossier_told_before_is_not_asked_about_again(world: Running, make: Make) -> None:
    portal, told = make(), payload()
    assert "isUpdating=False" in portal.deliver(message("dossier.received", told)).evidence
    assert "isUpdating=True" in portal.deliver(message("dossier.finished", told)).evidence
    assert "isUpdating=True" in make().deliver(message("dossier.finished", told)).evidence
