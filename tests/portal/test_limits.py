"""So much an hour for whoever is signed in, by dated settings; beyond it a page that says when, and that keeps what was typed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from motcua.dossiers.models import Draft, DraftFile
from motcua.lib.remembering import forget
from motcua.policy.models import Setting
from tests import make
from tests.portal import walking
from tests.portal.conftest import words

pytestmark = pytest.mark.django_db


def allow(**kinds: int) -> None:
    """Set how often an hour, from today on."""
    setting = Setting.objects.get(name="hourly_limits_citizen")
    Setting.objects.filter(pk=setting.pk).update(value={**setting.value, **kinds})
    forget()


@pytest.fixture
def hanh(client: Client) -> Client:
    """Hạnh's browser."""
    client.force_login(make.citizen(), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_drafts_are_begun_so_often_an_hour_and_then_again(hanh: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    allow(drafts=2)
    begin = [hanh.post("/thu-tuc/2.000908/bat-dau/", {"_key": f"k{n}"}).status_code for n in range(3)]
    assert begin == [302, 302, 429]
    monkeypatch.setattr(timezone, "now", lambda: make.MONDAY + timedelta(minutes=61))
    assert hanh.post("/thu-tuc/2.000908/bat-dau/", {"_key": "k9"}).status_code == 302


def test_what_was_typed_stands_in_the_page_and_is_sent_again_by_one_press(hanh: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = walking.begin(hanh, make.COPY)
    allow(saves=1)
    address = hanh.get(f"/nop-ho-so/{draft.pk}/").headers["Location"]
    hanh.post(address, {"_key": "p", "relation": "self", "_shown": "relation"})
    answer = hanh.post(address, {"_key": "p2", "relation": "organisation", "_shown": "relation", "note": "<b>Bánh & kẹo</b>"})
    assert (answer.status_code, answer["Cache-Control"]) == (429, "private, no-store")
    assert int(answer["Retry-After"]) == 3600
    said = answer.content.decode()
    assert "60 phút" in words(answer)
    assert f'action="{address}"' in said
    assert 'name="relation" hidden>\norganisation</textarea>' in said
    assert 'name="_key" hidden>\np2</textarea>' in said
    assert "&lt;b&gt;Bánh &amp; kẹo&lt;/b&gt;" in said
    monkeypatch.setattr(timezone, "now", lambda: make.MONDAY + timedelta(minutes=61))
    assert hanh.post(address, {"_key": "p2", "relation": "organisation", "_shown": "relation"}).status_code in (200, 302)


def test_files_are_counted_pages_are_not(hanh: Client) -> None:
    draft = walking.begin(hanh, make.BIRTH)
    walking.fill(hanh, draft, make.answers_of(make.BIRTH))
    allow(uploads=1)
    taken: list[Any] = [walking.upload(hanh, draft, "birth_paper", f"{n}.png", make.picture()) for n in range(2)]
    assert [each.status_code for each in taken][1] == 429
    assert "1.png" in words(taken[1])
    assert DraftFile.objects.filter(draft=draft).count() == 1
    assert hanh.post(f"/nop-ho-so/{draft.pk}/giay-to/", {"_key": "g"}).status_code != 429


def test_one_persons_work_does_not_count_for_another(hanh: Client) -> None:
    allow(drafts=1)
    walking.begin(hanh, make.COPY)
    other = Client()
    other.force_login(make.citizen("Trần Văn Minh", "001094045678"), backend="django.contrib.auth.backends.ModelBackend")
    assert other.post("/thu-tuc/2.000908/bat-dau/", {"_key": "start"}).status_code == 302
    assert Draft.objects.count() == 2
