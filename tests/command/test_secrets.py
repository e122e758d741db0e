"""Keys: made once for the demo, asked for anywhere else."""

import stat
from pathlib import Path

import pytest

from config import secrets


def test_the_demo_makes_its_keys_once_and_keeps_them_private(tmp_path: Path) -> None:
    made = secrets.load({}, tmp_path, demo=True)
    assert set(made) == set(secrets.KEYS)
    assert secrets.load({}, tmp_path, demo=True) == made
    assert stat.S_IMODE((tmp_path / "secrets.env").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secrets.env"]


def test_outside_the_demo_a_missing_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(secrets.MissingSecrets, match="MOTCUA_INDEX_KEY"):
        secrets.load({**secrets.make(), "MOTCUA_INDEX_KEY": ""}, tmp_path, demo=False)
    assert not list(tmp_path.iterdir())


def test_outside_the_demo_the_demo_keys_are_not_used(tmp_path: Path) -> None:
    secrets.load({}, tmp_path, demo=True)
    with pytest.raises(secrets.MissingSecrets):
        secrets.load({}, tmp_path, demo=False)


def test_keys_from_the_environment_win(tmp_path: Path) -> None:
    given = secrets.make()
    assert secrets.load(given, tmp_path, demo=True) == given


@pytest.mark.parametrize("value", ["short", "bm90IDMyIGJ5dGVz", "ẩ"])
def test_a_key_of_the_wrong_shape_is_refused(tmp_path: Path, value: str) -> None:
    with pytest.raises((secrets.MissingSecrets, ValueError)):
        secrets.load({**secrets.make(), "MOTCUA_DATA_KEY": value}, tmp_path, demo=False)
