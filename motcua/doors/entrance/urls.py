"""Addresses of the door `entrance`."""

from django.urls import path

from motcua.doors.entrance import health, pages, signing_in, unlocking

app_name = "entrance"
urlpatterns = [
    path("dang-nhap/", signing_in.sign_in, name="sign_in"),
    path("dang-xuat/", signing_in.sign_out, name="sign_out"),
    path("mo-khoa/", unlocking.unlock, name="unlock"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
    path("tro-giup/", pages.help_page, name="help"),
    path("quyen-rieng-tu/", pages.privacy, name="privacy"),
]
