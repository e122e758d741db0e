"""Addresses of the door `office`."""

from django.urls import path

from motcua.doors.office import home, settings

app_name = "office"
urlpatterns = [
    path("", home.home, name="home"),
    path("thiet-lap/", settings.settings, name="settings"),
]
