"""Addresses of the office's result templates."""

from django.urls import path

from motcua.doors.office import result_templates, template_choosing, template_editing, template_files, template_preview

urlpatterns = [
    path("mau-ket-qua/", result_templates.listed, name="templates"),
    path("mau-ket-qua/moi/", template_editing.new, name="new_template"),
    path("mau-ket-qua/nhan-tep/", template_files.upload, name="template_upload"),
    path("mau-ket-qua/<str:name>/", result_templates.versions_of, name="template_versions"),
    path("mau-ket-qua/<str:name>/so-sanh/", result_templates.compared, name="template_compare"),
    path("mau-ket-qua/<str:name>/soan/", template_editing.edit, name="template_edit"),
    path("mau-ket-qua/<str:name>/soan/bo/", template_editing.drop, name="template_drop"),
    path("mau-ket-qua/<str:name>/soan/xem-thu/", template_preview.of_work, name="template_try_work"),
    path("mau-ket-qua/<str:name>/<int:number>/", result_templates.version, name="template"),
    path("mau-ket-qua/<str:name>/<int:number>/soan/", template_editing.begin, name="template_begin"),
    path("mau-ket-qua/<str:name>/<int:number>/xem-thu/", template_preview.of_version, name="template_try"),
    path("mau-ket-qua/<str:name>/<int:number>/tep.json", template_files.download, name="template_file"),
    path("mau-ket-qua/<str:name>/<int:number>/dung/", template_choosing.use, name="template_use"),
    path("thu-tuc/<str:code>/ban-thao/mau/", template_choosing.choose, name="choose_templates"),
]
