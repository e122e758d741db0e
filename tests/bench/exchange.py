"""Bench `exchange`: messages through a healthy partner, their lag from commit, and the recovery after an hour's outage.

The partner is the sandbox's national portal in a process of its own, the carrier is `motcua worker` in another, both on this machine.
The reference is the sandbox's own rate: the same calls with as many threads, from a bare client, in the same run.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

NAME = "exchange"
ROOT = Path(__file__).resolve().parents[2]
SIZES = {"small": {"steady": 20.0, "queued": 3_000, "bare": 600}, "full": {"steady": 60.0, "queued": 20_000, "bare": 3_000}}
THREADS, DOSSIERS = 6, 400
AIM, LAG_AIM = 300, 2.0


def run(scale: str) -> list[dict[str, Any]]:
    """Return per_second, p99_lag_s, recovery_s (and what went by batches of ten), each beside the sandbox's own rate."""
    size = SIZES[scale]
    with TemporaryDirectory() as folder, _sandbox(Path(folder)) as ports:
        codes = _known(ports[0])
        bare = _bare(ports[0], codes, int(size["bare"]))
        with _worker(ports):
            _empty_within(60)
            rate = _healthy(codes, int(size["queued"]))
            lag = _lag(codes, size["steady"], min(AIM, rate / 2))
        recovery, waves = _recovery(codes, int(size["queued"]), ports)
    beside = f"sandbox driven bare by {THREADS} threads: {bare:.0f} calls/s; aim {AIM}"
    return [
        _row("per_second", rate, "1/s", beside, rate / bare),
        _row("p99_lag_s", lag, "s", f"{min(AIM, rate / 2):.0f} messages/s offered; aim < {LAG_AIM}", None),
        _row("recovery_s", recovery, "s", f"{size['queued']} queued; the bare rate would take {size['queued'] / bare:.0f} s",
             size["queued"] / bare / recovery),
        _row("recovery_worst_second", waves, "1/s", "most messages the partner got in one second after it was back", waves / bare),
    ]  # fmt: skip


def _row(metric: str, value: float, unit: str, reference: str, ratio: float | None) -> dict[str, Any]:
    shown = None if ratio is None else round(ratio, 2)
    return {"name": NAME, "metric": metric, "value": round(value, 2), "unit": unit, "reference": reference, "ratio": shown}


@contextmanager
def _sandbox(data: Path) -> Iterator[tuple[int, int]]:
    import httpx

    from sandbox.running import free_port

    ports = free_port(), free_port()
    own = {"SANDBOX_PORT": str(ports[0]), "SANDBOX_SMTP_PORT": str(ports[1]), "SANDBOX_DATA": str(data), "MOTCUA_DEMO": "1"}
    environ = {**os.environ, **own}
    process = subprocess.Popen([sys.executable, "-m", "sandbox"], cwd=ROOT, env=environ)
    try:
        for _ in range(300):
            try:
                httpx.get(f"http://127.0.0.1:{ports[0]}/", trust_env=False)
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield ports
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def _worker(ports: tuple[int, int]) -> Iterator[None]:
    own = {"SANDBOX_PORT": str(ports[0]), "SANDBOX_SMTP_PORT": str(ports[1]), "SANDBOX_URL": f"http://127.0.0.1:{ports[0]}"}
    environ = {**os.environ, **own, "LOG_LEVEL": "ERROR", "PORTAL_THREADS": str(THREADS)}
    words = [sys.executable, "-m", "motcua", "worker", "--queue", "none"]
    process = subprocess.Popen(words, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def _client(port: int) -> Any:
    from django.conf import settings

    from motcua.connectors.national_portal.client import Client

    options = settings.CONNECTORS["national_portal"]["OPTIONS"]
    return Client(**{**options, "url": f"http://127.0.0.1:{port}/portal"})


def _known(port: int) -> list[dict[str, Any]]:
    """Tell the portal of DOSSIERS dossiers, and return a step of each as our acts write it."""
    from motcua.outbox.models import Lane, Message
    from motcua.ports import Outgoing
    from tests import make

    dossier = make.at_step("work")
    told = {m.kind: m.payload for m in Message.objects.filter(partner="national_portal", subject=dossier.pk)}
    Lane.objects.all().delete()
    Message.objects.exclude(state="delivered").delete()
    codes = [f"{dossier.code[:-4]}{n:04d}" for n in range(5000, 5000 + DOSSIERS)] if dossier.code else []
    client = _client(port)
    with ThreadPoolExecutor(THREADS) as threads:
        sent = [Outgoing(c, "dossier.received", c, {**told["dossier.received"], "code": c}, make.MONDAY) for c in codes]
        list(threads.map(client.deliver, sent))
    return [{**told["dossier.progress"], "code": code} for code in codes]


def _steps(steps: list[dict[str, Any]], many: int) -> list[dict[str, Any]]:
    """Return `many` different steps: each a minute after the one before."""
    from tests import make

    return [{**steps[n % len(steps)], "at": (make.MONDAY + timedelta(seconds=n)).isoformat()} for n in range(many)]


def _bare(port: int, steps: list[dict[str, Any]], many: int) -> float:
    from motcua.ports import Outgoing
    from tests import make

    client = _client(port)
    sent = [Outgoing(str(n), "dossier.progress", "x", told, make.MONDAY) for n, told in enumerate(_steps(steps, many))]
    with ThreadPoolExecutor(THREADS) as threads:
        began = time.monotonic()
        list(threads.map(client.deliver, sent))
        return many / (time.monotonic() - began)


def _empty_within(seconds: float) -> float:
    """Wait until no lane is left; returns how long it took. Raises TimeoutError."""
    from motcua.outbox.models import Lane

    began = time.monotonic()
    while Lane.objects.exists():
        if time.monotonic() - began > seconds:
            raise TimeoutError(f"{Lane.objects.count()} lanes are left")
        time.sleep(0.05)
    return time.monotonic() - began


def _post(steps: list[dict[str, Any]]) -> None:
    from django.db import transaction
    from django.utils import timezone

    from motcua.lib.ids import new_id
    from motcua.outbox.posting import post_all

    with transaction.atomic():
        post_all("national_portal", "dossier.progress", [(new_id(), told) for told in steps], timezone.now())


def _healthy(steps: list[dict[str, Any]], many: int) -> float:
    _post(_steps(steps, 20))  # the worker is up and has a session
    _empty_within(120)
    _post(_steps(steps, many))
    return many / _empty_within(many / 5)


def _lag(steps: list[dict[str, Any]], seconds: float, rate: float) -> float:
    """Offer `rate` messages a second one by one; return the 99th percentile from the act's moment to the partner's answer."""
    from django.utils import timezone

    from motcua.lib.ids import new_id
    from motcua.outbox.models import Message
    from motcua.outbox.posting import post

    sent, began, keys = _steps(steps, int(seconds * rate)), time.monotonic(), []
    for n, told in enumerate(sent):
        time.sleep(max(0.0, began + n / rate - time.monotonic()))
        keys.append(post("national_portal", "dossier.progress", new_id(), told, timezone.now()).pk)
    _empty_within(120)
    rows = Message.objects.filter(pk__in=keys).values_list("created_at", "delivered_at")
    lags = sorted((there - made).total_seconds() for made, there in rows if there)
    return lags[len(lags) * 99 // 100]


def _recovery(steps: list[dict[str, Any]], many: int, ports: tuple[int, int]) -> tuple[float, float]:
    """Queue what an hour's outage leaves, let the partner be back, and return seconds until all is told and the fullest second."""
    from django.db import connection
    from django.utils import timezone

    from motcua.outbox.models import Lane, Line, Message

    _post(_steps(steps, many))
    with connection.cursor() as cursor:  # as the back-off of an hour leaves them: tried a dozen times, due within twelve minutes
        cursor.execute("UPDATE outbox_lane SET attempts = 12, outcome = 'unreachable', next_at = now() + random() * interval '750 seconds'")
    now, hour = timezone.now(), timedelta(hours=1)
    away = {"failures": 150, "away_since": now - hour, "away_from": now - hour, "probe_at": now + hour}
    Line.objects.update_or_create(partner="national_portal", defaults=away)
    with _worker(ports):
        time.sleep(12)  # it is up, and asks nothing
        back = timezone.now()
        Line.objects.update(probe_at=back + timedelta(seconds=15))  # the half of the longest pause between two probes
        while Lane.objects.exists():
            time.sleep(0.2)
            if (timezone.now() - back).total_seconds() > 1800:
                raise TimeoutError(f"{Lane.objects.count()} lanes are left")
    told = list(Message.objects.filter(delivered_at__gte=back).values_list("delivered_at", flat=True))
    seconds: dict[int, int] = {}
    for moment in told:
        second = int((moment - back).total_seconds()) if moment else 0
        seconds[second] = seconds.get(second, 0) + 1
    return max((moment - back).total_seconds() for moment in told if moment), max(seconds.values())
