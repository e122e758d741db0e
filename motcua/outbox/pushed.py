"""Take one pushed message: signature and age checked, kept whatever they say, nothing done here. For the views of connectors.

settings.PUSHES: {partner: shared secret}; headers X-Timestamp (milliseconds), X-Signature (lib/signed.py). What is forged, copied or
unreadable is kept with its cause for an officer and changes nothing; a stranger who floods us is cut off.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from json import JSONDecodeError, loads
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from motcua.lib.saying import N_, Sentence
from motcua.lib.signed import is_fresh, is_signed
from motcua.outbox.inbox import CannotHandle, store, store_unreadable
from motcua.ports import Incoming

MOST_BYTES = 64 * 1024
KIND = "push"
FORGED = Sentence(N_("Chữ ký của bản tin không đúng: không phải đối tác gửi, hoặc đã bị sửa."))
COPIED = Sentence(N_("Bản tin đúng chữ ký nhưng quá cũ: có thể bị gửi lại. Không làm gì theo bản tin này."))
NOT_JSON = Sentence(N_("Bản tin không đọc được (không phải JSON, hoặc hỏng bảng mã chữ)."))
Reader = Callable[[Mapping[str, Any]], Incoming]


def take(request: HttpRequest, partner: str, read: Reader) -> HttpResponse:
    """Keep the message of `partner` as `read` understands it. Returns 202 kept, 400 unreadable, 401 forged or old, 413 too long."""
    at = timezone.now()
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return HttpResponse(status=413)
    body = request.body
    stamp = request.headers.get("X-Timestamp", "")
    if not is_signed(settings.PUSHES.get(partner, ""), stamp, body, request.headers.get("X-Signature", "")):
        return _aside(partner, body, FORGED, at, 401)
    if not is_fresh(stamp, at):
        return _aside(partner, body, COPIED, at, 401)
    try:
        told = loads(body.decode("utf-8"))
    except (UnicodeDecodeError, JSONDecodeError, RecursionError):
        return _aside(partner, body, NOT_JSON, at, 400)
    if not isinstance(told, Mapping):
        return _aside(partner, body, NOT_JSON, at, 400)
    return _kept(partner, body, told, read, at)


def _kept(partner: str, body: bytes, told: Mapping[str, Any], read: Reader, at: datetime) -> HttpResponse:
    try:
        item = read(told)
    except CannotHandle as wrong:
        return _aside(partner, body, wrong.sentence, at, 202)
    store(partner, item.kind, item.reference, item.payload, at, subject=item.subject, cause=item.cause)
    return HttpResponse(status=202)


def _aside(partner: str, body: bytes, cause: Sentence, at: datetime, status: int) -> HttpResponse:
    store_unreadable(partner, KIND, body, cause, at)
    return HttpResponse(status=status)
