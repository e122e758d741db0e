"""The office shows who keeps the city's settings what is unsure in them."""

import pytest
from django.test import Client

from motcua.policy.models import Setting
from tests import make
from tests.office.conftest import enter


def test_an_administrator_reads_every_setting_with_how_sure_it_is(administrator: Client) -> None:
    page = administrator.get("/quan-tri/thiet-lap/").content.decode()
    for setting in Setting.objects.all():
        assert setting.name in page
    assert page.index("Chưa kiểm chứng") < page.index("Theo hiểu biết")


def test_what_the_sources_of_a_procedure_leave_unsure_is_named(controller: Client) -> None:
    page = controller.get("/quan-tri/thiet-lap/").content.decode()
    assert make.COPY in page
    assert "supplement_days" in page


@pytest.mark.parametrize("role", ["receiver", "case_officer", "signer"])
def test_nobody_else_enters_the_office(role: str) -> None:
    client = enter(make.officer(role))
    assert client.get("/quan-tri/").status_code == 403
    assert client.get("/quan-tri/thiet-lap/").status_code == 403


def test_the_office_leads_to_each_of_its_matters(administrator: Client) -> None:
    assert "/quan-tri/thiet-lap/" in administrator.get("/quan-tri/").content.decode()
