"""Addresses of the door `counter`."""

from django.urls import path

from motcua.doors.counter import application, asking, dossier, endofday, files, identity, inbox, reception, walkin

app_name = "counter"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("chuyen/", inbox.forward_many, name="forward_many"),
    path("cuoi-ngay/", endofday.end_of_day, name="end_of_day"),
    path("nguoi-den/", walkin.arrive, name="arrive"),
    path("nguoi-den/<str:visit>/", walkin.choose, name="choose"),
    path("don/<uuid:key>/", application.application, name="application"),
    path("don/<uuid:key>/dan-cu/", application.ask_registry, name="ask_registry"),
    path("<uuid:key>/", dossier.dossier, name="dossier"),
    path("<uuid:key>/tiep-nhan/", reception.receive, name="receive"),
    path("<uuid:key>/so-hoa/<slug:requirement>/", reception.digitise, name="digitise"),
    path("<uuid:key>/bo-sung/", asking.supplement, name="supplement"),
    path("<uuid:key>/tu-choi/", asking.decline, name="decline"),
    path("<uuid:key>/chuyen/", reception.forward, name="forward"),
    path("<uuid:key>/tra/", reception.hand_over, name="hand_over"),
    path("<uuid:key>/danh-tinh/", identity.check, name="check_identity"),
    path("<uuid:key>/giay-hen/", files.slip, name="slip"),
    path("<uuid:key>/tep/<uuid:document>/", files.document, name="document"),
]
