"""Addresses of the door `office`."""

from django.urls import path

from motcua.doors.office import (
    calendar,
    catalogue_urls,
    handover,
    home,
    hours,
    outages,
    process_urls,
    reasking,
    running,
    settings,
    sync,
    template_urls,
)
from motcua.doors.office.drafts import urls as drafts
from motcua.doors.office.exchange import urls as exchange
from motcua.doors.office.forms import urls as forms

app_name = "office"
urlpatterns = [
    path("", home.home, name="home"),
    path("thiet-lap/", settings.settings, name="settings"),
    path("thiet-lap/<slug:name>/", settings.change, name="change_setting"),
    path("lich/", calendar.year, name="calendar"),
    path("lich/thay-doi/", calendar.change, name="change_calendar"),
    path("lich/thay-doi/<uuid:key>/ghi/", calendar.apply, name="apply_calendar"),
    path("lich/tinh-lai/", calendar.recount, name="recount"),
    path("lich/su-co/", outages.outages, name="outages"),
    path("lich/su-co/<uuid:key>/ket-thuc/", outages.end, name="end_outage"),
    path("lich/ca/", hours.hours, name="hours"),
    path("viec-dai/<uuid:key>/", running.run, name="run"),
    path("viec-dai/<uuid:key>/tien-do/", running.run_state, name="run_state"),
    path("dong-bo/", sync.sync, name="sync"),
    path("hoi-lai/", reasking.reasking, name="reasking"),
    path("ban-giao/", handover.handover, name="handover"),
    path("ban-giao/lap/", handover.make, name="make_bundle"),
    path("ban-giao/soat/", handover.judge, name="judge_bundle"),
    path("ban-giao/<uuid:key>/nhap/", handover.take, name="take_bundle"),
    path("ban-giao/<uuid:key>/tep/", handover.file, name="bundle"),
    *catalogue_urls.urlpatterns,
    *process_urls.urlpatterns,
    *template_urls.urlpatterns,
    *forms.urlpatterns,
    *drafts.urlpatterns,
    *exchange.urlpatterns,
]
