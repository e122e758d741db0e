"""Addresses of the door `api`. Those of the open data are stable: a change of one is a breaking change (docs/decisions/0037)."""

from django.urls import path, re_path

from motcua.doors.api import opendata

app_name = "api"
urlpatterns = [
    path("du-lieu-mo/", opendata.page, name="open_data"),
    re_path(r"^du-lieu-mo/thu-tuc\.(?P<kind>json|csv|xlsx)$", opendata.whole, name="whole"),
    re_path(r"^du-lieu-mo/thu-tuc/(?P<code>[^/]{1,40})\.json$", opendata.procedure, name="procedure"),
]
