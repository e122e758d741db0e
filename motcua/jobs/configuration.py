"""Long work over the catalogue that an officer asked for: the configuration out, judged, taken in; procedures that may be one."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from motcua.acts import runs
from motcua.acts.configuration.examining import examine
from motcua.acts.configuration.exporting import exported, left_behind
from motcua.acts.configuration.files import from_zip, in_zip
from motcua.acts.configuration.taking import take_over
from motcua.catalogue.finder import twins
from motcua.documents import store
from motcua.dossiers.models import Run
from motcua.law.calendar import HANOI
from motcua.people.actor import actor_of

ZIP = "application/zip"
_MOST = 200  # places told in a page


def make_bundle(run: Run) -> None:
    """Write the configuration out as one .zip."""
    runs.progress(run, done=0, total=2)
    files = exported(agencies=bool(run.given.get("agencies", True)))
    runs.progress(run, done=1)
    name = f"cau-hinh-{timezone.localdate().isoformat()}.zip"
    runs.keep_file(run, name, in_zip(files), ZIP, answer={"files": len(files), "left": left_behind()})


def judge_bundle(run: Run) -> None:
    """Put an uploaded bundle beside the city and keep the report; nothing is written. Raises BundleRefused."""
    runs.progress(run, done=0, total=1)
    found = examine(from_zip(_given(run)))
    runs.progress(run, done=1)
    runs.finish(run, answer=_told(found.as_json()))


def take_bundle(run: Run) -> None:
    """Take an uploaded bundle in as the administrator who asked. Raises BundleRefused, ConfigurationRefused."""
    runs.progress(run, done=0, total=2)
    by, now = actor_of(run.asked_by, run.asked_at), timezone.now()
    found = take_over(from_zip(_given(run)), by=by, at=now, key=f"bundle:{run.pk.hex}")
    runs.progress(run, done=2)
    runs.finish(run, answer=_told(found.as_json()))


def find_twins(run: Run) -> None:
    """Look for procedures that may be one, and keep the pairs with what they were found in."""
    day = run.asked_at.astimezone(HANOI).date()
    runs.progress(run, done=0, total=2)
    mark = twins.mark(day)
    found = twins.pairs(day)
    runs.progress(run, done=1)
    pairs = [[*pair.codes, pair.why.text, dict(pair.why.values), pair.score] for pair in found]
    runs.progress(run, done=2)
    runs.finish(run, answer={"mark": mark, "pairs": pairs})


def _given(run: Run) -> bytes:
    assert run.document is not None
    return store.content(run.document)


def _told(report: Mapping[str, Any]) -> dict[str, Any]:
    """A report as a page shows it: the first places of many."""
    counts = {f"{name}_count": len(report[name]) for name in ("differs", "problems", "warnings")}
    return {**report, **{name: report[name][:_MOST] for name in ("differs", "problems", "warnings")}, **counts}
