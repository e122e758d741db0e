"""Splits and joins nest like brackets: every branch comes to the join of its split, nothing enters or leaves a branch elsewhere. Pure."""

from collections.abc import Iterator

from motcua.law.flow import Kind, Outcome, Plan, PlannedStep
from motcua.lib.saying import N_, Sentence

Found = tuple[str, str, Sentence]  # step, column, what is wrong
Where = tuple[str, ...]  # the branches a step lies in, outermost first: 'split:number'
DEEPEST = 3
IN_BRANCH = (Kind.WORK, Kind.AUTO, Kind.WAIT)


def nesting(plan: Plan) -> Iterator[Found]:
    """Yield what is wrong with the splits and joins of a plan whose every step is reached."""
    yield from _pairs(plan)
    where: dict[str, Where] = {}
    yield from _placed(plan, where)
    for step in plan.steps:
        yield from _inside(step, where.get(step.key, ()))


def branches(plan: Plan) -> dict[str, Where]:
    """Return in which branches each step of a sound plan lies."""
    where: dict[str, Where] = {}
    for _ in _placed(plan, where):
        pass
    return where


def _placed(plan: Plan, where: dict[str, Where]) -> Iterator[Found]:
    """Put every step into its branches; yield the ways that cross their borders."""
    where[plan.steps[0].key] = ()
    queue, told = [plan.steps[0].key], set[tuple[str, str]]()
    while queue:
        step = plan.step(queue.pop(0))
        for outcome in step.outcomes:
            for target, branch in _entered(plan, step, outcome, where[step.key]):
                if target not in where:
                    where[target] = branch
                    queue.append(target)
                elif where[target] != branch and (step.key, target) not in told:
                    told.add((step.key, target))
                    yield step.key, "outcomes", _astray(plan, target)


def _entered(plan: Plan, step: PlannedStep, outcome: Outcome, here: Where) -> Iterator[tuple[str, Where]]:
    if outcome.beside:
        yield from ((target, (*here, f"{step.key}:{n}")) for n, target in enumerate(outcome.targets, 1))
        return
    join = plan.step(outcome.to).join
    closes = bool(join and here and here[-1].rpartition(":")[0] == join)
    yield outcome.to, here[:-1] if closes else here


def _pairs(plan: Plan) -> Iterator[Found]:
    splits = {step.key for step in plan.steps for outcome in step.outcomes if outcome.beside}
    joins = [step.join for step in plan.steps if step.join]
    for step in plan.steps:
        if step.join and step.join not in splits:
            words = N_("Bước chờ gộp nhánh của “%(step)s”, nhưng bước đó không mở nhánh song song nào.")
            yield step.key, "join", Sentence(words, {"step": plan.step(step.join).name})
        if step.join and joins.count(step.join) > 1:
            yield step.key, "join", Sentence(N_("Hai bước cùng chờ gộp nhánh của “%(step)s”."), {"step": plan.step(step.join).name})
        if step.key in splits and step.key not in joins:
            words = N_("Bước “%(step)s” mở nhánh song song mà không bước nào chờ gộp: ghi ở cột gộp nhánh.")
            yield step.key, "outcomes", Sentence(words, {"step": step.name})
        if any(plan.step(target).join == step.key for o in step.outcomes if o.beside for target in o.targets):
            yield step.key, "outcomes", Sentence(N_("Một nhánh song song không có bước nào trước khi gộp."))


def _astray(plan: Plan, target: str) -> Sentence:
    words = N_("Đường tới “%(step)s” đi vào hoặc ra khỏi một nhánh song song mà không qua bước gộp của nhánh.")
    return Sentence(words, {"step": plan.step(target).name})


def _inside(step: PlannedStep, where: Where) -> Iterator[Found]:
    if len(where) > DEEPEST:
        yield step.key, "outcomes", Sentence(N_("Nhánh song song lồng nhau quá sâu."))
    if where and step.kind not in IN_BRANCH:
        yield step.key, "kind", Sentence(N_("Trong nhánh song song chỉ có bước làm việc, tự động hoặc chờ."))
    if where and any(outcome.template for outcome in step.outcomes):
        yield step.key, "outcomes", Sentence(N_("Văn bản kết quả dự thảo sau khi gộp nhánh, không trong nhánh."))
