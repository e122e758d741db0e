"""Addresses the portal calls."""

from django.urls import path

from motcua.connectors.national_portal import views

app_name = "from_national_portal"
urlpatterns = [path("", views.push, name="push")]
