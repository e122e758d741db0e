"""What bench `step` needs of Django: a process of many steps, dossiers at its first, the act that completes one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

from motcua.acts import processing
from motcua.catalogue.models import Revision, StepPlan
from motcua.documents import store
from motcua.dossiers.models import Dossier, Paper, Result
from motcua.lib.ids import new_id
from motcua.lib.remembering import forget
from motcua.people.actor import Actor
from tests import make


@contextmanager
def prepared(count: int, steps: int) -> Iterator[list[Dossier]]:
    """Give `count` dossiers waiting at the first of `steps` steps of work, each with a drafted result to propose."""
    revision = make.procedure()
    shipped, rows = revision.plan, [_step(at, steps) for at in range(steps + 1)]
    received = {**shipped.steps[0], "outcomes": [{**shipped.steps[0]["outcomes"][0], "to": rows[0]["key"]}]}
    _work_by(revision, StepPlan.objects.create(key=f"bench-{new_id()}", version=1, steps=[received, *rows]))
    try:
        yield [_drafted(make.at_step("work")) for _ in range(count)]
    finally:
        _work_by(revision, shipped)


def _work_by(revision: Revision, plan: StepPlan) -> None:
    revision.plan = plan
    revision.save(update_fields=["plan"])
    forget()


def _drafted(dossier: Dossier) -> Dossier:
    document = store.put("du-thao.pdf", b"%PDF-1.7", "application/pdf", at=make.MONDAY)
    values = {"signer_name": ""}
    paper = Paper.objects.create(dossier=dossier, kind=Paper.Kind.RESULT, values=values, asked_at=make.MONDAY, document=document)
    wanted = {"template": "bench", "outcome": "on", "title": "", "fields": {}, "drafted_at": make.MONDAY}
    Result.objects.create(dossier=dossier, paper=paper, token=dossier.look_up_token, **wanted)
    return dossier


def _step(at: int, last: int) -> dict[str, Any]:
    on = [{"key": "on", "label": {"vi": "Chuyển bước sau", "en": "On"}, "to": f"s{at + 1}"}] if at < last else []
    name = {"vi": f"Bước {at + 1}", "en": f"Step {at + 1}"}
    return {"key": f"s{at}", "name": name, "role": "case_officer", "kind": "work", "minutes": 60, "outcomes": on}


def complete(dossier: Dossier, by: Actor) -> None:
    """Complete the present step: the act `propose`, whole. `by` is who the request found the officer to be."""
    processing.propose(dossier, by=by, at=make.MONDAY, key=str(new_id()))


def driver() -> psycopg.Connection[Any]:
    """Return a connection to the same database, by the driver alone."""
    kept = connection.get_connection_params()
    return psycopg.connect(**{k: kept[k] for k in ("dbname", "user", "password", "host", "port") if k in kept}, autocommit=True)


def backend() -> int:
    """Return the process id of the database's backend that the acts use."""
    connection.ensure_connection()
    return int(connection.connection.info.backend_pid)
