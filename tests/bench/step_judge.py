"""The process of bench `step` as SpiffWorkflow runs it: as many user tasks in a row, its state in one row of PostgreSQL.

`kept` is the kinder way, a workflow that stays in memory and is only saved after each task; `stateless` reads it back first, as any
server of several processes must, and as our acts do.
"""

from typing import Any

import psycopg
from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_SERIALIZER = BpmnWorkflowSerializer()


class Judged:
    """One workflow of `steps` user tasks, saved in `spiff` of the database that `connection` leads to."""

    def __init__(self, connection: psycopg.Connection[Any], key: int, steps: int) -> None:
        """Begin the workflow and save it."""
        self._connection, self._key = connection, key
        self._kept = BpmnWorkflow(_spec(steps))
        self._kept.do_engine_steps()
        with connection.transaction():
            connection.execute("CREATE TABLE IF NOT EXISTS pg_temp.spiff (key int PRIMARY KEY, state text NOT NULL)")
            connection.execute("INSERT INTO spiff VALUES (%s, %s)", [key, _SERIALIZER.serialize_json(self._kept)])

    def kept(self) -> None:
        """Complete the present task and save the state."""
        with self._connection.transaction():
            self._complete(self._kept)

    def stateless(self) -> None:
        """Read the state, complete the present task, save the state."""
        with self._connection.transaction():
            row = self._connection.execute("SELECT state FROM spiff WHERE key = %s FOR UPDATE", [self._key]).fetchone()
            assert row is not None
            self._complete(_SERIALIZER.deserialize_json(row[0]))

    def _complete(self, workflow: BpmnWorkflow) -> None:
        [task] = workflow.get_tasks(state=TaskState.READY, manual=True)
        task.run()
        workflow.do_engine_steps()
        self._connection.execute("UPDATE spiff SET state = %s WHERE key = %s", [_SERIALIZER.serialize_json(workflow), self._key])


def _spec(steps: int) -> Any:
    names = ["start", *(f"s{at}" for at in range(steps)), "end"]
    tasks = "".join(f'<userTask id="{name}"/>' for name in names[1:-1])
    flows = "".join(f'<sequenceFlow id="f_{a}" sourceRef="{a}" targetRef="{b}"/>' for a, b in zip(names, names[1:], strict=False))
    process = f'<process id="p" isExecutable="true"><startEvent id="start"/>{tasks}<endEvent id="end"/>{flows}</process>'
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.fromstring(f'<definitions xmlns="{MODEL}" id="d" targetNamespace="x">{process}</definitions>'.encode()))
    return parser.get_spec("p")
