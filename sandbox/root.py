"""The whole outside world in one web application: the systems, their faults, and a page that lists them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from aiosmtpd.controller import Controller
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox import pages
from sandbox.business.app import Registry as Businesses
from sandbox.config import Config
from sandbox.faults import Faults, Faulty, control
from sandbox.identity.app import Provider
from sandbox.mail.app import make as mail_app
from sandbox.mail.box import Box
from sandbox.mail.catcher import controller
from sandbox.ministry.app import Ministry
from sandbox.population.app import Registry
from sandbox.portal.app import Portal
from sandbox.signing.app import Authority


@dataclass(frozen=True)
class World:
    """The web application and the SMTP server, neither started."""

    app: Starlette
    smtp: Controller
    faults: Faults
    close: Callable[[], None]


def build(config: Config) -> World:
    """Return the world of `config`; its state is read from the data folder."""
    config.data.mkdir(parents=True, exist_ok=True)
    faults = Faults(config.data / "faults.json", config.slow_seconds, config.hang_seconds)
    provider, registry, portal, box = Provider(config), Registry(config), Portal(config, faults), Box(config.folder("mail") / "state.db")
    authority, businesses, ministry = Authority(config), Businesses(config), Ministry(config, faults)
    told: list[tuple[str, str, Callable[[], str]]] = [
        ("identity", "Định danh điện tử", lambda: f"{provider.state.visits()} lượt đăng nhập"),
        ("population", "Cơ sở dữ liệu quốc gia về dân cư", lambda: f"{registry.asked()} lượt tra cứu"),
        ("business", "Cơ sở dữ liệu đăng ký doanh nghiệp", lambda: f"{businesses.received.count()} lượt tra cứu"),
        ("portal", "Cổng Dịch vụ công quốc gia", lambda: f"{portal.state.count()} hồ sơ đã đồng bộ, {portal.filed.count()} hồ sơ nộp ở đó"),
        ("ministry", "Hệ thống tập trung của Bộ", lambda: f"{ministry.state.count()} hồ sơ do Bộ giải quyết"),
        ("mail", "Hộp thư", lambda: f"{box.count()} thư đã nhận"),
        ("signing", "Cơ quan chứng thực chữ ký số", lambda: f"{authority.state.count()} chữ ký đã tạo"),
    ]

    async def home(_request: Request) -> Response:
        rows = [(pages.link(f"/{name}/", title), count(), faults.table()[name].mode) for name, title, count in told]
        return pages.page("Các hệ thống bên ngoài", pages.table("Hệ thống", ("Tên", "Đã nhận", "Lỗi đang giả lập"), rows))

    fault = partial(control, faults=faults)
    routes = [
        Route("/", home),
        Route("/fault/", fault, methods=["GET"]),
        Route("/fault/{system}", fault, methods=["POST"]),
        Mount("/identity", Faulty(provider.app(), "identity", faults, ("/phone",))),
        Mount("/population", Faulty(registry.app(), "population", faults, ("/",))),
        Mount("/business", Faulty(businesses.app(), "business", faults, ("/",))),
        Mount("/portal", Faulty(portal.app(), "portal", faults, ("/", "/dossiers/", "/nop/", "/forget-sessions"))),
        Mount("/ministry", Faulty(ministry.app(), "ministry", faults, ("/", "/dossiers/", "/lai/"))),
        Mount("/mail", mail_app(box)),
        Mount("/signing", Faulty(authority.app(), "signing", faults, ("/",))),
        Mount("/static", StaticFiles(directory=Path(__file__).with_name("static"))),
    ]

    def close() -> None:
        for part in (provider, registry, portal, box, authority, businesses, ministry):
            part.close()

    return World(Starlette(routes=routes), controller(config, box, faults), faults, close)
