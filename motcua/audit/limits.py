"""Limits on strangers: so many tries a window, counted in the database so that every web process agrees."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from motcua.lib.crypto import index
from motcua.lib.saying import N_, Said


class TooMany(Said):
    """Too many tries; `until` says when it may be tried again."""

    def __init__(self, until: datetime) -> None:
        """Keep the end of the window."""
        super().__init__(N_("Bạn thử quá nhiều lần. Chờ ít phút rồi thử lại."))
        self.until = until


_COUNT = """
INSERT INTO audit_throttle (key, "window", count) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN audit_throttle."window" < %s THEN 1 ELSE audit_throttle.count + 1 END,
  "window" = CASE WHEN audit_throttle."window" < %s THEN excluded."window" ELSE audit_throttle."window" END
RETURNING count, "window"
"""


def count(name: str, who: str, *, most: int, seconds: int, at: datetime) -> None:
    """Count one try of `name` by `who` (kept only as a keyed fingerprint); raises TooMany after `most` in `seconds`."""
    key = _key(name, who)
    oldest = at - timedelta(seconds=seconds)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [key, at, oldest, oldest])
        tries, window = cursor.fetchone()
    if tries > most:
        raise TooMany(window + timedelta(seconds=seconds))


def forget(name: str, who: str) -> None:
    """Forget the tries of `name` by `who`: they succeeded, so the tries were not a stranger's."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_throttle WHERE key = %s", [_key(name, who)])


def _key(name: str, who: str) -> str:
    return f"{name}:{index(who, settings.INDEX_KEY)[:40]}"
