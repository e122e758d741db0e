"""What a merger would change, looked up before anything is moved: which agencies, dossiers and officers, and what must be decided."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.dossiers.models import Dossier, Result
from motcua.law.lifecycle import FINAL
from motcua.law.succession import Line, Problem, Share, archivist, heir, read
from motcua.lib.saying import N_, Sentence
from motcua.people.models import Agency, Post, Succession


@dataclass(frozen=True)
class Change:
    """One agency that ends, or is divided: its lines, and the new agency of each line by code."""

    old: Agency
    lines: tuple[Line, ...]
    successors: dict[str, Agency]

    @property
    def divided(self) -> bool:
        """Tell whether a person must say what goes where."""
        return self.lines[0].share is not Share.WHOLE

    @property
    def stands(self) -> bool:
        """Tell whether a part stays with the agency itself, which then goes on."""
        return self.old in self.successors.values()

    def successor(self, *names: str) -> Agency | None:
        """Return where what bears one of `names` goes; None while nobody has said."""
        part = heir(self.lines, names)
        return self.successors[part.new] if part else None

    def archivist(self) -> Agency:
        """Return the agency that answers for what is closed."""
        return self.old if self.stands else self.successors[archivist(self.lines).new]


@dataclass
class Plan:
    """The differences: counts of what moves, `done` lines found done already, and problems; nothing is moved while there are any."""

    day: date
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    done: int = 0
    agencies: int = 0
    dossiers: int = 0
    officers: int = 0
    redraft: int = 0


def differences(rows: Iterable[Mapping[str, str | None]], *, day: date) -> Plan:
    """Return what the table would change on `day`. Raises LinesError when it has not the columns."""
    lines, problems = read(rows)
    plan = Plan(day, problems=problems)
    known = _agencies(lines)
    for code in dict.fromkeys(line.old for line in lines):
        _add(plan, known, [line for line in lines if line.old == code])
    _check_chains(plan)
    _count(plan)
    for change in plan.changes:
        plan.problems.extend(_undecided(change, day) if change.divided else ())
    return plan


def open_dossiers(agencies: Iterable[UUID]) -> QuerySet[Dossier]:
    """Return the dossiers not yet closed that these agencies receive or settle."""
    held = list(agencies)
    return Dossier.objects.filter(Q(receiver__in=held) | Q(competent__in=held)).exclude(status__in=FINAL)


def posts_on(agencies: Iterable[UUID], day: date) -> QuerySet[Post]:
    """Return the posts at these agencies that are in force on `day` or begin later."""
    return Post.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), agency__in=list(agencies)).select_related("user", "unit")


def _agencies(lines: list[Line]) -> dict[str, list[Agency]]:
    """Return the agencies a code may mean: its own code first, then the code of the administrative unit."""
    codes = {code for line in lines for code in (line.old, line.new)}
    found: dict[str, list[Agency]] = defaultdict(list)
    for agency in Agency.objects.filter(Q(code__in=codes) | Q(statistical_code__in=codes)).order_by("valid_from"):
        if agency.code in codes:
            found[agency.code].insert(0, agency)
        if agency.statistical_code in codes and agency.statistical_code != agency.code:
            found[agency.statistical_code].append(agency)
    return found


def _old(known: dict[str, list[Agency]], code: str, day: date) -> Agency | None:
    """Return the agency of before: it stood the day before, and still does, or was ended by this merger."""
    before = day - timedelta(1)
    return next((a for a in known[code] if a.valid_from <= before and (a.valid_to is None or a.valid_to >= before)), None)


def _new(known: dict[str, list[Agency]], code: str, day: date) -> Agency | None:
    """Return the agency of after: the youngest that stands on `day`."""
    standing = [a for a in known[code] if a.valid_from <= day and (a.valid_to is None or a.valid_to >= day)]
    return next((a for a in standing if a.code == code), standing[-1] if standing else None)


def _add(plan: Plan, known: dict[str, list[Agency]], lines: list[Line]) -> None:
    old = _old(known, lines[0].old, plan.day)
    successors = {line.new: found for line in lines if (found := _new(known, line.new, plan.day))}
    if old is None:
        why = Sentence(N_("Không có cơ quan nào mang mã này đang hoạt động trước ngày đó."))
        plan.problems.append(Problem(lines[0].row, lines[0].old, why))
    for line in lines:
        if line.new not in successors:
            why = Sentence(N_("Không có cơ quan mới mang mã %(code)s vào ngày đó."), {"code": line.new})
            plan.problems.append(Problem(line.row, line.old, why))
    if old is None or any(line.new not in successors for line in lines):
        return
    told = {a.pk for a in successors.values()}
    if told == {old.pk} or _taken_over(old, told, plan.day):
        plan.done += 1
    elif old.valid_to is not None:
        plan.problems.append(Problem(lines[0].row, old.code, Sentence(N_("Cơ quan này đã kết thúc, do một lần sắp xếp khác."))))
    else:
        plan.changes.append(Change(old, tuple(lines), successors))


def _taken_over(old: Agency, successors: set[UUID], day: date) -> bool:
    stands = Succession.objects.filter(predecessor=old, undone_at=None, from_day=day).values_list("successor", flat=True)
    return set(stands) == successors


def _check_chains(plan: Plan) -> None:
    """An agency that ends in this table cannot take over in it."""
    ending = {c.old.pk for c in plan.changes if not c.stands}
    for change in plan.changes:
        for line in change.lines:
            if change.successors[line.new].pk in ending:
                why = Sentence(N_("%(code)s kết thúc trong chính tệp này nên không thể kế thừa."), {"code": line.new})
                plan.problems.append(Problem(line.row, change.old.code, why))


def _count(plan: Plan) -> None:
    olds = [change.old.pk for change in plan.changes]
    moving = open_dossiers(olds)
    plan.agencies = len(olds)
    plan.dossiers = moving.count()
    plan.officers = posts_on(olds, plan.day).values("user").distinct().count()
    plan.redraft = Result.objects.filter(dossier__in=moving.values("pk"), issued_at=None).count()


def _undecided(change: Change, day: date) -> Iterator[Problem]:
    """Ask, for a divided agency, about every open dossier and officer that no line names; a name that fits nothing is said too."""
    row, code = change.lines[0].row, change.old.code
    names: set[str] = set()
    for key, number in open_dossiers([change.old.pk]).order_by("submitted_at").values_list("pk", "code").iterator():
        names |= {str(key), number or ""}
        if change.successor(str(key), number or "") is None:
            yield Problem(row, code, Sentence(N_("Hồ sơ %(name)s chưa biết về cơ quan nào."), {"name": number or str(key)}))
    people = list(posts_on([change.old.pk], day).values_list("user__username", flat=True).order_by("user__username").distinct())
    for name in people:
        if change.successor(name) is None:
            yield Problem(row, code, Sentence(N_("Cán bộ %(name)s chưa biết về cơ quan nào."), {"name": name}))
    told = {name for line in change.lines for name in line.named}
    for name in sorted(told - names - set(people)):
        yield Problem(row, code, Sentence(N_("“%(name)s” không phải hồ sơ đang mở hay cán bộ của cơ quan này."), {"name": name}))
