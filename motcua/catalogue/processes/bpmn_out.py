"""Write a sound process as BPMN 2.0 with its diagram: what any engine or drawing tool reads, and what we read back the same."""

from xml.etree import ElementTree as ET

from motcua.catalogue.processes.graph import Flow, Graph, Node, graph_of
from motcua.catalogue.processes.layout import Box, Layout, lane_of, layout_of
from motcua.law.flow import Event, Kind, Plan, PlannedStep
from motcua.law.roles import ROLE_NAMES, Role

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI, DC, DD = (
    "http://www.omg.org/spec/BPMN/20100524/DI",
    "http://www.omg.org/spec/DD/20100524/DC",
    "http://www.omg.org/spec/DD/20100524/DI",
)
XSI, OURS = "http://www.w3.org/2001/XMLSchema-instance", "https://motcua.vn/ns/process"
SPACES = {"bpmn": BPMN, "bpmndi": DI, "dc": DC, "di": DD, "xsi": XSI, "mc": OURS}
KEPT = ("unit", "same_as", "not_same_as", "event", "check", "work", "output")  # attributes of a step, as they are named in the plan


def bpmn(plan: Plan, code: str, name: str) -> bytes:
    """Return the process of procedure `code` as BPMN 2.0 XML (UTF-8). Only for a plan without problems."""
    for prefix, space in SPACES.items():
        ET.register_namespace(prefix, space)
    graph = graph_of(plan)
    layout, process = layout_of(plan, graph), f"p_{code.replace('.', '_')}"
    root = ET.Element(_q(BPMN, "definitions"), {"id": f"d_{process}", "targetNamespace": OURS, "exporter": "Một Cửa"})
    for event in sorted({step.event for step in plan.steps if step.kind == Kind.WAIT and step.event != Event.TIME}):
        ET.SubElement(root, _q(BPMN, "message"), {"id": f"m_{event}", "name": event})
    pool = ET.SubElement(ET.SubElement(root, _q(BPMN, "collaboration"), {"id": f"c_{process}"}), _q(BPMN, "participant"))
    pool.attrib.update({"id": f"pool_{process}", "name": f"{code} {name}", "processRef": process})
    made = ET.SubElement(root, _q(BPMN, "process"), {"id": process, "name": name, "isExecutable": "true"})
    _lanes(made, plan, graph)
    for node in graph.nodes:
        _node(made, plan, graph, node)
    for flow in graph.flows:
        _flow(made, plan, flow)
    _diagram(root, process, layout)
    ET.indent(root)
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _lanes(made: ET.Element, plan: Plan, graph: Graph) -> None:
    lanes = ET.SubElement(made, _q(BPMN, "laneSet"), {"id": "lanes"})
    for lane in dict.fromkeys(lane_of(plan, node) for node in graph.nodes):
        role, _, unit = lane.partition(":")
        words = ROLE_NAMES[Role(role)] + (f" ({unit})" if unit else "")
        row = ET.SubElement(lanes, _q(BPMN, "lane"), {"id": _lane_id(lane), "name": words})
        for node in graph.nodes:
            if lane_of(plan, node) == lane:
                ET.SubElement(row, _q(BPMN, "flowNodeRef")).text = node.id


def _node(made: ET.Element, plan: Plan, graph: Graph, node: Node) -> None:
    element = ET.SubElement(made, _q(BPMN, node.element), {"id": node.id})
    step = plan.step(node.step) if node.step else None
    if step and node.element in ("userTask", "intermediateCatchEvent"):
        element.attrib.update(_told(plan, step))
    for end, side in (("incoming", "target"), ("outgoing", "source")):
        for flow in (f for f in graph.flows if getattr(f, side) == node.id):
            ET.SubElement(element, _q(BPMN, end)).text = flow.id
    if step and node.element == "intermediateCatchEvent":
        if step.event == Event.TIME:
            timer = ET.SubElement(element, _q(BPMN, "timerEventDefinition"), {"id": f"timer_{step.key}"})
            lasts = ET.SubElement(timer, _q(BPMN, "timeDuration"), {_q(XSI, "type"): "bpmn:tFormalExpression"})
            lasts.text = f"PT{step.minutes}M"
        else:
            ET.SubElement(element, _q(BPMN, "messageEventDefinition"), {"id": f"wait_{step.key}", "messageRef": f"m_{step.event}"})


def _told(plan: Plan, step: PlannedStep) -> dict[str, str]:
    """The attributes of a step: its name as BPMN has it, the rest under our own name space."""
    ours = {"order": str(plan.steps.index(step) + 1), "role": str(step.role), "kind": str(step.kind), "minutes": str(step.minutes)}
    ours |= {name: str(getattr(step, name)) for name in KEPT if getattr(step, name)}
    ours |= {"phase": str(step.phase)} if step.phase != 1 else {}
    ours |= {"name_en": step.name_en} if step.name_en else {}
    return {"name": step.name, **{_q(OURS, key): value for key, value in ours.items()}}


def _flow(made: ET.Element, plan: Plan, flow: Flow) -> None:
    element = ET.SubElement(made, _q(BPMN, "sequenceFlow"), {"id": flow.id, "sourceRef": flow.source, "targetRef": flow.target})
    outcome = flow.outcome
    if outcome is None:
        return
    element.set("name", outcome.label)
    for key, value in (("outcome", outcome.key), ("template", outcome.template), ("label_en", outcome.label_en)):
        if value:
            element.set(_q(OURS, key), value)
    if flow.choice:
        asked = ET.SubElement(element, _q(BPMN, "conditionExpression"), {_q(XSI, "type"): "bpmn:tFormalExpression"})
        step = next(s for s in plan.steps if any(o is outcome for o in s.outcomes))
        asked.text = f'outcome_{step.key} == "{outcome.key}"'


def _diagram(root: ET.Element, process: str, layout: Layout) -> None:
    plane = ET.SubElement(ET.SubElement(root, _q(DI, "BPMNDiagram"), {"id": "diagram"}), _q(DI, "BPMNPlane"))
    plane.attrib.update({"id": "plane", "bpmnElement": f"c_{process}"})
    _shape(plane, f"pool_{process}", layout.pool, isHorizontal="true")
    for lane, box in layout.lanes.items():
        _shape(plane, _lane_id(lane), box, isHorizontal="true")
    for node, box in layout.boxes.items():
        _shape(plane, node, box)
    for flow, way in layout.ways.items():
        edge = ET.SubElement(plane, _q(DI, "BPMNEdge"), {"id": f"{flow}_di", "bpmnElement": flow})
        for x, y in way:
            ET.SubElement(edge, _q(DD, "waypoint"), {"x": str(x), "y": str(y)})


def _shape(plane: ET.Element, element: str, box: Box, **more: str) -> None:
    shape = ET.SubElement(plane, _q(DI, "BPMNShape"), {"id": f"{element}_di", "bpmnElement": element, **more})
    ET.SubElement(shape, _q(DC, "Bounds"), {key: str(getattr(box, key)) for key in ("x", "y", "width", "height")})


def _lane_id(lane: str) -> str:
    return f"lane_{lane.replace(':', '_')}"


def _q(space: str, name: str) -> str:
    return f"{{{space}}}{name}"
