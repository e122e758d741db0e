"""Addresses of the door `desk`."""

from django.urls import path

from motcua.doors.desk import (
    asking,
    completing,
    doing,
    dossier,
    drafting,
    files,
    finding,
    giving,
    lending,
    many,
    moving,
    opinions,
    picture,
    signing,
    worklist,
)

app_name = "desk"
urlpatterns = [
    path("", worklist.worklist, name="list"),
    path("y-kien/", opinions.opinions, name="opinions"),
    path("y-kien/<uuid:key>/", opinions.opinion, name="opinion"),
    path("uy-quyen/", lending.lend, name="lend"),
    path("uy-quyen/<uuid:key>/thu-hoi/", lending.end, name="end_lending"),
    path("chuyen-buoc/", moving.find, name="move"),
    path("ky-nhieu/", many.sign_many, name="sign_many"),
    path("viec-dai/", many.asked, name="runs"),
    path("viec-dai/<uuid:key>/", many.run, name="run"),
    path("viec-dai/<uuid:key>/tien-do/", many.run_state, name="run_state"),
    path("tim/", finding.find, name="find"),
    path("<uuid:key>/", dossier.show, name="dossier"),
    path("<uuid:key>/nhan/", dossier.take, name="take"),
    path("<uuid:key>/du-thao/", dossier.draft_state, name="draft_state"),
    path("<uuid:key>/du-thao/<slug:outcome>/", drafting.draft, name="draft"),
    path("<uuid:key>/hoan-thanh/", completing.complete, name="complete"),
    path("<uuid:key>/so-do/", picture.show, name="diagram"),
    path("<uuid:key>/so-do.bpmn", picture.drawn, name="diagram_file"),
    path("<uuid:key>/trinh/", drafting.propose, name="propose"),
    path("<uuid:key>/bo-sung/", asking.supplement, name="supplement"),
    path("<uuid:key>/phan-cong/", giving.assign, name="assign"),
    path("<uuid:key>/viec/<slug:act>/", doing.do, name="do"),
    path("<uuid:key>/tra-lai/", giving.send_back, name="send_back"),
    path("<uuid:key>/ky/", signing.sign, name="sign"),
    path("<uuid:key>/ban-hanh/", signing.issue, name="issue"),
    path("<uuid:key>/giay-to/<uuid:document>/", files.document, name="document"),
]
