"""What a supervisor asks: is the process there, can it work, how does it stand."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from ipaddress import ip_address
from secrets import compare_digest
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateWorker

from motcua.dossiers.models import Dossier
from motcua.law.lifecycle import Status
from motcua.outbox.status import figures, left_lying, status

WORKER_SILENT = timedelta(seconds=60)


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """200 {"ok": true, …} when work can be done, else 503 with the reasons in words."""
    now = timezone.now()
    try:
        outbox, problems = status(now), list(_problems(now))
    except DatabaseError:
        connection.close()
        return _told({"ok": False, "problems": [_("Cơ sở dữ liệu không trả lời.")]})
    found = {"ok": not problems, "problems": problems, "outbox": {k: v for k, v in outbox.items() if k != "by_system"}}
    return _told(found)


def _told(found: dict[str, Any]) -> JsonResponse:
    return JsonResponse(found, status=200 if found["ok"] else 503, json_dumps_params={"ensure_ascii": False})


def _problems(now: datetime) -> Iterator[str]:
    beat = ProcrastinateWorker.objects.order_by("-last_heartbeat").values_list("last_heartbeat", flat=True).first()
    if beat is None or now - beat > WORKER_SILENT:
        yield _("Không thấy tiến trình việc nền nào đang chạy.")
    lying = left_lying(now)
    if lying:
        yield _("%(count)d hồ sơ có thông điệp đến hạn gửi quá 5 phút mà chưa ai gửi.") % {"count": lying}


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus; from this machine, or with the bearer token of settings.METRICS_TOKEN."""
    if not _may_read(request):
        return HttpResponse("forbidden\n", status=403, content_type="text/plain")
    return HttpResponse("\n".join(_figures(timezone.now())) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_read(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    if token:
        return compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode())
    through_proxy = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return not through_proxy and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _figures(now: datetime) -> Iterator[str]:
    yield from figures(now)
    yield "# HELP motcua_dossiers Dossiers by status (TrangThaiHoSo)"
    yield "# TYPE motcua_dossiers gauge"
    found = dict(Dossier.objects.values_list("status").annotate(Count("id")).order_by("status"))
    yield from (f'motcua_dossiers{{status="{int(each)}"}} {found.get(int(each), 0)}' for each in Status)
