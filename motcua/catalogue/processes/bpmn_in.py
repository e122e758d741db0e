"""Read a process from BPMN 2.0: the subset we can run, every other element refused by its name. Nothing in the file is ever executed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from motcua.catalogue.processes.bpmn_out import BPMN, KEPT, OURS
from motcua.catalogue.processes.flows import Flows, NotOurs
from motcua.catalogue.processes.opening import MOST_BYTES, Wrong
from motcua.catalogue.processes.table import Read
from motcua.catalogue.processes.words import role_of, slug
from motcua.law.flow import Event, Kind, Outcome, Plan, PlannedStep
from motcua.law.process import ENDS_AS
from motcua.law.roles import Role
from motcua.lib.saying import N_, Sentence
from motcua.lib.text import tidy

MOST_ELEMENTS, DEEPEST = 20_000, 40
STEPS = ("userTask", "intermediateCatchEvent")
NODES = (*STEPS, "startEvent", "endEvent", "exclusiveGateway", "parallelGateway")
INSIDE = ("incoming", "outgoing", "documentation", "extensionElements", "timerEventDefinition", "messageEventDefinition", "timeDuration")
PARTS = ("sequenceFlow", "conditionExpression", "laneSet", "lane", "flowNodeRef", "textAnnotation", "association", "text")
ABOVE = ("definitions", "process", "collaboration", "participant", "message", "messageFlow")
ALLOWED = frozenset({*NODES, *INSIDE, *PARTS, *ABOVE})
_USUAL = {Role.RECEIVER: Kind.RECEIVE, Role.SIGNER: Kind.SIGN, Role.RECORDS_CLERK: Kind.ISSUE}


def read(content: bytes) -> Read:
    """Read the bytes of a BPMN file. Elements outside the subset are named one by one; then there is no plan."""
    if len(content) > MOST_BYTES:
        return _refused(N_("Tệp lớn quá %(most)d MB."), most=MOST_BYTES // 1_000_000)
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        return _refused(N_("Tệp XML khai báo DTD hoặc thực thể: không nhận."))
    except (ParseError, ValueError, LookupError) as error:
        return _refused(N_("Tệp không phải XML đọc được: %(why)s."), why=str(error)[:200])
    if root.tag != _q("definitions"):
        return _refused(N_("Tệp không phải BPMN 2.0."))
    found = Read(wrong=list(_strange(root)))
    processes = root.findall(_q("process"))
    if len(processes) != 1:
        found.wrong.append(Wrong(0, "", Sentence(N_("Tệp có %(count)d quy trình; cần đúng một."), {"count": len(processes)})))
    if not found.wrong:
        _steps(processes[0], found)
    return found


def _strange(root: Element) -> Iterator[Wrong]:
    """Name every BPMN element that is not in the subset; scripts always, wherever they hide."""
    for at, (element, depth) in enumerate(_walk(root)):
        if at > MOST_ELEMENTS or depth > DEEPEST:
            yield Wrong(0, "", Sentence(N_("Tệp có quá nhiều phần tử hoặc lồng quá sâu.")))
            return
        space, _, name = element.tag.rpartition("}")
        if space == f"{{{BPMN}" and name not in ALLOWED:
            words = N_("Phần tử “%(element)s” không thuộc tập con được nhận.")
            yield Wrong(0, _place(element), Sentence(words, {"element": name}))
        elif "script" in name.lower():
            yield Wrong(0, _place(element), Sentence(N_("Phần tử “%(element)s” chứa mã lệnh: không bao giờ nhận."), {"element": name}))


def _walk(root: Element) -> Iterator[tuple[Element, int]]:
    stack = [(root, 0)]
    while stack:
        element, depth = stack.pop()
        yield element, depth
        stack += [(child, depth + 1) for child in reversed(element)]


def _steps(process: Element, found: Read) -> None:
    try:
        flows = Flows(process)
        lanes = _lanes(process)
        drawn = [element for element in process if element.tag in map(_q, STEPS)]
        keys = _keys(drawn)
        steps = [_step(element, keys, lanes, flows, found) for element in drawn]
        joins = flows.joins([element.get("id", "") for element in drawn])
    except NotOurs as refused:
        found.wrong.append(refused.wrong)
        return
    if found.wrong:
        return
    ready = [replace(step, join=keys.get(joins.get(e.get("id", ""), ""), "")) for step, e in zip(steps, drawn, strict=True) if step]
    orders = {id(step): _number(e.get(_our("order"))) or at for at, (step, e) in enumerate(zip(ready, drawn, strict=True), 1)}
    found.plan = Plan(tuple(sorted(ready, key=lambda step: orders[id(step)])))


def _keys(drawn: list[Element]) -> dict[str, str]:
    """The key of each step by the id of its element: ours without its prefix, else the id as a key."""
    found: dict[str, str] = {}
    for element in drawn:
        own = element.get("id", "")
        found[own] = own[2:] if element.get(_our("kind")) and own.startswith("s_") else slug(own, set(found.values()))
    return found


def _lanes(process: Element) -> dict[str, str]:
    return {(ref.text or "").strip(): lane.get("name", "") for lane in process.iter(_q("lane")) for ref in lane.findall(_q("flowNodeRef"))}


def _step(element: Element, keys: dict[str, str], lanes: dict[str, str], flows: Flows, found: Read) -> PlannedStep | None:
    own = element.get("id", "")
    waits = element.tag == _q("intermediateCatchEvent")
    lane = lanes.get(own, "")
    role = Role.JOB if waits else role_of(element.get(_our("role")) or lane.partition("(")[0])
    if role is None:
        found.wrong.append(Wrong(0, _place(element), Sentence(N_("Không có vai trò “%(role)s”."), {"role": lane})))
        return None
    kind = element.get(_our("kind")) or _kind(element, role, waits, flows)
    minutes = _number(element.get(_our("minutes")))
    minutes = _timer(element) if minutes is None and waits else minutes
    if minutes is None:
        words = N_("Bước chưa có thời gian: ghi số phút làm việc ở thuộc tính minutes của Một Cửa.")
        found.wrong.append(Wrong(0, _place(element), Sentence(words)))
        return None
    kept = {name: value for name in KEPT if (value := element.get(_our(name)))}
    if waits and element.find(_q("messageEventDefinition")) is not None and "event" not in kept:
        kept["event"] = str(Event.OPINIONS)
    outcomes = tuple(_outcomes(element, kind, keys, flows))
    name, name_en = tidy(element.get("name", "")), element.get(_our("name_en"), "")
    phase = _number(element.get(_our("phase"))) or 1
    return PlannedStep(keys[own], name, role, kind, minutes, outcomes, name_en, phase=phase, **kept)


def _kind(element: Element, role: Role, waits: bool, flows: Flows) -> str:
    """What a task is where nobody says so: the last one hands over, leaders sign, clerks issue, the counter receives."""
    if waits:
        return Kind.WAIT
    if role is Role.RECEIVER and flows.ends(element.get("id", "")):
        return Kind.HAND_OVER
    return _USUAL.get(role, Kind.WORK)


def _outcomes(element: Element, kind: str, keys: dict[str, str], flows: Flows) -> Iterator[Outcome]:
    taken: set[str] = set()
    for flow, targets in flows.ways(element.get("id", "")):
        label = tidy(flow.get("name", "")) or "Xong"
        key = flow.get(_our("outcome")) or ENDS_AS.get(kind if kind in list(Kind) else "") or slug(label, taken)  # type: ignore[call-overload]
        taken.add(key)
        first, *beside = [keys[target] for target in targets]
        yield Outcome(key, label, first, flow.get(_our("template"), ""), flow.get(_our("label_en"), ""), tuple(beside))


def _timer(element: Element) -> int | None:
    """Working minutes of an ISO 8601 duration; a day is one of eight hours."""
    text = "".join(element.itertext()).strip().strip("\"'")
    found = re.fullmatch(r"P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,7})M)?)?", text)
    if not found or not any(found.groups()):
        return None
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return days * 480 + hours * 60 + minutes


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\d{1,9}", text) else None


def _place(element: Element) -> str:
    return tidy(element.get("name") or element.get("id") or element.tag.rpartition("}")[2])[:120]


def _refused(words: str, **values: object) -> Read:
    return Read(wrong=[Wrong(0, "", Sentence(words, values))])


def _q(name: str) -> str:
    return f"{{{BPMN}}}{name}"


def _our(name: str) -> str:
    return f"{{{OURS}}}{name}"
