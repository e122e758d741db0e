"""Bench `worklist`: the officer's list over a city full of open dossiers, beside the same list in a city that has a hundredth of them.

The crowd lies evenly over the communes, promised between a month ago and two months from now; the ward's own share is what the list
counts, groups and shows fifty of. Milliseconds of a whole request in this process, database included, medians; and its queries.
"""

import secrets
import statistics
import time
from collections.abc import Callable
from typing import Any

NAME = "worklist"
ROWS = {"small": 100_000, "full": 2_000_000}
TOLD = {"small": "100k", "full": "2m"}
ROUNDS = 15


def run(scale: str) -> list[dict[str, Any]]:
    """Return ms_at_100k (ms_at_2m at full scale) of the worklist, of the counter's inbox and of a dossier's page, and their queries."""
    from tests.proof.crowd import disperse

    mark = f"bench-{secrets.token_hex(3)}"
    pages = _pages()
    try:
        _gather(ROWS[scale] // 100, f"{mark}a")
        few = {name: _taken(visit) for name, visit in pages.items()}
        _gather(ROWS[scale], f"{mark}b")
        many = {name: _taken(visit) for name, visit in pages.items()}
        queries = {name: _queries(visit) for name, visit in pages.items()}
    finally:
        disperse(mark)
    at = f"ms_at_{TOLD[scale]}"
    return [
        row
        for name in pages
        for row in (
            _row(at if name == "worklist" else f"{at} {name}", many[name], "ms", f"a hundredth of them: {few[name]:.1f} ms", few[name]),
            _row(f"queries {name}", queries[name], "queries", "", None),
        )
    ]


def _gather(number: int, mark: str) -> None:
    from motcua.people.models import Agency
    from tests import make
    from tests.proof.crowd import multiply

    communes = Agency.objects.filter(kind="commune", valid_to=None).values_list("pk", flat=True)
    agency = f"(ARRAY[{', '.join(repr(str(pk)) for pk in communes)}]::uuid[])[1 + new.n %% {len(communes)}]"
    promised = "now() + (new.n / 130 %% 90 - 30) * interval '1 day'"
    own = {"receiver_id": agency, "competent_id": agency, "promised_at": promised, "step_officer_id": "NULL"}
    multiply(make.at_step("work").pk, number, mark, own)


def _pages() -> dict[str, Callable[[], object]]:
    """Return a visit of each page, by its officer, signed in."""
    from django.urls import reverse

    from tests import make

    desk, counter = _signed_in("case_officer"), _signed_in("receiver")
    dossier = make.at_step("work")
    return {
        "worklist": lambda: desk.get(reverse("desk:list")),
        "inbox": lambda: counter.get(reverse("counter:inbox")),
        "dossier": lambda: desk.get(reverse("desk:dossier", args=[dossier.pk])),
    }


def _signed_in(role: str) -> Any:
    from django.test import Client
    from django_otp import DEVICE_ID_SESSION_KEY
    from django_otp.plugins.otp_totp.models import TOTPDevice

    from tests import make

    browser, officer = Client(), make.officer(role)
    browser.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    session = browser.session
    session[DEVICE_ID_SESSION_KEY] = TOTPDevice.objects.get_or_create(user=officer, name="bench")[0].persistent_id
    session.save()
    return browser


def _taken(visit: Callable[[], Any]) -> float:
    """Milliseconds of the median visit, after two that do not count. Raises RuntimeError for a page that is not shown."""
    taken = []
    for _ in range(ROUNDS + 2):
        start = time.perf_counter()
        answer = visit()
        taken.append((time.perf_counter() - start) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{answer.request['PATH_INFO']}: {answer.status_code}")
    return statistics.median(taken[2:])


def _queries(visit: Callable[[], object]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        visit()
    return len(seen)


def _row(metric: str, value: float, unit: str, reference: str, beside: float | None) -> dict[str, Any]:
    told = {"name": NAME, "metric": metric, "value": round(value, 2), "unit": unit, "reference": reference}
    return {**told, "ratio": beside and round(value / beside, 2)}
