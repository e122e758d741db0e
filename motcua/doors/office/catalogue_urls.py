"""Addresses of the catalogue in the office: procedures, their drafts, decisions that publish them."""

from django.urls import path

from motcua.doors.office import competence, costs, examples, fees, first, national, procedures, publications, revising, twins

urlpatterns = [
    path("thu-tuc/", procedures.procedures, name="procedures"),
    path("thu-tuc/<str:code>/", procedures.procedure, name="procedure"),
    path("thu-tuc/<str:code>/so-sanh/<int:before>/<int:after>/", procedures.compare, name="compare"),
    path("thu-tuc/<str:code>/ban-thao/", revising.begin, name="begin"),
    path("thu-tuc/<str:code>/ban-dau/", first.first, name="first"),
    path("thu-tuc/<str:code>/ban-thao/sua/", revising.amend, name="amend"),
    path("thu-tuc/<str:code>/ban-thao/bo/", revising.drop, name="drop"),
    path("thu-tuc/<str:code>/ban-ghi-quoc-gia/", national.national, name="national"),
    path("thu-tuc-trung/", twins.twins, name="twins"),
    path("thu-tuc-trung/tim/", twins.find, name="find_twins"),
    path("thu-tuc-trung/<str:one>/<str:other>/", twins.twin, name="twin"),
    path("thu-tuc/<str:code>/chi-phi/", costs.kept, name="cost"),
    path("thu-tuc/<str:code>/chi-phi/danh-gia/", costs.enter, name="enter_cost"),
    path("thu-tuc/<str:code>/tham-quyen/", competence.competence, name="competence"),
    path("phi/", fees.fees, name="fees"),
    path("phi/<uuid:key>/ket-thuc/", fees.end, name="end_fee"),
    path("chi-phi/", costs.overview, name="costs"),
    path("thu-tuc/<str:code>/vi-du/", examples.examples, name="examples"),
    path("thu-tuc/<str:code>/vi-du/moi/", examples.example, name="new_example"),
    path("thu-tuc/<str:code>/vi-du/<uuid:key>/", examples.example, name="example"),
    path("thu-tuc/<str:code>/vi-du/<uuid:key>/moi/", examples.renew, name="renew_example"),
    path("thu-tuc/<str:code>/vi-du/<uuid:key>/bo/", examples.drop, name="drop_example"),
    path("cong-bo/", publications.publications, name="publications"),
    path("cong-bo/<uuid:key>/", publications.publication, name="publication"),
    path("cong-bo/<uuid:key>/dua-ra/<uuid:item>/", publications.take_out, name="take_out"),
]
