"""Merge and divide agencies from a day on, and undo it. One agency that ends is one act, whole or not at all; the rest goes on.

Every line done is found done when the same table comes again, so a merger cut short is finished by sending it again.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from motcua.acts import moving
from motcua.acts.base import AlreadyDone, recording
from motcua.acts.merging import Change, Plan, open_dossiers, posts_on
from motcua.acts.moving import Progress
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.lib.crypto import canonical
from motcua.lib.ids import new_id
from motcua.lib.remembering import forget
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.models import Agency, Reorganisation, Succession
from motcua.people.rights import Deed
from motcua.people.succession import archive_of


class NotDecided(Refusal):
    """The table has problems, or its day has not come: nothing was moved."""


class CannotUndo(Refusal):
    """The merger is undone already, or its successor has itself been merged since."""


class Orphaned(Exception):
    """A merger would have left open dossiers behind: a defect of ours; that agency's act is taken back whole."""


@dataclass(frozen=True)
class Done:
    """What a merger, or its undo, moved."""

    reorganisation: Reorganisation
    agencies: int
    dossiers: int
    posts: int
    freed: int = 0


def nobody(_count: int) -> None:
    """Hear of progress and do nothing."""


def merge(plan: Plan, *, decision: str, by: Actor, at: datetime, progress: Progress = nobody) -> Done:
    """Carry the plan out, agency by agency. Raises NotDecided, naming the first problem, or when the day has not come."""
    if plan.problems:
        first = plan.problems[0]
        words = N_("Còn %(count)s việc phải quyết định trước, ví dụ %(code)s: %(why)s")
        raise NotDecided(words, count=len(plan.problems), code=first.code, why=first.why)
    if plan.day > at.astimezone(HANOI).date():
        raise NotDecided(N_("Ngày %(day)s chưa tới: chỉ xem trước được."), day=f"{plan.day:%d/%m/%Y}")
    if not plan.changes:
        raise NotDecided(N_("Mọi dòng của tệp đã được thực hiện."))
    reorganisation = _open(plan, decision, by=by, at=at)
    total: Counter[str] = Counter()
    for change in plan.changes:
        total.update(take_over(change, reorganisation, by=by, at=at, progress=progress))
    forget()
    return Done(reorganisation, total["agencies"], total["dossiers"], total["posts"], total["freed"])


def take_over(change: Change, reorganisation: Reorganisation, *, by: Actor, at: datetime, progress: Progress = nobody) -> Counter[str]:
    """End (or divide) one agency: successions, posts, open dossiers, steps without their officer; all in one transaction."""
    count: Counter[str] = Counter()
    words: dict[str, object] = {"decision": str(reorganisation), "to": sorted(a.code for a in change.successors.values())}
    key = f"merge:{reorganisation.pk.hex}:{change.old.pk.hex}"
    try:
        with recording(Deed.MERGE, "agency", change.old.pk, by=by, at=at, key=key, words=words):
            old = Agency.objects.select_for_update(no_key=True).get(pk=change.old.pk)
            successions = _successions(change, reorganisation)
            _move(change, successions, count, at, progress)
            _end(old, change, successions[change.archivist().pk])
            words |= dict(count)
    except AlreadyDone:
        return Counter()
    return count + Counter(agencies=1)


def unmerge(reorganisation: Reorganisation, *, by: Actor, at: datetime, progress: Progress = nobody) -> Done:
    """Give everything back that is still as the merger left it; what was closed since stays with who closed it. Raises CannotUndo."""
    successions = list(reorganisation.successions.filter(undone_at=None).select_related("predecessor", "successor"))
    if reorganisation.undone_at or not successions:
        raise CannotUndo(N_("Lần sắp xếp này đã được hủy trước đó."))
    later = [s.successor for s in successions if s.successor.valid_to and s.successor_id != s.predecessor_id]
    if later:
        raise CannotUndo(N_("%(name)s đã sáp nhập tiếp: hủy lần sau trước."), name=later[0].name)
    total: Counter[str] = Counter()
    for key in dict.fromkeys(s.predecessor_id for s in successions):
        total.update(give_back([s for s in successions if s.predecessor_id == key], by=by, at=at, progress=progress))
    with recording(Deed.UNMERGE, "reorganisation", reorganisation.pk, by=by, at=at, key=f"unmerge:{reorganisation.pk.hex}"):
        reorganisation.undone_at = at
        reorganisation.save(update_fields=["undone_at"])
    forget()
    return Done(reorganisation, total["agencies"], total["dossiers"], total["posts"])


def give_back(successions: list[Succession], *, by: Actor, at: datetime, progress: Progress = nobody) -> Counter[str]:
    """Undo what one agency gave: it stands again, with its posts, children and open dossiers."""
    old, count = successions[0].predecessor, Counter(agencies=1)
    words: dict[str, object] = {}
    key = f"unmerge:{successions[0].pk.hex}"
    with recording(Deed.UNMERGE, "agency", old.pk, by=by, at=at, key=key, words=words):
        old.valid_to = None
        old.save(update_fields=["valid_to"])
        for succession in successions:
            count["posts"] += moving.posts_back(succession, at.astimezone(HANOI))
            count["dossiers"] += moving.dossiers_back(succession, at=at, progress=progress)
            moving.free_steps(succession, at.astimezone(HANOI).date(), undone=at)
            moving.consultations_back(succession.kept.get("consultations", []), old, succession.successor)
            Agency.objects.filter(pk__in=succession.kept.get("children", [])).update(parent=old)
            succession.undone_at = at
            succession.save(update_fields=["undone_at"])
            _keep_archives(succession.successor)
        words.update(count)
    return count


def standing(agencies: set[UUID], at: datetime) -> bool:
    """Tell, inside an act, whether these agencies stand at `at`; they cannot be merged away before the act commits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT valid_to FROM people_agency WHERE id = ANY(%s) ORDER BY id FOR SHARE", [list(agencies)])
        ends = [row[0] for row in cursor.fetchall()]
    return all(end is None or end >= at.astimezone(HANOI).date() for end in ends)


def _open(plan: Plan, decision: str, *, by: Actor, at: datetime) -> Reorganisation:
    lines = sorted((line.old, line.new, line.share, sorted(line.named), line.rest) for change in plan.changes for line in change.lines)
    digest = hashlib.sha256(canonical({"day": plan.day.isoformat(), "lines": lines})).hexdigest()
    begun = Reorganisation.objects.filter(digest=digest, undone_at=None).first()
    if begun:
        return begun
    wanted = Reorganisation(id=new_id(), day=plan.day, decision=decision, digest=digest, made_at=at)
    words = {"decision": decision, "day": plan.day.isoformat(), "agencies": plan.agencies}
    with recording(Deed.MERGE, "reorganisation", wanted.pk, by=by, at=at, key=f"merge:{wanted.pk.hex}", words=words):
        wanted.save(force_insert=True)
    return wanted


def _successions(change: Change, reorganisation: Reorganisation) -> dict[UUID, Succession]:
    """Write a row for each successor, by its id."""
    made, kept = {}, change.archivist()
    for line in change.lines:
        new = change.successors[line.new]
        if new.pk not in made:
            made[new.pk] = Succession(
                reorganisation=reorganisation,
                predecessor=change.old,
                successor=new,
                share=line.share,
                archive=new == kept,
                from_day=reorganisation.day,
            )
            made[new.pk].save(force_insert=True)
    return made


def _move(change: Change, successions: dict[UUID, Succession], count: Counter[str], at: datetime, progress: Progress) -> None:
    people, named = _officers(change, successions), _named(change, successions) if change.divided else {}
    for key, succession in successions.items():
        count["posts"] += moving.posts(succession, people[key])
        wanted = named.get(key) if change.divided else None
        if not change.divided or wanted:
            count["dossiers"] += moving.dossiers(succession, named=wanted, at=at, progress=progress)
    for succession in successions.values():
        count["freed"] += moving.free_steps(succession, succession.from_day)


def _officers(change: Change, successions: dict[UUID, Succession]) -> dict[UUID, set[UUID]]:
    going: dict[UUID, set[UUID]] = {key: set() for key in successions}
    day = next(iter(successions.values())).from_day
    for post in posts_on([change.old.pk], day):
        new = change.successor(post.user.username)
        if new is None:
            raise NotDecided(N_("Cán bộ %(name)s chưa biết về cơ quan nào."), name=post.user.username)
        going[new.pk].add(post.user_id)
    return going


def _named(change: Change, successions: dict[UUID, Succession]) -> dict[UUID, list[UUID]]:
    """Return which dossiers go where; one that came since the plan was made and is not decided takes the act back."""
    going: dict[UUID, list[UUID]] = {key: [] for key in successions}
    for key, code in open_dossiers([change.old.pk]).values_list("pk", "code"):
        new = change.successor(str(key), code or "")
        if new is None:
            raise NotDecided(N_("Hồ sơ %(name)s chưa biết về cơ quan nào."), name=code or str(key))
        going[new.pk].append(key)
    return going


def _end(old: Agency, change: Change, keeper: Succession) -> None:
    if not change.stands:
        under = [str(key) for key in old.children.values_list("pk", flat=True)]
        keeper.kept = {**keeper.kept, "children": under, "consultations": moving.consultations(old, keeper.successor)}
        keeper.save(update_fields=["kept"])
        moving.children(old, keeper.successor)
        old.valid_to = keeper.from_day - timedelta(1)
        old.save(update_fields=["valid_to"])
        left = moving.orphans(old)
        if left:
            raise Orphaned(f"{old.code}: {left} open dossiers left")
    _keep_archives(keeper.successor)


def _keep_archives(agency: Agency) -> None:
    agency.archives = archive_of(agency.pk)
    agency.save(update_fields=["archives"])
