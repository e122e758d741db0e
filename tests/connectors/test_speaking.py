"""Every partner can be asked who it is and which version it speaks; the real wire and the fake alike, trouble told apart."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from motcua.connectors.business_registry import client as business_client
from motcua.connectors.business_registry import fake as business_fake
from motcua.connectors.identity import discovery
from motcua.connectors.mail import client as mail_client
from motcua.connectors.mail import fake as mail_fake
from motcua.connectors.ministry import client as ministry_client
from motcua.connectors.ministry import fake as ministry_fake
from motcua.connectors.national_portal import client as portal_client
from motcua.connectors.national_portal import fake as portal_fake
from motcua.connectors.population_registry import client as population_client
from motcua.connectors.population_registry import fake as population_fake
from motcua.connectors.signing import client as signing_client
from motcua.connectors.signing import fake as signing_fake
from motcua.connectors.signing import stamping
from motcua.ports import Refused, Speaking, Unreachable
from sandbox.running import Running, free_port

FAKES = [population_fake, business_fake, mail_fake, ministry_fake, portal_fake, signing_fake]
SAYS = {
    "population": ("VN/GOV/BCA/CSDLDC", "X-Road REST r1, 037"),
    "business": ("VN/GOV/BTC/DKKD", "X-Road REST r1, DOANHNGHIEP"),
    "portal": ("127.0.0.1", "mapi (DongBoHoSoMC) + token (SuKien)"),
    "ministry": ("127.0.0.1", "api/su-kien"),
    "signing": ("", "CSC 1.0.4.0"),
    "clock": ("", "RFC 3161 v1"),
    "mail": ("", "ESMTP"),
}


Make = Callable[..., Speaking]


@pytest.fixture
def made(world: Running, tmp_path: Path) -> Iterator[Make]:
    opened: list[Any] = []

    def one(name: str, **changes: Any) -> Speaking:
        opened.append(connector(world, tmp_path, name, **changes))
        return opened[-1]  # type: ignore[no-any-return]

    yield one
    for each in opened:
        if hasattr(each, "close"):
            each.close()


def connector(world: Running, folder: Path, name: str, **changes: Any) -> Any:
    road = {"api_key": "demo-key", "client_id": "VN/GOV/H26/MOTCUA"}
    roots = {"trust_roots": folder / "roots.pem"}
    portal = {
        "user": "motcua",
        "password": "demo-secret",
        "dstcode": "VN:GOV:000.00.00.G22:vpcpdvcqg",
        "madonvi": "H26",
        "client_id": "motcua",
    }
    kinds: dict[str, tuple[Any, dict[str, Any]]] = {
        "population": (population_client.Client, {"url": f"{world.url}/population", "user": "motcua", "secret": "demo-secret", **road}),
        "business": (business_client.Client, {"url": f"{world.url}/business", **road}),
        "portal": (portal_client.Client, {"url": f"{world.url}/portal", "timeout": 1.0, "client_secret": "demo-secret", **portal}),
        "ministry": (ministry_client.Client, {"url": f"{world.url}/ministry", "key": "demo-secret", "timeout": 1.0}),
        "signing": (signing_client.Client, {"url": f"{world.url}/signing", "secret": "demo-secret", "timeout": 1.0, **roots}),
        "clock": (stamping.Client, {"url": f"{world.url}/signing/tsa", "timeout": 1.0, **roots}),
        "mail": (mail_client.Client, {"host": "127.0.0.1", "port": world.config.smtp_port, "sender": "a@b.example", "timeout": 1.0}),
    }
    kind, options = kinds[name]
    return kind(**{**options, **changes})


@pytest.mark.parametrize("name", SAYS)
def test_a_partner_says_who_it_is_and_its_version(made: Make, name: str) -> None:
    told = made(name).speaks()
    partner, version = SAYS[name]
    assert told.partner
    assert told.partner == partner or not partner
    assert told.version.startswith(version)


@pytest.mark.parametrize("name", SAYS)
def test_a_partner_that_is_not_there_is_unreachable(made: Make, name: str) -> None:
    nowhere = {"port": free_port()} if name == "mail" else {"url": f"http://127.0.0.1:{free_port()}"}
    with pytest.raises(Unreachable):
        made(name, **nowhere).speaks()


@pytest.mark.parametrize("name", ["population", "business", "ministry", "portal"])
def test_nonsense_is_no_version(world: Running, made: Make, name: str) -> None:
    with world.broken(name, "garbage"), pytest.raises(Unreachable):
        made(name).speaks()


def test_a_caller_the_security_server_does_not_know_is_refused(made: Make) -> None:
    with pytest.raises(Refused, match="AccessDenied"):
        made("business", client_id="VN/GOV/H99/OTHER").speaks()


def test_a_service_not_offered_to_us_is_told_by_name(made: Make) -> None:
    with pytest.raises(Refused, match="038 is not offered to us; offered: 037"):
        made("population", service="VN/GOV/BCA/CSDLDC/038").speaks()


def test_the_portal_says_when_only_its_older_interface_lets_us_in(made: Make) -> None:
    told = made("portal", client_secret="wrong").speaks()
    assert told.version == "mapi (DongBoHoSoMC); token: the portal gave no token: 401"


def test_wrong_keys_are_not_taken_for_an_answer(made: Make) -> None:
    for name, wrong in (("portal", {"password": "wrong"}), ("ministry", {"key": "wrong"})):
        with pytest.raises(Unreachable):
            made(name, **wrong).speaks()
    with pytest.raises(Refused):
        made("signing", secret="wrong").speaks()


@pytest.mark.parametrize("fake", FAKES, ids=lambda fake: fake.__name__.split(".")[2])
def test_a_fake_says_it_is_one(fake: Any) -> None:
    one = fake.Client()
    assert isinstance(one, Speaking)
    assert one.speaks().partner == "fake"
    if hasattr(one, "down"):
        one.down = True
        with pytest.raises(Unreachable):
            one.speaks()


@pytest.fixture
def provider(world: Running, settings: Settings) -> Settings:
    settings.OIDC_OP_ISSUER = f"{world.url}/identity"
    for name, path in (("AUTHORIZATION", "authorize"), ("TOKEN", "token"), ("USER", "userinfo"), ("JWKS", "jwks")):
        setattr(settings, f"OIDC_OP_{name}_ENDPOINT", f"{world.url}/identity/{path}")
    return settings


def test_the_identity_provider_says_its_levels(provider: Settings) -> None:
    assert discovery.Provider().speaks().version.startswith("OpenID Connect 1.0, RS256, acr LoA1")


def test_a_provider_with_other_addresses_than_ours_is_named(provider: Settings) -> None:
    provider.OIDC_OP_TOKEN_ENDPOINT = "http://127.0.0.1/elsewhere"
    with pytest.raises(Refused, match="token_endpoint"):
        discovery.Provider().speaks()


def test_another_issuer_is_not_ours(provider: Settings) -> None:
    provider.OIDC_OP_ISSUER = provider.OIDC_OP_ISSUER.replace("127.0.0.1", "localhost")
    with pytest.raises(Refused, match="the provider says it is"):
        discovery.Provider().speaks()


def test_no_provider_no_answer(provider: Settings) -> None:
    provider.OIDC_OP_ISSUER = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(Unreachable):
        discovery.Provider().speaks()
