"""Open data: the page that says what it is, the whole by download, one procedure by its code."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.audit import limits
from motcua.doors.api.asking import count, seconds_left, today_of
from motcua.law.calendar import HANOI
from motcua.policy.values import setting
from motcua.reports.opendata import keeping
from motcua.reports.opendata.fields import FIELDS
from motcua.reports.opendata.gathering import counts, one
from motcua.ui import errors

FRESH_SECONDS = 300
NAMES: dict[str, Callable[[], str]] = {
    "json": lambda: _("JSON: đầy đủ nhất, cho phần mềm"),
    "csv": lambda: _("CSV: mỗi thủ tục một dòng"),
    "xlsx": lambda: _("Bảng tính .xlsx: mỗi phần một trang, kèm từ điển"),
}
View = Callable[..., HttpResponseBase]


def _open(view: View) -> View:
    """A download for everybody: counted by place, the same whoever asks, to be kept by caches for five minutes."""

    @wraps(view)
    def answered(request: HttpRequest, **where: str) -> HttpResponseBase:
        try:
            count(request, "files")
        except limits.TooMany as many:
            return errors.too_many(request, seconds_left(request, many))
        with override("vi"):
            response = view(request, **where)
        response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
        response["Access-Control-Allow-Origin"] = "*"
        response["X-Content-Type-Options"] = "nosniff"
        response.same_for_all = True  # type: ignore[attr-defined] # no cookie, no Vary: motcua/ui/middleware.py
        return response

    return answered


@require_safe
@_open
def whole(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Every procedure as JSON, CSV or .xlsx; what a browser has already is not sent again."""
    found = keeping.kept(kind, today_of(request))
    etag = f'"{found.mark}"'
    known = _known(request, etag, int(found.made_at.timestamp()))
    if known is not None:
        return known
    response: HttpResponseBase = HttpResponse() if request.method == "HEAD" else FileResponse(found.path.open("rb"))
    response["Content-Type"], response["Content-Length"] = keeping.MEDIA[kind], str(found.size)
    name = f"thu-tuc-{today_of(request).isoformat()}.{kind}"
    response["Content-Disposition"] = content_disposition_header(kind != "json", name) or "attachment"
    response["ETag"], response["Last-Modified"] = etag, http_date(int(found.made_at.timestamp()))
    return response


@require_safe
@_open
def procedure(request: HttpRequest, code: str) -> HttpResponseBase:
    """One procedure as JSON. Raises Http404 for a code that is no open data today."""
    found = one(code, today_of(request))
    if found is None:
        raise Http404
    content = (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return _known(request, etag) or HttpResponse(content, content_type=keeping.MEDIA["json"], headers={"ETag": etag})


def _known(request: HttpRequest, etag: str, changed: int | None = None) -> HttpResponseBase | None:
    """Return 304 where the browser has this already, 412 where it asked for another; None: send it."""
    return get_conditional_response(request, etag=etag, last_modified=changed)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What the open data are, where they stand, what each field means, under which conditions."""
    day = today_of(request)
    procedures, nation = counts(day)
    licence = setting("open_data_licence", day)
    values = {
        "day": day,
        "procedures": procedures,
        "nation": nation,
        "files": [_file(kind, day) for kind in keeping.KINDS],
        "fields": [(each.path, each.kind, _(each.means)) for each in FIELDS],
        "licence": licence.value.get((get_language() or "vi")[:2]) or licence.value["vi"],
        "licence_unsure": licence.certainty == "u",
    }
    return render(request, "api/open_data.html", values)


def _file(kind: str, day: Any) -> dict[str, Any]:
    found = keeping.stands(kind, day)
    made = found.made_at.astimezone(HANOI) if found else None
    return {"kind": kind, "words": NAMES[kind](), "url": reverse("api:whole", args=[kind]), "size": found and found.size, "made_at": made}
