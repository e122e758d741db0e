"""A process table as the nodes and flows of BPMN: gateways where steps choose, split and join. Pure."""

from dataclasses import dataclass, field

from motcua.law.flow import Kind, Outcome, Plan, PlannedStep
from motcua.law.nesting import branches

START, END = "start", "end"


@dataclass(frozen=True)
class Node:
    """One node: its id, its BPMN element, the step it is or belongs to ('' for start and end)."""

    id: str
    element: str
    step: str


@dataclass(frozen=True)
class Flow:
    """One sequence flow; `outcome` is the outcome of a step that it stands for, `choice` whether a gateway chooses it."""

    id: str
    source: str
    target: str
    outcome: Outcome | None = None
    choice: bool = False


@dataclass
class Graph:
    """Nodes in order of the table, flows in order of outcomes."""

    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)

    def flow(self, source: str, target: str, outcome: Outcome | None = None, *, choice: bool = False) -> None:
        """Add a flow."""
        self.flows.append(Flow(f"flow_{len(self.flows) + 1}", source, target, outcome, choice))


def node_id(step: str) -> str:
    """Return the id of a step's node: a name as XML wants it."""
    return f"s_{step}"


def graph_of(plan: Plan) -> Graph:
    """Return the graph of a sound plan. A branch that comes to its join by several ways is merged before it: a join waits for each flow."""
    graph, where = Graph(), branches(plan)
    graph.nodes.append(Node(START, "startEvent", ""))
    graph.flow(START, node_id(plan.steps[0].key))
    arriving = _arrivals(plan, where)
    for step in plan.steps:
        if step.join:
            _join(graph, step, arriving)
        graph.nodes.append(Node(node_id(step.key), _element(step), step.key))
        _ways_on(graph, plan, step, where, arriving)
    graph.nodes.append(Node(END, "endEvent", ""))
    return graph


def _element(step: PlannedStep) -> str:
    return "intermediateCatchEvent" if step.kind == Kind.WAIT else "userTask"


Arriving = dict[str, dict[str, int]]  # join step → branch that comes to it → by how many ways


def _arrivals(plan: Plan, where: dict[str, tuple[str, ...]]) -> Arriving:
    found: Arriving = {}
    for step in plan.steps:
        for outcome in step.outcomes:
            if not outcome.beside and (branch := _closing(plan, where[step.key], outcome.to)):
                ways = found.setdefault(outcome.to, {})
                ways[branch] = ways.get(branch, 0) + 1
    return found


def _closing(plan: Plan, where: tuple[str, ...], target: str) -> str:
    """The branch that a way from `where` to `target` ends at the join, '' when it joins nothing."""
    join = plan.step(target).join
    return where[-1] if join and where and where[-1].rpartition(":")[0] == join else ""


def _join(graph: Graph, step: PlannedStep, arriving: Arriving) -> None:
    graph.nodes.append(Node(f"join_{step.key}", "parallelGateway", step.key))
    for branch, ways in arriving.get(step.key, {}).items():
        if ways > 1:
            merge = _merge_id(step.key, branch)
            graph.nodes.append(Node(merge, "exclusiveGateway", step.key))
            graph.flow(merge, f"join_{step.key}")
    graph.flow(f"join_{step.key}", node_id(step.key))


def _merge_id(join: str, branch: str) -> str:
    return f"merge_{join}_{branch.rpartition(':')[2]}"


def _ways_on(graph: Graph, plan: Plan, step: PlannedStep, where: dict[str, tuple[str, ...]], arriving: Arriving) -> None:
    source = node_id(step.key)
    if not step.outcomes:
        graph.flow(source, END)
        return
    if len(step.outcomes) > 1:
        graph.nodes.append(Node(f"choice_{step.key}", "exclusiveGateway", step.key))
        graph.flow(source, f"choice_{step.key}")
        source = f"choice_{step.key}"
    for outcome in step.outcomes:
        choice = len(step.outcomes) > 1
        if outcome.beside:
            fork = f"split_{step.key}_{outcome.key}"
            graph.nodes.append(Node(fork, "parallelGateway", step.key))
            graph.flow(source, fork, outcome, choice=choice)
            for target in outcome.targets:
                graph.flow(fork, node_id(target))
            continue
        branch = _closing(plan, where[step.key], outcome.to)
        target = node_id(outcome.to)
        if branch:
            several = arriving[outcome.to][branch] > 1
            target = _merge_id(outcome.to, branch) if several else f"join_{outcome.to}"
        graph.flow(source, target, outcome, choice=choice)
