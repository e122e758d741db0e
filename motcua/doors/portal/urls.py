"""Addresses of the citizens' door. Nothing personal stands in any of them: keys are random, codes are the dossier's own."""

from django.urls import path

from motcua.doors.portal import (
    beginning,
    carrying,
    checklist,
    confirming,
    dossier,
    downloads,
    essential,
    files,
    finding,
    for_another,
    home,
    look_up,
    mine,
    procedure,
    questions,
    review,
    supplying,
    verify,
    withdrawing,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("viec/<slug:key>/", home.event, name="event"),
    path("thu-tuc/", finding.search, name="search"),
    path("dich-vu-cong-thiet-yeu/", essential.services, name="essential"),
    path("dich-vu-cong-thiet-yeu/<int:number>/", essential.service, name="service"),
    path("thu-tuc/<str:code>/", procedure.procedure, name="procedure"),
    path("thu-tuc/<str:code>/chuan-bi/", checklist.checklist, name="checklist"),
    path("thu-tuc/<str:code>/chuan-bi/ma-qr.svg", checklist.picture, name="checklist_qr"),
    path("thu-tuc/<str:code>/bat-dau/", beginning.begin, name="begin"),
    path("thu-tuc/<str:code>/nop-thay/", for_another.for_another, name="for_another"),
    path("nop-ho-so/<uuid:key>/", questions.resume, name="resume"),
    path("nop-ho-so/<uuid:key>/ban-moi/", carrying.carry, name="carry"),
    path("nop-ho-so/<uuid:key>/lay-du-lieu/", beginning.ask_again, name="ask_again"),
    path("nop-ho-so/<uuid:key>/giay-to/", files.files, name="files"),
    path("nop-ho-so/<uuid:key>/giay-to/<uuid:file>/", downloads.draft_file, name="draft_file"),
    path("nop-ho-so/<uuid:key>/xem-lai/", review.review, name="review"),
    path("nop-ho-so/<uuid:key>/trang/<slug:page>/", questions.apply, name="apply"),
    path("xac-nhan/<uuid:key>/", confirming.confirm, name="confirm"),
    path("viec-cua-toi/", mine.mine, name="mine"),
    path("viec-cua-toi/ai-da-xem/", mine.reads, name="reads"),
    path("viec-cua-toi/<uuid:key>/", dossier.dossier, name="dossier"),
    path("viec-cua-toi/<uuid:key>/da-nop/", dossier.submitted, name="submitted"),
    path("viec-cua-toi/<uuid:key>/bo-sung/", supplying.supply, name="supply"),
    path("viec-cua-toi/<uuid:key>/bo-sung/<uuid:item>/", supplying.answer, name="answer"),
    path("viec-cua-toi/<uuid:key>/rut/", withdrawing.withdraw, name="withdraw"),
    path("viec-cua-toi/<uuid:key>/tep/<uuid:document>/", downloads.document, name="document"),
    path("tra-cuu/", look_up.look_up, name="look_up"),
    path("xac-minh/", look_up.look_up, name="verify_by_code"),  # what a paper prints in words beside its QR
    path("xac-minh/<slug:token>/", verify.verify, name="verify"),
]
