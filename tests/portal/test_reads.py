"""Who saw one's data: every look is kept, and shown gathered by day, unit, role and purpose with how often."""

import pytest
from django.test import Client

from motcua.audit.models import AccessRead
from motcua.dossiers import access
from motcua.dossiers.looks import looks_by_day
from tests import make
from tests.portal.conftest import words

pytestmark = pytest.mark.django_db


def looked(role: str, purpose: str, **later: float) -> None:
    """Let an officer of the ward open Hạnh's dossier."""
    dossier = make.citizen().party.dossiers.get()  # type: ignore[union-attr]
    access.for_officer(make.actor(role), dossier.pk, purpose=purpose, at=make.later(**later))


def test_looks_are_gathered_by_day_unit_role_and_purpose_and_every_row_is_kept(client: Client) -> None:
    make.at_step("work")
    for minutes in (1, 2, 30):
        looked("receiver", "reception", minutes=minutes)
    looked("case_officer", "processing", hours=1)
    looked("receiver", "register", hours=2)
    looked("receiver", "reception", days=1)
    assert AccessRead.objects.count() == 6
    client.force_login(make.citizen(), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/viec-cua-toi/ai-da-xem/")
    said = words(page)
    assert page.content.decode().count('scope="row"') == 4
    assert "3 lần cuối 09:30" in said
    assert said.count("Lấy sổ theo dõi hồ sơ") == 1
    assert said.index("24/11/2026") < said.index("23/11/2026")
    assert "UBND phường Cửa Nam" in said


def test_a_look_before_midnight_in_vietnam_is_of_that_day(client: Client) -> None:
    make.received()
    looked("receiver", "reception", hours=14)  # 23:00
    looked("receiver", "reception", hours=16)  # 01:00 on the next day
    days = [row["day"].isoformat() for row in looks_by_day(make.citizen())]
    assert days == ["2026-11-24", "2026-11-23"]


def test_others_looks_are_not_mine(client: Client) -> None:
    make.received(user=make.citizen("Trần Văn Minh", "001094045678"))
    make.received()
    looked("receiver", "reception")
    assert looks_by_day(make.citizen("Trần Văn Minh", "001094045678")).count() == 0
