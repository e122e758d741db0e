"""What every command shares: how it shows its answer, how it refuses, and how it wakes Django."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterable
from typing import Any

DONE, REFUSED, WRONG_USAGE = 0, 1, 2


class CommandRefused(Exception):
    """The command cannot be done; the message is the reason, in a sentence for a person."""


def show(args: Namespace, value: Any, lines: Iterable[str]) -> None:
    """Print the answer: with --json `value` as one JSON value, else `lines` for a person."""
    text = json.dumps(value, ensure_ascii=False, default=str) if args.json else "\n".join(lines)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def say(text: str) -> None:
    """Tell a person how it is going, on stderr, so that stdout stays the answer alone."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def table(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Lay `rows` out in columns as wide as their longest word."""
    kept = [tuple(row) for row in rows]
    widths = [max(len(row[i]) for row in kept) for i in range(len(kept[0]))] if kept else []
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in kept]


def wake_django(*, log_level: str = "WARNING") -> None:
    """Set Django up; call it first in `run` of a command that needs models. Raises CommandRefused on missing secrets.

    `log_level` holds where the environment has no LOG_LEVEL.
    """
    import django

    from config.database import BadDatabaseUrl
    from config.secrets import MissingSecrets

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("LOG_LEVEL", log_level)
    try:
        django.setup()
    except (BadDatabaseUrl, MissingSecrets) as problem:
        raise CommandRefused(str(problem)) from problem
