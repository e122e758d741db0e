"""Addresses of the parts of a draft."""

from django.urls import path

from motcua.doors.office.drafts import channels, linking, papers, versions

urlpatterns = [
    path("thu-tuc/<str:code>/ban-thao/giay-to/", papers.listed, name="draft_papers"),
    path("thu-tuc/<str:code>/ban-thao/giay-to/moi/", papers.paper, name="new_draft_paper"),
    path("thu-tuc/<str:code>/ban-thao/giay-to/<str:key>/sua/", papers.paper, name="draft_paper"),
    path("thu-tuc/<str:code>/ban-thao/giay-to/<str:key>/khi/", papers.condition, name="draft_paper_condition"),
    path("thu-tuc/<str:code>/ban-thao/cach-nop/", channels.channels, name="draft_channels"),
    path("thu-tuc/<str:code>/ban-thao/noi-to-khai/", linking.linking, name="draft_linking"),
    path("thu-tuc/<str:code>/ban-thao/phien-ban/", versions.versions, name="draft_versions"),
]
