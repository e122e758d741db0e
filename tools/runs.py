"""Find and run what measures: modules of a folder of tests with `NAME` and `run(…) -> list of rows`."""

import importlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from config.database import data_dir
from config.files import make_data_dir

ROOT = Path(__file__).resolve().parent.parent
Row = dict[str, Any]


def modules(folder: str, only: str | None) -> dict[str, Callable[..., list[Row]]]:
    """Return the `run` of each module of `folder` (such as tests/bench) by its NAME; `only` names the one wanted."""
    found = {}
    for file in sorted((ROOT / folder).glob("[a-z]*.py")):
        module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
        if hasattr(module, "NAME") and only in (None, module.NAME):
            found[module.NAME] = module.run
    return found


@contextmanager
def real_database(name: str) -> Iterator[Mapping[str, str]]:
    """Give the run a database that keeps its promises (fsync on) in `.data/NAME`, migrated and filled, and Django over it."""
    from motcua.doors.command.__main__ import main as motcua
    from motcua.doors.command.postgres import server

    folder = data_dir(os.environ) / name
    make_data_dir(folder.parent)
    os.environ.update(MOTCUA_DATA_DIR=str(folder), MOTCUA_DEMO="1")
    ours = False if os.environ.get("DATABASE_URL") else server.start(os.environ)[1]
    try:
        if motcua(["prepare"]):
            sys.exit(1)
        yield os.environ
    finally:
        if ours:
            server.stop(os.environ)
