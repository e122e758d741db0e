"""Addresses of the door `api`. Those of the open data and of v1 are stable: a change of one is a breaking change (docs/decisions/0037)."""

from django.urls import path, re_path

from motcua.doors.api import opendata
from motcua.doors.api.v1 import describing
from motcua.doors.api.v1.api import api

app_name = "api"
urlpatterns = [
    path("du-lieu-mo/", opendata.page, name="open_data"),
    re_path(r"^du-lieu-mo/thu-tuc\.(?P<kind>json|csv|xlsx)$", opendata.whole, name="whole"),
    re_path(r"^du-lieu-mo/thu-tuc/(?P<code>[^/]{1,40})\.json$", opendata.procedure, name="procedure"),
    path("api/v1/", describing.page, name="v1"),
    path("api/v1/openapi.json", describing.openapi, name="openapi"),
    path("api/v1/", api.urls),
]
