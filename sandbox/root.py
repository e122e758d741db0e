"""The whole outside world in one web application: the systems, their faults, and a page that lists them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module, util
from pathlib import Path

from aiosmtpd.controller import Controller
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from sandbox import mail, pages
from sandbox.config import Config
from sandbox.faults import Faults, Faulty, control
from sandbox.identity.app import Provider
from sandbox.mail.app import make as mail_app
from sandbox.mail.box import Box
from sandbox.mail.catcher import controller
from sandbox.population.app import Registry
from sandbox.portal.app import Portal

__all__ = ["World", "build", "mail"]


@dataclass(frozen=True)
class World:
    """The web application and the SMTP server, neither started."""

    app: Starlette
    smtp: Controller
    faults: Faults


def build(config: Config) -> World:
    """Return the world of `config`; its state is read from the data folder."""
    config.data.mkdir(parents=True, exist_ok=True)
    faults = Faults(config.data / "faults.json", config.slow_seconds, config.hang_seconds)
    provider, registry, portal, box = Provider(config), Registry(config), Portal(config), Box(config.folder("mail") / "state.db")
    told: list[tuple[str, str, Callable[[], str]]] = [
        ("identity", "Định danh điện tử", lambda: f"{provider.state.visits()} lượt đăng nhập"),
        ("population", "Cơ sở dữ liệu quốc gia về dân cư", lambda: f"{registry.asked()} lượt tra cứu"),
        ("portal", "Cổng Dịch vụ công quốc gia", lambda: f"{portal.state.count()} hồ sơ đã đồng bộ"),
        ("mail", "Hộp thư", lambda: f"{box.count()} thư đã nhận"),
        ("signing", "Cơ quan chứng thực chữ ký số", lambda: ""),
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
        Mount("/portal", Faulty(portal.app(), "portal", faults, ("/",))),
        Mount("/mail", mail_app(box)),
        Mount("/signing", Faulty(_signing(), "signing", faults, ("/",))),
        Mount("/static", StaticFiles(directory=Path(__file__).with_name("static"))),
    ]
    return World(Starlette(routes=routes), controller(config, box, faults), faults)


def _signing() -> ASGIApp:
    if util.find_spec("sandbox.signing") is None:
        return PlainTextResponse("The signing authority is not part of this sandbox.", 503)
    app: ASGIApp = import_module("sandbox.signing").app
    return app
