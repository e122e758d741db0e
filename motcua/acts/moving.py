"""Move what an agency holds to its successor, and back: posts, and open dossiers in sets, by plain SQL. Called inside the act of merging.

Closed dossiers stay with the agency that closed them, under its name (rule 63). Codes and serials stay where they were given.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from motcua.acts.merging import open_dossiers, posts_on
from motcua.dossiers.matters import Consultation
from motcua.law.lifecycle import FINAL
from motcua.lib.ids import new_id
from motcua.people.models import Agency, Delegation, Post, Succession, Unit

BATCH = 5000
Progress = Callable[[int], None]
_CLOSED = tuple(int(status) for status in FINAL)
_MOVE = """
    WITH part AS (
        SELECT id, receiver_id, competent_id, step_officer_id FROM dossiers_dossier
        WHERE (receiver_id = %(old)s OR competent_id = %(old)s) AND NOT status = ANY(%(closed)s)
          AND (%(named)s::uuid[] IS NULL OR id = ANY(%(named)s::uuid[]))
        LIMIT %(size)s FOR NO KEY UPDATE
    ), kept AS (
        INSERT INTO dossiers_move (succession_id, dossier_id, receiver_before_id, competent_before_id, officer_before, moved_at)
        SELECT %(succession)s, id, receiver_id, competent_id, step_officer_id, %(at)s FROM part
    )
    UPDATE dossiers_dossier d SET
        receiver_id = CASE WHEN d.receiver_id = %(old)s THEN %(new)s ELSE d.receiver_id END,
        competent_id = CASE WHEN d.competent_id = %(old)s THEN %(new)s ELSE d.competent_id END
    FROM part WHERE d.id = part.id
"""
# A step stays in the hands of an officer who came along with it; else it waits for the role at the successor.
_TO_THE_POOL = """
    WITH lost AS (
        SELECT d.id, s.id AS step, s.officer_id FROM dossiers_dossier d JOIN dossiers_move m ON m.dossier_id = d.id
        JOIN dossiers_step s ON s.dossier_id = d.id AND s.finished_at IS NULL AND s.officer_id IS NOT NULL
        WHERE m.succession_id = %(succession)s AND m.undone_at IS NOT DISTINCT FROM %(undone)s
          AND NOT d.status = ANY(%(closed)s) AND NOT EXISTS (
            SELECT 1 FROM people_post p WHERE p.user_id = s.officer_id AND p.role = s.role
              AND p.agency_id IN (d.receiver_id, d.competent_id) AND p.valid_from <= %(day)s
              AND (p.valid_to IS NULL OR p.valid_to >= %(day)s))
    ), freed AS (
        UPDATE dossiers_step s SET officer_id = NULL FROM lost WHERE s.id = lost.step
    )
    UPDATE dossiers_dossier d SET step_officer_id = NULL FROM lost WHERE d.id = lost.id AND d.step_officer_id = lost.officer_id
"""
# Back goes what is still open and still where it was moved to; by lists of keys, which no stale statistics can turn into a crossing.
_STILL_THERE = """
    SELECT d.id FROM dossiers_move m JOIN dossiers_dossier d ON d.id = m.dossier_id
    WHERE m.succession_id = %(succession)s AND m.undone_at IS NULL AND NOT d.status = ANY(%(closed)s)
      AND d.receiver_id = CASE WHEN m.receiver_before_id = %(old)s THEN %(new)s ELSE m.receiver_before_id END
      AND d.competent_id = CASE WHEN m.competent_before_id = %(old)s THEN %(new)s ELSE m.competent_before_id END
    LIMIT %(size)s FOR NO KEY UPDATE OF d
"""
_TELL = "UPDATE dossiers_move SET undone_at = %(at)s WHERE succession_id = %(succession)s AND dossier_id = ANY(%(keys)s)"
_BACK = """
    UPDATE dossiers_dossier d SET receiver_id = m.receiver_before_id, competent_id = m.competent_before_id
    FROM dossiers_move m
    WHERE m.succession_id = %(succession)s AND m.dossier_id = ANY(%(keys)s) AND d.id = m.dossier_id AND d.id = ANY(%(keys)s)
"""


def dossiers(succession: Succession, *, named: list[UUID] | None, at: datetime, progress: Progress) -> int:
    """Move the open dossiers of the predecessor (`named` only, or all that are left); return how many. `progress` hears each batch."""
    if succession.predecessor_id == succession.successor_id:
        return 0
    values, moved = {**_of(succession), "named": named, "at": at}, 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_MOVE, values)
            moved += int(cursor.rowcount)
            progress(cursor.rowcount)
            if cursor.rowcount < BATCH:
                return moved


def dossiers_back(succession: Succession, *, at: datetime, progress: Progress) -> int:
    """Give back the dossiers that are still open and still with the successor; return how many."""
    values, given = {**_of(succession), "at": at}, 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_STILL_THERE, values)
            values["keys"] = [row[0] for row in cursor.fetchall()]
            cursor.execute(_TELL, values)
            cursor.execute(_BACK, values)
            given += len(values["keys"])
            progress(len(values["keys"]))
            if len(values["keys"]) < BATCH:
                return given


def free_steps(succession: Succession, day: date, undone: datetime | None = None) -> int:
    """Let steps of what moved (or was given back at `undone`) wait for their role where the officer did not come along; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(_TO_THE_POOL, {**_of(succession), "day": day, "undone": undone})
        return int(cursor.rowcount)


def posts(succession: Succession, users: set[UUID]) -> int:
    """End the posts of these users at the predecessor the day before, and give them the same at the successor; return how many."""
    if succession.predecessor_id == succession.successor_id:
        return 0
    kept: list[dict[str, Any]] = []
    for post in posts_on([succession.predecessor_id], succession.from_day).filter(user__in=users):
        new = Post(
            id=new_id(),
            user=post.user,
            agency_id=succession.successor_id,
            unit=_unit(post.unit, succession.successor_id),
            role=post.role,
            title=post.title,
            valid_from=max(post.valid_from, succession.from_day),
            valid_to=post.valid_to,
        )
        new.save(force_insert=True)
        _lend(post.pk, new.pk)
        kept.append({"old": str(post.pk), "until": post.valid_to and post.valid_to.isoformat(), "new": str(new.pk)})
        post.valid_to = succession.from_day - timedelta(1)
        post.save(update_fields=["valid_to"])
    succession.kept = {**succession.kept, "posts": kept}
    succession.save(update_fields=["kept"])
    return len(kept)


def posts_back(succession: Succession, at: datetime) -> int:
    """End the posts the merger gave, from the day before `at`, and let the old ones go on as they were; return how many."""
    kept = succession.kept.get("posts", [])
    for row in kept:
        _lend(UUID(row["new"]), UUID(row["old"]))
        Post.objects.filter(pk=row["new"]).update(valid_to=at.date() - timedelta(1))
        Post.objects.filter(pk=row["old"]).update(valid_to=row["until"])
    return len(kept)


def _lend(old: UUID, new: UUID) -> None:
    """What was lent of a post goes on as lent of the post that follows it."""
    Delegation.objects.filter(post_id=old, revoked_at=None).update(post_id=new)


def consultations(old: Agency, new: Agency) -> list[str]:
    """Let questions that wait for `old` wait for `new`, unless it is asked the same already; return which."""
    waiting = Consultation.objects.filter(agency=old, answered_at=None)
    asked = Consultation.objects.filter(agency=new, answered_at=None, dossier=OuterRef("dossier"))
    return _ask(waiting.exclude(Exists(asked)), old, new)


def consultations_back(kept: list[str], old: Agency, new: Agency) -> None:
    """Let those questions that are still unanswered wait for `old` again."""
    _ask(Consultation.objects.filter(pk__in=kept, agency=new, answered_at=None), new, old)


def _ask(waiting: QuerySet[Consultation], of: Agency, to: Agency) -> list[str]:
    kept = list(waiting.values_list("pk", "dossier"))
    Consultation.objects.filter(pk__in=[key for key, _ in kept]).update(agency=to)
    with connection.cursor() as cursor:
        sql = "UPDATE dossiers_dossier SET consulted = array_replace(consulted, %s, %s) WHERE id = ANY(%s)"
        cursor.execute(sql, [of.pk, to.pk, [dossier for _, dossier in kept]])
    return [str(key) for key, _ in kept]


def children(old: Agency, new: Agency) -> int:
    """Put the agencies under `old` under `new`; return how many."""
    return Agency.objects.filter(parent=old).exclude(pk=new.pk).update(parent=new)


def _unit(unit: Unit | None, agency: UUID) -> Unit | None:
    if unit is None:
        return None
    found = Unit.objects.filter(agency=agency, key=unit.key).first()
    if found is None:
        found = Unit(agency_id=agency, key=unit.key, name=unit.name)
        found.save(force_insert=True)
    return found


def _of(succession: Succession) -> dict[str, Any]:
    return {
        "succession": succession.pk,
        "old": succession.predecessor_id,
        "new": succession.successor_id,
        "closed": list(_CLOSED),
        "size": BATCH,
    }


def orphans(old: Agency) -> int:
    """Return how many open dossiers an ended agency still holds: none, or the merger is taken back whole."""
    return open_dossiers([old.pk]).count()
