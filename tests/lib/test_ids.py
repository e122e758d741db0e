"""Keys carry their moment, sort by it, and are never the same."""

from datetime import UTC, datetime, timedelta

from motcua.lib.ids import floor_of, new_id, time_of


def test_keys_sort_by_the_moment_they_were_made():
    keys = [new_id() for _ in range(2000)]
    assert keys == sorted(set(keys))
    assert {k.version for k in keys} == {7}


def test_a_key_tells_when_it_was_made():
    before = datetime.now(UTC)
    made = time_of(new_id())
    assert before - timedelta(milliseconds=1) <= made <= datetime.now(UTC)


def test_the_floor_of_a_moment_lies_below_every_key_made_then():
    key = new_id()
    moment = time_of(key)
    assert floor_of(moment) <= key < floor_of(moment + timedelta(milliseconds=1))
    assert time_of(floor_of(moment)) == moment
