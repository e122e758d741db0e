"""What a supervisor asks."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateWorker

from motcua.lib.ids import new_id
from motcua.outbox.models import Lane, Line, Message
from motcua.outbox.posting import post


@pytest.fixture
def worker(db: None) -> None:
    """A worker that beat just now."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")


def test_health_asks_no_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_ready_with_worker_and_nothing_lying(client: Client, worker: None) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ok": True, "problems": [], "outbox": {"waiting": 0, "retrying": 0, "dead": 0, "oldest_seconds": 0}}


@pytest.mark.django_db
def test_not_ready_without_worker(client: Client) -> None:
    assert not ProcrastinateWorker.objects.exists()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["problems"] == ["Không thấy tiến trình việc nền nào đang chạy."]


def test_not_ready_when_messages_are_left_lying(client: Client, worker: None) -> None:
    post("mail", "mail", new_id(), {}, timezone.now() - timedelta(minutes=6))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "1 hồ sơ" in answer.json()["problems"][0]


def test_a_partner_that_is_away_or_refused_keeps_us_ready(client: Client, worker: None) -> None:
    subject, long_ago = new_id(), timezone.now() - timedelta(hours=1)
    first = post("mail", "mail", subject, {}, long_ago)
    post("mail", "mail", subject, {}, long_ago)
    Message.objects.filter(pk=first.pk).update(state="parked")
    Lane.objects.update(next_at=None)
    post("national_portal", "x", new_id(), {}, long_ago)
    Line.objects.create(partner="national_portal", failures=9, away_since=long_ago, probe_at=timezone.now())
    assert client.get("/readyz").status_code == 200


def test_metrics_for_this_machine(client: Client, worker: None) -> None:
    post("mail", "mail", new_id(), {}, timezone.now() - timedelta(seconds=30))
    text = client.get("/metrics").content.decode()
    assert 'motcua_outbox_messages{partner="mail",state="waiting"} 1' in text
    assert 'motcua_outbox_oldest_seconds{partner="mail"} 3' in text
    assert 'motcua_dossiers{status="9"} 0' in text


@pytest.mark.parametrize("headers", [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, {"REMOTE_ADDR": ""}])
def test_metrics_refuse_strangers(client: Client, headers: dict[str, str]) -> None:
    assert client.get("/metrics", **headers).status_code == 403  # type: ignore[arg-type]


@pytest.mark.django_db
def test_metrics_with_a_token(client: Client, settings: LazySettings) -> None:
    settings.METRICS_TOKEN = "bí-mật"
    assert client.get("/metrics").status_code == 403
    settings.METRICS_TOKEN = "secret"
    assert client.get("/metrics", headers={"Authorization": "Bearer secret"}, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_security_txt_says_where_and_until_when(client: Client) -> None:
    text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: http" in text
    assert "Expires: 20" in text


def test_help_and_privacy_are_there(client: Client) -> None:
    assert "1022" in client.get("/tro-giup/").content.decode()
    assert "91/2025/QH15" in client.get("/quyen-rieng-tu/").content.decode()
