"""Bench `page`: what a citizen's pages weigh on the wire, styles and fonts included, and how long the first visit takes over a slow line.

The pages are served as in life (granian, files compressed) to a real Chromium with an empty cache; the line is 400 kbit/s with 400 ms
there and back, made by the browser's own network conditions (CDP).
"""

import shutil
import time
from dataclasses import dataclass
from typing import Any

NAME = "page"
PAGES = {"home": "/", "procedure": "/thu-tuc/2.000908/", "look-up": "/tra-cuu/"}
LINE = {"offline": False, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8, "latency": 400}
VISITS = {"small": 1, "full": 5}


@dataclass
class Visit:
    """Bytes on the wire, requests, seconds until everything is loaded."""

    bytes: float = 0
    requests: int = 0
    seconds: float = 0


def run(scale: str) -> list[dict[str, Any]]:
    """Return kilobytes and slow_line_s of each page: first visit, beside one more visit with what the browser kept."""
    from playwright.sync_api import sync_playwright

    from tests.bench.submit import _web

    rows = []
    with _web() as (url, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, address in PAGES.items():
            visits = [_visited(browser, url + address) for _ in range(VISITS[scale])]
            first, again = min(visits, key=lambda pair: pair[0].seconds)
            told = f"{first.requests} requests; again {again.bytes / 1024:.1f} KB"
            rows.append(_row(f"kilobytes {name}", first.bytes / 1024, "KB", told, first.bytes, again.bytes))
            told = f"400 kbit/s, 400 ms, nothing kept; again {again.seconds:.2f} s"
            rows.append(_row(f"slow_line_s {name}", first.seconds, "s", told, first.seconds, again.seconds))
        browser.close()
    return rows


def _visited(browser: Any, address: str) -> tuple[Visit, Visit]:
    """Load a page twice in a browser that knows nothing yet: on a phone's screen, over the slow line."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN")
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    first, again = (_loaded(page, line, address) for _ in range(2))
    context.close()
    return first, again


def _loaded(page: Any, line: Any, address: str) -> Visit:
    visit = Visit()

    def count(event: dict[str, Any]) -> None:
        visit.bytes += event["encodedDataLength"]
        visit.requests += 1

    line.on("Network.loadingFinished", count)
    start = time.perf_counter()
    page.goto(address, wait_until="networkidle", timeout=120_000)
    visit.seconds = page.evaluate("(performance.getEntriesByType('navigation')[0].loadEventEnd) / 1000") or time.perf_counter() - start
    line.remove_listener("Network.loadingFinished", count)
    return visit


def _row(metric: str, value: float, unit: str, reference: str, first: float, again: float) -> dict[str, Any]:
    told = {"name": NAME, "metric": metric, "value": round(value, 2), "unit": unit, "reference": reference}
    return {**told, "ratio": round(first / again, 2) if again else None}
