"""The catalogue of the city on MONDAY, with one national record besides, and files of the open data in a folder of the test."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from motcua.acts.importing import import_files
from motcua.people.actor import job
from tests import make
from tests.catalogue.pages import made_up


@pytest.fixture(autouse=True)
def monday(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """It is Monday 9 o'clock; one procedure is known from the nation alone, another from both."""
    monkeypatch.setattr(timezone, "now", lambda: make.MONDAY)
    settings.DATA_DIR = tmp_path / "data"
    make.city()
    pages = [made_up(1), {**made_up(2), "ma_thu_tuc": make.COPY, "ten_thu_tuc": "=HYPERLINK(1)"}]
    (tmp_path / "nation.json").write_text(json.dumps(pages), encoding="utf-8")
    done = import_files([tmp_path / "nation.json"], source="test", by=job("test"), at=make.MONDAY)
    assert not done.rejected
