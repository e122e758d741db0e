"""Addresses of the sign-in; the names are the library's."""

from django.urls import path
from mozilla_django_oidc.views import OIDCLogoutView

from motcua.connectors.identity.views import Callback, SignIn

urlpatterns = [
    path("authenticate/", SignIn.as_view(), name="oidc_authentication_init"),
    path("callback/", Callback.as_view(), name="oidc_authentication_callback"),
    path("logout/", OIDCLogoutView.as_view(), name="oidc_logout"),
]
