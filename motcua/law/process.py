"""What is wrong with a process table, row by row; a process with a problem is not activated (rule 38). Pure.

A sound table ends on every way, and never leaves a token behind: splits and joins are nested like brackets, and nothing but the
join leaves a split.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from motcua.law.cites import cites
from motcua.law.critical import Path, critical_path, term_minutes
from motcua.law.flow import CHECK_NAMES, Event, Kind, Plan, PlannedStep
from motcua.law.nesting import nesting
from motcua.law.roles import ROLE_NAMES, Role
from motcua.law.terms import Term
from motcua.lib.saying import N_, Sentence, Several

MOST_STEPS, LONGEST = 200, 10 * 365 * 480  # rows; working minutes
KEY = re.compile(r"[a-z0-9_]{1,40}")
WORKERS = frozenset({Role.CASE_OFFICER, Role.UNIT_HEAD, Role.SIGNER, Role.RECORDS_CLERK})
ROLES_OF = {
    Kind.RECEIVE: frozenset({Role.RECEIVER}),
    Kind.WORK: WORKERS,
    Kind.SIGN: frozenset({Role.SIGNER}),
    Kind.ISSUE: frozenset({Role.RECORDS_CLERK}),
    Kind.HAND_OVER: frozenset({Role.RECEIVER}),
    Kind.AUTO: frozenset({Role.JOB}),
    Kind.WAIT: frozenset({Role.JOB}),
}
ENDS_AS = {Kind.RECEIVE: "received", Kind.SIGN: "signed", Kind.ISSUE: "issued"}  # the outcomes that acts of law name


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: the number of the row (from 1; 0 is the whole table), the column meant, the sentence."""

    row: int
    column: str
    says: Sentence

    @property
    def why(self) -> str:
        """The sentence in the reader's language."""
        return str(self.says)


@cites("118/2025/NĐ-CP", "chương III", "S")
def problems(plan: Plan, term: Term | None = None, second: Term | None = None, templates: Collection[str] | None = None) -> list[Problem]:
    """Return what keeps a process from being activated: in its rows, in their order, in its time against `term` (and `second`).

    `templates` are the result templates of the procedure; None leaves them unchecked.
    """
    if not plan.steps:
        return [_whole(N_("Quy trình chưa có bước nào."))]
    if len(plan.steps) > MOST_STEPS:
        return [_whole(N_("Quy trình có %(count)d bước; nhiều nhất %(most)d."), count=len(plan.steps), most=MOST_STEPS)]
    rows = list(_of_rows(plan, templates))
    if rows:
        return rows
    order = list(_of_order(plan))
    return order or list(_of_time(plan, term, second))


def _of_rows(plan: Plan, templates: Collection[str] | None) -> Iterator[Problem]:
    """What each row says for itself, and whether what it names is there."""
    times = Counter(step.key for step in plan.steps)
    for row, step in enumerate(plan.steps, 1):
        yield from (Problem(row, column, Sentence(words, values)) for column, words, values in _of_row(plan, step, times[step.key]))
        for outcome in step.outcomes:
            if templates is not None and outcome.template and outcome.template not in templates:
                yield Problem(row, "outcomes", Sentence(N_("Thủ tục không có mẫu kết quả “%(name)s”."), {"name": outcome.template}))


def _of_row(plan: Plan, step: PlannedStep, times: int) -> Iterator[tuple[str, str, dict[str, object]]]:
    if not KEY.fullmatch(step.key):
        yield "key", N_("Mã bước “%(key)s” chỉ gồm chữ thường không dấu, số và dấu gạch dưới, nhiều nhất 40 ký tự."), {"key": step.key}
    if times > 1:
        yield "key", N_("Mã bước “%(key)s” dùng cho %(times)d bước."), {"key": step.key, "times": times}
    if not step.name.strip():
        yield "name", N_("Bước chưa có tên."), {}
    if step.kind not in list(Kind):
        yield "kind", N_("Không có loại bước “%(kind)s”."), {"kind": step.kind}
        return
    if step.role not in ROLES_OF[Kind(step.kind)]:
        fit = Several(tuple(Sentence(ROLE_NAMES[role]) for role in Role if role in ROLES_OF[Kind(step.kind)]))
        yield (
            "role",
            N_("Vai trò “%(role)s” không làm bước loại này; làm được: %(fit)s."),
            {"role": Sentence(ROLE_NAMES[step.role]), "fit": fit},
        )
    if step.minutes > LONGEST or (step.minutes < 1 and step.kind != Kind.HAND_OVER) or step.minutes < 0:
        yield "minutes", N_("Thời gian của bước phải lớn hơn 0."), {}
    if step.phase not in (1, 2):
        yield "phase", N_("Giai đoạn chỉ là 1 hoặc 2."), {}
    yield from _of_kind(step)
    yield from _of_names(plan, step)


def _of_kind(step: PlannedStep) -> Iterator[tuple[str, str, dict[str, object]]]:
    if step.kind in (Kind.AUTO, Kind.WAIT) and (len(step.outcomes) != 1 or step.outcomes[0].beside or step.outcomes[0].template):
        words = N_("Bước tự động, bước chờ chỉ có một kết quả và một bước tiếp theo: máy kiểm tra, cảnh báo, không quyết định.")
        yield "outcomes", words, {}
    if step.kind == Kind.AUTO and step.check not in CHECK_NAMES:
        yield "check", N_("Bước tự động chưa nói kiểm tra điều gì."), {}
    if step.kind == Kind.WAIT and step.event not in list(Event):
        yield "event", N_("Không có sự kiện “%(event)s” để chờ."), {"event": step.event}
    if step.kind == Kind.HAND_OVER and step.outcomes:
        yield "outcomes", N_("Trả kết quả là bước cuối, không dẫn tới bước nào."), {}
    ends_as = ENDS_AS.get(Kind(step.kind))
    if ends_as and [o.key for o in step.outcomes] != [ends_as]:
        yield "outcomes", N_("Bước tiếp nhận, ký, ban hành chỉ có một kết quả, mã là “%(key)s”."), {"key": ends_as}
    if step.role != Role.CASE_OFFICER and any(o.template for o in step.outcomes):
        yield "outcomes", N_("Chỉ bước của chuyên viên dự thảo văn bản kết quả."), {}
    if step.kind != Kind.HAND_OVER and not step.outcomes:
        yield "outcomes", N_("Đường đi dừng ở bước này mà chưa trả kết quả: ghi kết quả xử lý và bước tiếp theo."), {}


def _of_names(plan: Plan, step: PlannedStep) -> Iterator[tuple[str, str, dict[str, object]]]:
    keys = {each.key for each in plan.steps}
    for outcome in step.outcomes:
        if not KEY.fullmatch(outcome.key) or not outcome.label.strip():
            yield "outcomes", N_("Kết quả xử lý chưa có tên hoặc mã đúng."), {}
        for target in (t for t in outcome.targets if t not in keys):
            yield (
                "outcomes",
                N_("Kết quả “%(label)s” dẫn tới bước “%(step)s” không có trong bảng."),
                {"label": outcome.label, "step": target},
            )
        if len(set(outcome.targets)) < len(outcome.targets):
            yield "outcomes", N_("Kết quả “%(label)s” mở hai lần cùng một bước."), {"label": outcome.label}
    for key, times in Counter(o.key for o in step.outcomes).items():
        if times > 1:
            yield "outcomes", N_("Hai kết quả của bước có cùng mã “%(key)s”."), {"key": key}
    for column, other in (("same_as", step.same_as), ("not_same_as", step.not_same_as), ("join", step.join)):
        if other and (other not in keys or other == step.key):
            yield column, N_("Không có bước “%(step)s” nào khác trong bảng."), {"step": other}


def _of_order(plan: Plan) -> Iterator[Problem]:
    """How the rows hang together: begin, reach, end, nest."""
    row = {step.key: at for at, step in enumerate(plan.steps, 1)}
    kinds = [step.kind for step in plan.steps]
    if kinds[0] != Kind.RECEIVE or kinds.count(Kind.RECEIVE) != 1:
        yield Problem(1, "kind", Sentence(N_("Bước đầu, và chỉ bước đầu, là tiếp nhận.")))
        return
    reached = _reached(plan, {plan.steps[0].key})
    for step in (s for s in plan.steps if s.key not in reached):
        yield Problem(row[step.key], "key", Sentence(N_("Không đường nào dẫn tới bước “%(step)s”."), {"step": step.name}))
    ending = _ending(plan)
    stuck = [step for step in plan.steps if step.key in reached and step.key not in ending]
    for step in stuck:
        words = N_("Từ bước “%(step)s” không có đường ra: vòng lặp không lối thoát.")
        yield Problem(row[step.key], "outcomes", Sentence(words, {"step": step.name}))
    if not stuck:
        yield from (Problem(row[key], column, says) for key, column, says in nesting(plan))
        yield from _of_result(plan, row)


def _of_result(plan: Plan, row: dict[str, int]) -> Iterator[Problem]:
    """A result is signed before it is issued and issued before it is handed over, on every way."""
    by_kind = {kind: {s.key for s in plan.steps if s.kind == kind} for kind in Kind}
    for kind, before, words in (
        (Kind.HAND_OVER, Kind.ISSUE, N_("Có đường tới “%(step)s” mà chưa qua bước cấp số, ban hành.")),
        (Kind.ISSUE, Kind.SIGN, N_("Có đường tới “%(step)s” mà chưa qua bước ký.")),
    ):
        without = _reached(plan, {plan.steps[0].key}, but=by_kind[before])
        for key in sorted(by_kind[kind] & without, key=row.__getitem__):
            yield Problem(row[key], "key", Sentence(words, {"step": plan.step(key).name}))
    for step in plan.steps:
        ends = {plan.step(target).kind for outcome in step.outcomes for target in outcome.targets}
        if (step.kind == Kind.ISSUE) != (ends == {Kind.HAND_OVER}) and (step.kind == Kind.ISSUE or Kind.HAND_OVER in ends):
            yield Problem(row[step.key], "outcomes", Sentence(N_("Ban hành xong thì trả kết quả, và chỉ khi đó.")))


def _of_time(plan: Plan, term: Term | None, second: Term | None) -> Iterator[Problem]:
    if any(step.phase == 2 for step in plan.steps) and term and second is None:
        yield _whole(N_("Quy trình có giai đoạn 2 nhưng thủ tục không công bố thời hạn giai đoạn 2."))
    for phase, limit in ((1, term), (2, second)):
        longest = critical_path(plan, phase)
        if limit is None or longest.minutes <= term_minutes(limit):
            continue
        yield _too_long(plan, longest, limit)


def _too_long(plan: Plan, longest: Path, term: Term) -> Problem:
    over = longest.minutes - term_minutes(term)
    names = Several(tuple(plan.step(key).name for key in longest.steps), " → ")
    words = N_("Đường dài nhất mất %(minutes)s phút làm việc, quá thời hạn %(limit)s phút (%(term)s) là %(over)s phút: %(path)s.")
    return _whole(words, minutes=longest.minutes, limit=term_minutes(term), term=str(term), over=over, path=names)


def _reached(plan: Plan, start: set[str], but: Collection[str] = ()) -> set[str]:
    found, queue = set(start), list(start)
    while queue:
        here = plan.step(queue.pop())
        fresh = {t for o in here.outcomes for t in o.targets} - found - set(but)
        found |= fresh
        queue += fresh
    return found


def _ending(plan: Plan) -> set[str]:
    """The steps from which an end can be reached."""
    found = {step.key for step in plan.steps if not step.outcomes}
    while True:
        more = {s.key for s in plan.steps if s.key not in found and any(set(o.targets) <= found for o in s.outcomes)}
        if not more:
            return found
        found |= more


def _whole(words: str, **values: object) -> Problem:
    return Problem(0, "", Sentence(words, values))
