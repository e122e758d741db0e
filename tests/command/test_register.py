"""`motcua register`: what a person and a script read, and what is refused."""

import json

import pytest
from django.utils import timezone

from motcua.doors.command.__main__ import main
from motcua.dossiers.models import Dossier
from tests import make
from tests.acts.test_registers import NEXT_YEAR

pytestmark = pytest.mark.django_db


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, object]:
    capsys.readouterr()
    code = main([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_book_is_shown_closed_and_verified(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = make.received()
    code, shown = answer(capsys, "register", "show", make.WARD, "2026")
    assert (code, shown) == (0, {"agency": make.WARD, "year": 2026, "count": 1, "closed": False, "hash": None})
    monkeypatch.setattr(timezone, "now", lambda: NEXT_YEAR)
    assert answer(capsys, "register", "close", make.WARD, "2026")[0] == 0
    assert answer(capsys, "register", "close", make.WARD, "2026")[0] == 1
    assert answer(capsys, "register", "verify") == (0, [{"agency": make.WARD, "year": 2026, "count": 1, "same": True}])
    Dossier.objects.filter(pk=dossier.pk).update(code="H26.105-261123-9999")
    assert answer(capsys, "register", "verify")[0] == 1


def test_an_agency_that_is_none_and_a_year_that_is_not_over_are_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make.city()
    assert answer(capsys, "register", "show", "H26.999", "2026")[0] == 1
    monkeypatch.setattr(timezone, "now", lambda: make.MONDAY)
    code, refused = answer(capsys, "register", "close", make.WARD, "2026")
    assert code == 1
    assert "chưa hết" in str(refused)
