"""Files that only their owner may read, and small `KEY=value` files."""

import os
from collections.abc import Mapping
from pathlib import Path


def make_data_dir(folder: Path) -> None:
    """Make the data folder where it is missing: ours alone, or root's with a way through for the database's account."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)


def write_private(file: Path, text: str) -> None:
    """Put `text` into `file` at once and whole, readable by its owner alone (0600)."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}.new")
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    os.replace(fresh, file)


def write_env(file: Path, values: Mapping[str, str]) -> None:
    """Keep `values` as one `KEY=value` a line, private. Values hold no line break."""
    write_private(file, "".join(f"{key}={value}\n" for key, value in values.items()))


def read_env(file: Path) -> dict[str, str]:
    """Read what write_env wrote; an absent file is empty."""
    if not file.exists():
        return {}
    lines = (line.partition("=") for line in file.read_text(encoding="utf-8").splitlines())
    return {key: value for key, middle, value in lines if middle}
