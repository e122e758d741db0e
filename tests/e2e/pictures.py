"""Take pictures of docs/screenshots from a running `make run`: `DJANGO_SETTINGS_MODULE=config.settings python -m tests.e2e.pictures`."""

import os
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.conftest import CHROMIUM
from tests.e2e import people
from tests.e2e.conftest import ROOT, City

TARGET = ROOT / "docs" / "screenshots"
COPY = {
    "relation": "self",
    "document_kind": "lower_secondary",
    "issued_year": 2009,
    "issuer": "Trường THCS Trưng Vương",
    "agency": "H26.105",
    "receive_by": "electronic",
    "phone": "0912345678",
    "email": "hanh@example.vn",
}


def main() -> None:
    """Walk some dossiers half way, then look at each door."""
    port, sandbox = os.environ.get("PORT", "8000"), os.environ.get("SANDBOX_PORT", "8010")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        city = City(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{sandbox}", dict(os.environ), browser)
        stranger = city.stranger()
        _keep(stranger, "/", "home")
        _keep(stranger, "/thu-tuc/2.000908/", "procedure")
        code = _some_work(city)
        _keep(city.page("hanh"), "/viec-cua-toi/", "mine")
        _keep(city.page("demo.tiepnhan"), "/mot-cua/", "counter")
        desk = people.open_at_desk(city, "demo.chuyenvien", code)
        _picture(desk, "desk")
        browser.close()


def _some_work(city: City) -> str:
    for who in ("hanh", "minh", "huunghi"):
        relation = "organisation" if who == "huunghi" else "self"
        paper = (ROOT / "tests" / "e2e" / "paper.png").read_bytes()
        people.apply(city, who, "ban sao so goc", "Cấp bản sao từ sổ gốc", {**COPY, "relation": relation}, paper)
    for who in ("Trần Văn Minh", "Nguyễn Thị Hạnh"):
        page, code = people.receive(city, who)
        people.forward(page, "Trần Minh Khuê")
    return code


def _keep(page: Page, address: str, name: str) -> None:
    page.goto(address)
    _picture(page, name)


def _picture(page: Page, name: str) -> None:
    file = Path(TARGET / f"{name}.png")
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=file)
    Image.open(file).convert("P", palette=Image.Palette.ADAPTIVE, colors=128).save(file, optimize=True)


if __name__ == "__main__":
    main()
