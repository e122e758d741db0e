"""Keys of rows: UUIDv7, so that new rows lie together and append-only tables can be cut by month on the key."""

import uuid
from datetime import UTC, datetime

from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """Return a new UUIDv7 (RFC 9562); later calls sort later."""
    return uuid7()


def floor_of(moment: datetime) -> uuid.UUID:
    """Return the smallest UUIDv7 that a row made at `moment` (aware) can have: a bound of partitions and time ranges."""
    milliseconds = int(moment.astimezone(UTC).timestamp() * 1000)
    return uuid.UUID(int=milliseconds << 80)


def time_of(key: uuid.UUID) -> datetime:
    """Return the moment (UTC, to the millisecond) that a UUIDv7 carries."""
    return datetime.fromtimestamp((key.int >> 80) / 1000, UTC)
