"""Addresses the ministry calls."""

from django.urls import path

from motcua.connectors.ministry import views

app_name = "from_ministry"
urlpatterns = [path("", views.push, name="push")]
