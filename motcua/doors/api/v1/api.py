"""The API itself: its routers, how its errors are told. What partners may do signed in comes as a router of its own, with `auth`."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from motcua.doors.api.v1 import public
from motcua.doors.api.v1.problems import place_of, problem, why_of
from motcua.law.fee_rules import FeeError
from motcua.lib.saying import N_

VERSION = "1.0"
api = NinjaAPI(
    title=N_("Một Cửa: danh mục thủ tục hành chính"),
    version=VERSION,
    description=N_("Đọc danh mục thủ tục hành chính của thành phố. Không cần đăng ký; mỗi nơi gọi có hạn mức trong 10 phút."),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api_v1",
)
api.add_router("", public.router)


@api.exception_handler(ValidationError)
def wrong(_request: HttpRequest, error: Any) -> HttpResponse:
    """422: each place that is wrong, with why."""
    places = [{"place": place_of(each["loc"]), "why": why_of(each["type"], each.get("ctx", {}))} for each in error.errors]
    return problem(422, _("Tham số sai: %(places)s.") % {"places": ", ".join(dict.fromkeys(each["place"] for each in places))}, places)


@api.exception_handler(FeeError)
def no_fee(_request: HttpRequest, error: Any) -> HttpResponse:
    """422: what was counted cannot be."""
    return problem(422, str(error))


@api.exception_handler(Http404)
def nothing(_request: HttpRequest, _error: Any) -> HttpResponse:
    """404: no such thing is published today."""
    return problem(404, _("Không có gì ở địa chỉ này: mã chưa được công bố, hoặc viết sai."))


@api.exception_handler(HttpError)
def told(_request: HttpRequest, error: Any) -> HttpResponse:
    """What the frame itself refuses: a body that is no JSON."""
    return problem(error.status_code)
