"""Addresses of the office's processes."""

from django.urls import path

from motcua.doors.office import process_editing, processes

urlpatterns = [
    path("quy-trinh/", processes.listed, name="processes"),
    path("quy-trinh/mau.xlsx", processes.blank, name="process_blank"),
    path("quy-trinh/<str:code>/", processes.versions_of, name="process_versions"),
    path("quy-trinh/<str:code>/nhan-tep/", process_editing.upload, name="process_upload"),
    path("quy-trinh/<str:code>/so-sanh/", processes.compared, name="process_compare"),
    path("quy-trinh/<str:code>/<int:number>/", processes.version, name="process"),
    path("quy-trinh/<str:code>/<int:number>/sua/", process_editing.edit, name="process_edit"),
    path("quy-trinh/<str:code>/<int:number>/kich-hoat/", processes.activate, name="process_activate"),
    path("quy-trinh/<str:code>/<int:number>/tep.<slug:kind>", processes.download, name="process_file"),
]
