"""Every address begins here; names of the doors are those of the contract."""

from django.urls import include, path

urlpatterns = [
    path("", include("motcua.doors.entrance.urls")),
    path("oidc/", include("motcua.connectors.identity.urls")),
    path("ket-noi/cong-quoc-gia/", include("motcua.connectors.national_portal.urls")),
    path("ket-noi/he-thong-bo/", include("motcua.connectors.ministry.urls")),
    path("mot-cua/", include("motcua.doors.counter.urls")),
    path("xu-ly/", include("motcua.doors.desk.urls")),
    path("quan-tri/", include("motcua.doors.office.urls")),
    path("", include("motcua.doors.api.urls")),
    path("", include("motcua.doors.portal.urls")),
]
