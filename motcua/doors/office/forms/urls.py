"""Addresses of the office's forms."""

from django.urls import path

from motcua.doors.office.forms import asking, deciding, listing, pages, preview, using, writing

urlpatterns = [
    path("to-khai/", listing.listed, name="forms"),
    path("to-khai/moi/", writing.begin, name="new_form"),
    path("to-khai/nhan-tep/", writing.upload, name="form_upload"),
    path("to-khai/<str:key>/", listing.form, name="form"),
    path("to-khai/<str:key>/so-sanh/", listing.compared, name="form_compare"),
    path("to-khai/<str:key>/<int:version>/tep.json", listing.download, name="form_file"),
    path("to-khai/<str:key>/<int:version>/soan/", writing.take_up, name="take_up_form"),
    path("to-khai/<str:key>/<int:version>/dung/", using.use, name="use_form"),
    path("to-khai/<str:key>/<int:version>/xem-thu/", preview.of_version, name="form_preview"),
    path("to-khai/<str:key>/soan/xem-thu/", preview.of_draft, name="form_draft_preview"),
    path("to-khai/<str:key>/soan/", writing.outline, name="form_draft"),
    path("to-khai/<str:key>/soan/trang/<slug:page_id>/", pages.form_page, name="form_page"),
    path("to-khai/<str:key>/soan/cau/<str:place>/", asking.question, name="form_question"),
    path("to-khai/<str:key>/soan/khi/<str:target>/", deciding.condition, name="form_condition"),
]
