"""Where the nodes and flows of a process stand in its diagram: layers from left to right, a lane for each role. Pure; units are pixels."""

from dataclasses import dataclass, field

from motcua.catalogue.processes.graph import START, Flow, Graph, Node
from motcua.law.flow import Plan

WIDE, HIGH, GATE, EVENT = 150, 84, 50, 36
STEP_X, STEP_Y, LANE_HEAD, MARGIN = 210, 120, 40, 30


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        """The centre."""
        return self.x + self.width // 2, self.y + self.height // 2


@dataclass
class Layout:
    """Boxes of nodes, lanes and the pool; waypoints of flows."""

    boxes: dict[str, Box] = field(default_factory=dict)
    lanes: dict[str, Box] = field(default_factory=dict)
    ways: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    pool: Box = field(default_factory=lambda: Box(0, 0, 0, 0))


def lane_of(plan: Plan, node: Node) -> str:
    """Return the lane of a node: the role, and the unit it is kept for, of its step; start with the first, end with the last."""
    steps = plan.steps
    step = plan.step(node.step) if node.step else steps[0] if node.id == START else steps[-1]
    return f"{step.role}:{step.unit}" if step.unit else str(step.role)


def layout_of(plan: Plan, graph: Graph) -> Layout:
    """Return the diagram of a graph."""
    layers, lanes = _layers(graph), list(dict.fromkeys(lane_of(plan, node) for node in graph.nodes))
    taken: dict[tuple[str, int], int] = {}
    places: dict[str, tuple[str, int, int]] = {}
    for node in graph.nodes:
        lane, layer = lane_of(plan, node), layers[node.id]
        row = taken.get((lane, layer), 0)
        taken[lane, layer] = row + 1
        places[node.id] = (lane, layer, row)
    found, y = Layout(), 0
    width = LANE_HEAD * 2 + MARGIN + (max(layers.values()) + 1) * STEP_X
    for lane in lanes:
        rows = max(count for (name, _), count in taken.items() if name == lane)
        found.lanes[lane] = Box(LANE_HEAD, y, width - LANE_HEAD, rows * STEP_Y + MARGIN)
        y += rows * STEP_Y + MARGIN
    for node in graph.nodes:
        lane, layer, row = places[node.id]
        wide, high = _size(node)
        x = LANE_HEAD * 2 + MARGIN + layer * STEP_X + (WIDE - wide) // 2
        top = found.lanes[lane].y + MARGIN // 2 + row * STEP_Y + (STEP_Y - high) // 2
        found.boxes[node.id] = Box(x, top, wide, high)
    found.pool = Box(0, 0, width, y)
    _route(found, graph, layers)
    return found


def _size(node: Node) -> tuple[int, int]:
    if node.element.endswith("Gateway"):
        return GATE, GATE
    return (WIDE, HIGH) if node.element == "userTask" else (EVENT, EVENT)


def _layers(graph: Graph) -> dict[str, int]:
    """The longest way forward to each node, by the order of nodes; ways back do not push."""
    place = {node.id: at for at, node in enumerate(graph.nodes)}
    layers = dict.fromkeys(place, 0)
    for node in graph.nodes:
        for flow in (f for f in graph.flows if f.source == node.id and place[f.target] > place[node.id]):
            layers[flow.target] = max(layers[flow.target], layers[node.id] + 1)
    return layers


def _route(found: Layout, graph: Graph, layers: dict[str, int]) -> None:
    below = found.pool.height + 20
    for flow in graph.flows:
        if layers[flow.target] <= layers[flow.source]:
            found.ways[flow.id] = _back(found, flow, below)
            below += 14
        else:
            found.ways[flow.id] = _forward(found, flow)


def _forward(found: Layout, flow: Flow) -> list[tuple[int, int]]:
    """Out at the right, in at the left, one bend in the gap before the target."""
    source, target = found.boxes[flow.source], found.boxes[flow.target]
    start, end = (source.x + source.width, source.middle[1]), (target.x, target.middle[1])
    if start[1] == end[1]:
        return [start, end]
    bend = end[0] - (STEP_X - WIDE) // 2
    return [start, (bend, start[1]), (bend, end[1]), end]


def _back(found: Layout, flow: Flow, below: int) -> list[tuple[int, int]]:
    """Out and in at the bottom, along a line of its own under the pool."""
    source, target = found.boxes[flow.source], found.boxes[flow.target]
    (x1, _), (x2, _) = source.middle, target.middle
    x2 -= 12
    return [(x1, source.y + source.height), (x1, below), (x2, below), (x2, target.y + target.height)]
