"""People see where a dossier was filed; the counter sees what a ministry settles, and cannot decide it."""

import pytest
from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.dossiers.models import Dossier
from motcua.dossiers.origins import filed_elsewhere
from motcua.people.models import User
from tests import make
from tests.arrivals.sides import HELD, Faked, FakedMinistry, carry

pytestmark = pytest.mark.django_db


def entered(user: User, *, officer: bool = False) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    if officer:
        device, _made = TOTPDevice.objects.get_or_create(user=user, defaults={"name": "test"})
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = device.persistent_id
        session.save()
    return client


def test_a_citizens_list_and_page_say_where_it_was_filed(fake: Faked) -> None:
    make.city()
    hanh = make.citizen(sub="5f0c1c7e-7a55-4a57-9f0e-1d4a3b6c2e01")
    code = fake.file()
    carry()
    dossier = Dossier.objects.get(external_code=code)
    assert dossier.applicant == hanh.party
    client = entered(hanh)
    assert "nộp tại Cổng Dịch vụ công quốc gia" in client.get("/viec-cua-toi/").content.decode()
    page = client.get(f"/viec-cua-toi/{dossier.pk}/").content.decode()
    assert code in page
    assert f'href="https://cong.test/ho-so/{code}"' in page


def test_officers_see_where_a_dossier_was_filed_and_under_which_number(fake: Faked) -> None:
    make.city()
    code = fake.file()
    carry()
    dossier = Dossier.objects.get(external_code=code)
    told = filed_elsewhere(dossier)
    assert told is not None
    assert (told.system, told.code, told.paid) == ("Cổng Dịch vụ công quốc gia", code, False)
    page = entered(make.officer("receiver"), officer=True).get(f"/mot-cua/{dossier.pk}/").content.decode()
    assert f"nộp tại Cổng Dịch vụ công quốc gia, mã {code}" in page


def test_what_was_filed_here_says_nothing_of_elsewhere() -> None:
    assert filed_elsewhere(make.received()) is None


@pytest.fixture
def mirrored(named: object, settings: object) -> Dossier:
    """A dossier that a ministry has received."""
    make.city()
    ministry = FakedMinistry()
    HELD["ministry"] = ministry.client
    settings.PULLS = {"ministry": {"PORT": "ministry", "FEED": "dossiers", "FROM": timezone.now().isoformat(), "OVERLAP": 5}}  # type: ignore[attr-defined]
    code = ministry.file()
    ministry.move(code, "TIEP_NHAN")
    carry()
    return Dossier.objects.get(external_code=code)


def test_the_counter_tracks_what_a_ministry_settles(mirrored: Dossier) -> None:
    client = entered(make.officer("receiver"), officer=True)
    page = client.get("/mot-cua/theo-doi/").content.decode()
    assert mirrored.external_code in page
    assert "Được tiếp nhận" in page
    shown = client.get(f"/mot-cua/{mirrored.pk}/").content.decode()
    assert "chỉ xem và theo dõi" in shown


def test_a_counter_without_any_is_told_what_will_come() -> None:
    make.city()
    page = entered(make.officer("receiver"), officer=True).get("/mot-cua/theo-doi/").content.decode()
    assert "Chưa có hồ sơ nào do Bộ giải quyết" in page


def test_the_person_sees_it_in_their_list_and_page(mirrored: Dossier) -> None:
    hoa = make.citizen("Lê Thị Hoa", "001165000123", sub="t-hoa")
    client = entered(hoa)
    assert "nộp tại Hệ thống tập trung của Bộ" in client.get("/viec-cua-toi/").content.decode()
    page = client.get(f"/viec-cua-toi/{mirrored.pk}/")
    assert page.status_code == 200
    assert "chỉ xem và theo dõi" in page.content.decode()
