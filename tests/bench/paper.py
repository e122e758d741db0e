"""Bench `paper`: drawing a result of one page, and one PAdES B-LT signature over HTTP by the sandbox's authority."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from motcua.connectors.signing import client, fake
from motcua.papers import engine, render
from sandbox.running import running, trial
from tests.papers import samples, signed

NAME = "paper"
ROUNDS = {"small": 20, "full": 200}


def run(scale: str) -> list[dict[str, Any]]:
    """Return the rows `pdf_ms` and `sign_ms`, medians of whole calls in milliseconds, each beside its own reference."""
    rounds = ROUNDS[scale]
    kept, anew = _median(_draw, rounds), _median(_draw_anew, rounds)
    with tempfile.TemporaryDirectory() as folder, running(trial(Path(folder))) as world:
        remote = client.Client(f"{world.url}/signing", "demo-secret", Path(folder) / "roots.pem", fetch_root=True, timeout=10)
        over_http, in_process = _signing(remote, rounds), _signing(fake.Client(), rounds)
        remote.close()
    return [_row("pdf_ms", kept, "a new compiler each time", anew), _row("sign_ms", over_http, "keys in this process", in_process)]


def _draw(turn: int) -> None:
    """A title of its own each time, so that nothing finished is reused."""
    render("result", samples.result(title=f"Bản sao số {turn}", signer_name=f"Người ký thứ {turn}"))


def _draw_anew(turn: int) -> None:
    engine.press.cache_clear()
    _draw(turn)


def _signing(authority: signed.Authority, rounds: int) -> float:
    signed.enrol(authority)
    pdf, [stamp] = signed.by_officer(authority)
    asked = signed.request(stamp, signed.AGENCY)
    return _median(lambda _turn: authority.sign(pdf, asked), rounds)


def _median(work: Callable[[int], object], rounds: int) -> float:
    """Milliseconds of the median turn, after one that does not count."""
    work(0)
    taken = []
    for turn in range(1, rounds + 1):
        start = time.perf_counter()
        work(turn)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def _row(metric: str, value: float, reference: str, beside: float) -> dict[str, Any]:
    told = f"{reference}: {beside:.1f} ms"
    return {"name": NAME, "metric": metric, "value": round(value, 2), "unit": "ms", "reference": told, "ratio": round(value / beside, 3)}
