"""The desk of the exchange at 320 px, in both languages: no fault for axe, nothing wider than the screen."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import ROOT, SHOTS, City
from tests.e2e.test_pages import _judge, _small

pytestmark = pytest.mark.browser
HOME = "/quan-tri/thong-diep/"
LISTS = ("", "gui-lai/", "den/", "doi-soat/", "tra-loi/")
FILLED = """
import django; django.setup()
from django.utils import timezone
from motcua.lib.ids import new_id
from motcua.lib.saying import Sentence
from motcua.outbox import inbox
from motcua.outbox.models import Difference, Message
from motcua.outbox.posting import post
now = timezone.now()
payload = {"code": "H26.105-261126-0007", "holder_name": "Nguyễn Thị Thử", "holder_number": "001194012372", "status": 4}
message = post("dvclt", "dossier.status", new_id(), payload, now)
Message.objects.filter(pk=message.pk).update(state="parked", attempts=1)
came = inbox.store("national_portal", "dossier.status", "H26-1:77", {"status": "77"}, now, cause=Sentence("Trạng thái lạ"))
stands = {"found": "ahead", "ours": 4, "theirs": 10, "since": now, "seen_at": now}
Difference.objects.create(partner="national_portal", subject=new_id(), code=payload["code"], **stands)
print(message.pk, came.pk)
"""


@pytest.fixture(scope="module")
def filled(city: City) -> tuple[str, str]:
    """Something lies on every list; returns the addresses of the message and of what came."""
    environ = {**city.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "LOG_LEVEL": "ERROR"}
    done = subprocess.run([sys.executable, "-c", FILLED], env=environ, cwd=ROOT, capture_output=True, text=True, check=True)
    message, came = done.stdout.split()
    return f"{message}/", f"den/{came}/"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_desk_can_be_used_at_320_px(city: City, filled: tuple[str, str], axe: Callable[[Page], None], lang: str) -> None:
    page = city.page("demo.quantri")
    heard = _small(page)
    message, came = filled
    for place in (*LISTS, message, f"{message}sua/", f"{message}thoi/", came, f"{came}bo-qua/"):
        page.goto(f"{HOME}{place}?lang={lang}")
        assert page.locator("h1").count() == 1
        _judge(page, axe, heard)
    page.set_viewport_size({"width": 1280, "height": 900})
    for name, place in (("message", message), ("refused", ""), ("differences", "doi-soat/")):
        page.goto(f"{HOME}{place}?lang={lang}")
        page.screenshot(path=SHOTS / f"exchange-{name}-{lang}.png", full_page=True)
    page.goto("/?lang=vi")
