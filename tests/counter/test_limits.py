"""An officer's uploads and look-ups have an hourly limit of their own; a page that is held back says so."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.lib.remembering import forget
from motcua.policy.models import Setting
from tests import make

pytestmark = pytest.mark.django_db


def test_scans_and_look_ups_are_counted_for_the_officer(browser: Client, registry: object) -> None:
    Setting.objects.filter(name="hourly_limits_officer").update(value={"drafts": 1, "saves": 1, "uploads": 1, "look_ups": 1})
    forget()
    dossier = make.submitted(make.BIRTH)
    scan = f"/mot-cua/{dossier.pk}/so-hoa/birth_paper/"
    answers = [browser.post(scan, {"file": SimpleUploadedFile("a.png", make.picture()), "_key": f"{n}"}) for n in range(2)]
    assert [each.status_code for each in answers] == [302, 429]
    assert "a.png" in answers[1].content.decode()
    asked = [browser.post(f"/mot-cua/{dossier.pk}/danh-tinh/", {"_key": f"q{n}"}).status_code for n in range(2)]
    assert asked == [302, 429]
