# ruff: noqa: E501 - XML is kept as it is drawn
"""BPMN: our export is read back the same; an import is a closed subset, every other element refused by its name."""

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings

from motcua.catalogue.models import plan_from
from motcua.catalogue.processes import bpmn_in, table, writing
from motcua.catalogue.processes.bpmn_out import bpmn
from motcua.catalogue.reading import BUILTIN, folders, read
from motcua.law.flow import Plan
from tests.law.plans import plans

ROOT = Path(__file__).parents[3]
CODES = [folder.name for folder in folders()]
_MODDLE = """
import { BpmnModdle } from "bpmn-moddle";
const files = JSON.parse(process.argv[1]);
const found = [];
for (const xml of files) {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
  found.push([warnings.map((w) => w.message), rootElement.diagrams.length]);
}
console.log(JSON.stringify(found));
"""


def builtin(code: str) -> Plan:
    return plan_from(read(BUILTIN / code).procedure["steps"])


@settings(max_examples=40, deadline=None)
@given(plans())
def test_from_a_spreadsheet_to_bpmn_and_back_it_is_the_same_plan(plan):
    from_sheet = table.read(writing.written(plan)).plan
    assert from_sheet is not None
    found = bpmn_in.read(bpmn(from_sheet, "9.000001", "Thử"))
    assert [each.why for each in found.wrong] == []
    assert found.plan == plan


@pytest.mark.parametrize("code", CODES)
def test_every_shipped_process_comes_back_the_same(code):
    assert bpmn_in.read(bpmn(builtin(code), code, code)).plan == builtin(code)


def test_an_independent_reader_of_bpmn_finds_nothing_to_warn_of():
    files = [bpmn(builtin(code), code, code).decode() for code in CODES]
    words = ["node", "--input-type=module", "-e", _MODDLE, json.dumps(files)]
    out = subprocess.run(words, check=True, capture_output=True, text=True, cwd=ROOT)  # noqa: S603 - fixed words
    assert json.loads(out.stdout) == [[[], 1]] * len(CODES)


def test_shapes_of_a_diagram_do_not_lie_on_each_other_and_every_flow_is_drawn():
    from motcua.catalogue.processes.graph import graph_of
    from motcua.catalogue.processes.layout import layout_of

    for code in CODES:
        graph = graph_of(builtin(code))
        layout = layout_of(builtin(code), graph)
        boxes = list(layout.boxes.values())
        for at, a in enumerate(boxes):
            for b in boxes[at + 1 :]:
                apart = a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y
                assert apart, (code, a, b)
        assert set(layout.ways) == {flow.id for flow in graph.flows}


FOREIGN = """<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:mc="https://motcua.vn/ns/process" targetNamespace="x">
<process id="p"><laneSet id="l"><lane id="l1" name="Bộ phận một cửa"><flowNodeRef>a</flowNodeRef><flowNodeRef>h</flowNodeRef></lane>
<lane id="l2" name="Chuyên viên"><flowNodeRef>b</flowNodeRef><flowNodeRef>c</flowNodeRef><flowNodeRef>d</flowNodeRef><flowNodeRef>e</flowNodeRef></lane>
<lane id="l3" name="Lãnh đạo ký"><flowNodeRef>f</flowNodeRef></lane><lane id="l4" name="Văn thư"><flowNodeRef>g</flowNodeRef></lane></laneSet>
<startEvent id="s"/><userTask id="a" name="Tiếp nhận" mc:minutes="60"/><userTask id="b" name="Phân loại" mc:minutes="60"/>
<parallelGateway id="fork"/><userTask id="c" name="Hỏi" mc:minutes="60"/><intermediateCatchEvent id="w" name="Chờ"><timerEventDefinition><timeDuration>P1DT2H</timeDuration></timerEventDefinition></intermediateCatchEvent>
<userTask id="d" name="Đo" mc:minutes="60"/><parallelGateway id="join"/><userTask id="e" name="Dự thảo" mc:minutes="60"/><exclusiveGateway id="x"/>
<userTask id="f" name="Ký" mc:minutes="60"/><userTask id="g" name="Số" mc:minutes="60"/><userTask id="h" name="Trả" mc:minutes="0"/><endEvent id="z"/>
<sequenceFlow id="1" sourceRef="s" targetRef="a"/><sequenceFlow id="2" sourceRef="a" targetRef="b"/><sequenceFlow id="3" sourceRef="b" targetRef="fork"/>
<sequenceFlow id="4" sourceRef="fork" targetRef="c"/><sequenceFlow id="5" sourceRef="fork" targetRef="d"/><sequenceFlow id="6" sourceRef="c" targetRef="w"/>
<sequenceFlow id="7" sourceRef="w" targetRef="join"/><sequenceFlow id="8" sourceRef="d" targetRef="join"/><sequenceFlow id="9" sourceRef="join" targetRef="e"/>
<sequenceFlow id="10" sourceRef="e" targetRef="x"/><sequenceFlow id="11" name="Đạt" sourceRef="x" targetRef="f"/><sequenceFlow id="12" name="Làm lại" sourceRef="x" targetRef="b"/>
<sequenceFlow id="13" sourceRef="f" targetRef="g"/><sequenceFlow id="14" sourceRef="g" targetRef="h"/><sequenceFlow id="15" sourceRef="h" targetRef="z"/>
</process></definitions>"""


def test_a_drawing_by_another_tool_is_read_by_its_lanes_gateways_and_timers():
    found = table.checked(bpmn_in.read(FOREIGN.encode()))
    assert [each.why for each in found.wrong] == []
    assert found.plan is not None
    told = {step.key: (step.kind, step.minutes, step.join) for step in found.plan.steps}
    assert told["a"] == ("receive", 60, "")
    assert (told["w"], told["e"], told["h"]) == (("wait", 600, ""), ("work", 60, "b"), ("hand_over", 0, ""))
    assert [o.targets for o in found.plan.step("b").outcomes] == [("c", "d")]
    assert [(o.key, o.to) for o in found.plan.step("e").outcomes] == [("dat", "f"), ("lam_lai", "b")]


REFUSED = {
    "a script": ('<userTask id="c" name="Hỏi" mc:minutes="60"/>', '<scriptTask id="c" name="Hỏi"><script>import os</script></scriptTask>', "Hỏi: Phần tử “scriptTask” không thuộc"),
    "a script inside an extension": ('<startEvent id="s"/>', '<startEvent id="s"><extensionElements><script xmlns="urn:x">rm</script></extensionElements></startEvent>', "chứa mã lệnh"),
    "a service": ('<userTask id="c" name="Hỏi" mc:minutes="60"/>', '<serviceTask id="c" name="Gọi máy"/>', "Gọi máy: Phần tử “serviceTask” không thuộc"),
    "a sub-process": ('<userTask id="c" name="Hỏi" mc:minutes="60"/>', '<subProcess id="c" name="Con"/>', "Con: Phần tử “subProcess” không thuộc"),
    "a boundary event": ('<endEvent id="z"/>', '<endEvent id="z"/><boundaryEvent id="bb" attachedToRef="c"/>', "bb: Phần tử “boundaryEvent” không thuộc"),
    "no time": ('name="Hỏi" mc:minutes="60"', 'name="Hỏi"', "Hỏi: Bước chưa có thời gian"),
    "an unknown lane": ('name="Chuyên viên"', 'name="Phù thủy"', "Không có vai trò “Phù thủy”"),
    "two ways out of a task": ('<sequenceFlow id="15"', '<sequenceFlow id="16" sourceRef="g" targetRef="b"/><sequenceFlow id="15"', "Số: Bước có nhiều mũi tên ra"),
    "two gateways together": ('sourceRef="x" targetRef="b"/>', 'sourceRef="x" targetRef="y"/><exclusiveGateway id="y"/><sequenceFlow id="20" sourceRef="y" targetRef="b"/><sequenceFlow id="21" sourceRef="y" targetRef="c"/>', "y: Hai cổng mở liền nhau"),
    "a flow to nothing": ('sourceRef="h" targetRef="z"', 'sourceRef="h" targetRef="moon"', "15: Mũi tên không nối"),
    "two starts": ('<startEvent id="s"/>', '<startEvent id="s"/><startEvent id="s2"/>', "đúng một sự kiện bắt đầu"),
    "an entity": ('<?xml version="1.0"?>', '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "DTD hoặc thực thể"),
    "no xml": ("</definitions>", "", "không phải XML đọc được"),
    "another language": ("definitions", "html", "không phải BPMN 2.0"),
    "a branch that leaves": ('sourceRef="d" targetRef="join"', 'sourceRef="d" targetRef="f"', "nhánh"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_outside_the_subset_is_refused_by_name(name):
    old, new, words = REFUSED[name]
    assert old in FOREIGN
    found = table.checked(bpmn_in.read(FOREIGN.replace(old, new).encode()))
    assert any(words in each.why for each in found.wrong), [each.why for each in found.wrong]
    assert not found.ok


def test_a_loop_of_gateways_and_a_forest_of_elements_end_in_a_refusal():
    ring = FOREIGN.replace(
        'targetRef="b"/><sequenceFlow id="3"',
        'targetRef="y1"/><exclusiveGateway id="y1"/><exclusiveGateway id="y2"/><sequenceFlow id="30" sourceRef="y1" targetRef="y2"/><sequenceFlow id="31" sourceRef="y2" targetRef="y1"/><sequenceFlow id="3"',
    )
    assert "dẫn tới một bước" in bpmn_in.read(ring.encode()).wrong[0].why
    deep = FOREIGN.replace('<startEvent id="s"/>', "<documentation>" * 60 + "</documentation>" * 60 + '<startEvent id="s"/>')
    assert "lồng quá sâu" in bpmn_in.read(deep.encode()).wrong[0].why
