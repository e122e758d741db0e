"""The keys of an installation. Demo mode makes its own once; anything else must be given them."""

import base64
import binascii
import os
import secrets as random
from collections.abc import Mapping
from pathlib import Path

from config.files import make_data_dir, read_env, write_env

KEYS = ("DJANGO_SECRET_KEY", "MOTCUA_DATA_KEY", "MOTCUA_INDEX_KEY")
_BYTES = {"MOTCUA_DATA_KEY": 32, "MOTCUA_INDEX_KEY": 32}


class MissingSecrets(RuntimeError):
    """A key is not set, or is not what it must be; the message names it and how to make one."""


def load(environ: Mapping[str, str], data_dir: Path, demo: bool) -> dict[str, str]:
    """Return every key of KEYS: from the environment, else (demo mode only) from `secrets.env` in `data_dir`, made on first use.

    Raises MissingSecrets outside demo mode when one is missing, and always when one has the wrong shape.
    """
    found = {key: environ[key] for key in KEYS if environ.get(key)}
    if len(found) < len(KEYS) and demo:
        found = {**_demo_keys(data_dir / "secrets.env"), **found}
    missing = [key for key in KEYS if key not in found]
    if missing:
        raise MissingSecrets(
            f"Thiếu khóa bí mật: {', '.join(missing)}. Ngoài chế độ thử, hãy đặt các biến môi trường này trước khi chạy "
            "(mỗi khóa dữ liệu là 32 byte ngẫu nhiên viết bằng base64, ví dụ: openssl rand -base64 32)."
        )
    for key, size in _BYTES.items():
        _check(key, found[key], size)
    return found


def make() -> dict[str, str]:
    """Return a fresh random set of keys."""
    return {key: base64.b64encode(random.token_bytes(_BYTES.get(key, 48))).decode() for key in KEYS}


def _demo_keys(file: Path) -> dict[str, str]:
    """Read the demo keys, making them first where there are none; two processes at once agree on the same."""
    if not file.exists():
        make_data_dir(file.parent)
        fresh = file.with_name(f"{file.name}.{os.getpid()}")
        write_env(fresh, make())
        try:
            os.link(fresh, file)
        except FileExistsError:
            pass  # another process was first: its keys stand
        finally:
            fresh.unlink()
    return {key: value for key, value in read_env(file).items() if key in KEYS}


def _check(key: str, value: str, size: int) -> None:
    try:
        length = len(base64.b64decode(value, validate=True))
    except binascii.Error:
        length = -1
    if length != size:
        raise MissingSecrets(f"{key} phải là {size} byte viết bằng base64 (ví dụ: openssl rand -base64 {size}).")
