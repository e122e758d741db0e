"""A firm's facts come by tax code, from the sandbox and the fake alike; trouble is told apart from "no such firm"."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from motcua.connectors.business_registry import client, fake, wire
from motcua.ports import BusinessRegistry, Firm, Garbled, Purpose, Refused, Unreachable
from sandbox.running import Running

CODE = "0101243150"
WHY = Purpose("draft-1", "1.001612", "officer-1")
SAMPLE = {
    "MaSoDoanhNghiep": CODE,
    "MaSoThue": CODE,
    "TenDoanhNghiep": "Công ty cổ phần Hữu Nghị",
    "LoaiHinh": {"Ma": "02", "Ten": "Công ty cổ phần"},
    "TrangThai": "1",
    "NgayDangKy": "20100504",
    "DiaChiTruSo": {"MaTinhThanh": "01", "MaPhuongXa": "00199", "ChiTiet": "Số 12, đường Láng", "QuocGia": "VN"},
    "NguoiDaiDien": {"HoTen": "Trần Văn Minh", "SoDinhDanh": "001094045678", "ChucDanh": "Giám đốc"},
    "NganhNghe": [{"Ma": "5610", "Ten": "Nhà hàng", "Chinh": "0"}, {"Ma": "4711", "Ten": "Bán lẻ", "Chinh": "1"}],
    "VonDieuLe": "5000000000",
}
Make = Callable[..., client.Client]


@pytest.fixture
def make(world: Running) -> Iterator[Make]:
    made: list[client.Client] = []

    def one(**changes: object) -> client.Client:
        options = {"url": f"{world.url}/business", "api_key": "demo-key", "client_id": "VN/GOV/H26/MOTCUA", **changes}
        made.append(client.Client(**options))  # type: ignore[arg-type]
        return made[-1]

    yield one
    for each in made:
        each.close()


@pytest.fixture(params=["sandbox", "fake"])
def registry(request: pytest.FixtureRequest, make: Make) -> BusinessRegistry:
    return make() if request.param == "sandbox" else fake.Client([wire.firm(SAMPLE)])


def test_a_firm_is_found_by_its_tax_code_and_by_that_of_a_branch(registry: BusinessRegistry) -> None:
    found = registry.look_up(tax_code=CODE, purpose=WHY)
    assert found is not None
    assert (found.tax_code, found.active, found.registered_on) == (CODE, True, date(2010, 5, 4))
    assert len(found.representative_number) == 12
    assert found.trades[0][0] == "4711"
    assert registry.look_up(tax_code=f"{CODE}-001", purpose=WHY) == found


def test_a_tax_code_nobody_has_is_no_firm(registry: BusinessRegistry) -> None:
    assert registry.look_up(tax_code="0100109107", purpose=WHY) is None


@pytest.mark.parametrize("wrong", [{"api_key": "x"}, {"client_id": "VN/GOV/H56/X"}, {"client_id": "motcua"}])
def test_a_registry_that_denies_us_says_so(make: Make, wrong: dict[str, str]) -> None:
    with pytest.raises(Refused, match="denies us"):
        make(**wrong).look_up(tax_code=CODE, purpose=WHY)


@pytest.mark.parametrize("mode", ["error", "garbage", "slow", "timeout"])
def test_a_registry_in_trouble_is_never_taken_for_no_firm(world: Running, make: Make, mode: str) -> None:
    with world.broken("business", mode), pytest.raises(Unreachable):
        make(timeout=0.4).look_up(tax_code=CODE, purpose=WHY)


@pytest.mark.parametrize("wrong", [{"MaSoThue": ""}, {"TenDoanhNghiep": None}, {"NgayDangKy": "hôm qua"}])
def test_an_answer_without_what_makes_a_firm_is_no_answer(wrong: dict[str, object]) -> None:
    with pytest.raises(Unreachable):
        wire.firm(SAMPLE | wrong)


def test_an_answer_of_odd_shape_is_read_as_far_as_it_goes() -> None:
    found = wire.firm(SAMPLE | {"NganhNghe": "x", "DiaChiTruSo": None, "VonDieuLe": "nhiều"})
    assert (found.trades, found.address, found.capital) == ((), "", 0)
    assert isinstance(found, Firm)


def test_the_fake_can_be_down_or_deny() -> None:
    registry = fake.Client()
    registry.down = True
    with pytest.raises(Unreachable):
        registry.look_up(tax_code=CODE, purpose=WHY)
    registry.down, registry.denies = False, True
    with pytest.raises(Refused):
        registry.look_up(tax_code=CODE, purpose=WHY)


def test_after_some_failures_nobody_waits_for_the_registry(world: Running, make: Make) -> None:
    registry = make(failures=2, rest=60.0)
    with world.broken("business", "error"):
        for _ in range(2):
            with pytest.raises(Unreachable):
                registry.look_up(tax_code=CODE, purpose=WHY)
    with pytest.raises(Unreachable, match="a moment ago"):
        registry.look_up(tax_code=CODE, purpose=WHY)


def test_nonsense_is_no_answer_and_is_kept(world: Running, make: Make) -> None:
    with world.broken("business", "garbage"), pytest.raises(Garbled) as garbled:
        make().look_up(tax_code=CODE, purpose=WHY)
    assert garbled.value.evidence
