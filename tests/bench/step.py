"""Bench `step`: steps completed and committed through the real act, from step 1 to 200 of a dossier, beside SpiffWorkflow.

Nothing of the act is left out: lock, right, table, step, sealed entry, message to the national portal. Rounds go through all dossiers
and all workflows in turn, so that what else the machine does falls on both alike. Rates are of medians of wall time; beside them the
CPU of this process and of the database's backend together, which does not depend on who else is at work.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

NAME = "step"
STEPS = 200
DOSSIERS, JUDGED = {"small": 8, "full": 80}, {"small": 2, "full": 10}
AIM = 3
OURS, STATELESS, KEPT = "ours", "state read and saved each step", "kept in memory, state saved each step"


@dataclass
class Spent:
    """What each step of one way took: wall seconds, and CPU seconds of client and backend."""

    backend: int
    wall: list[float] = field(default_factory=list)
    cpu: float = 0.0

    def measure(self, work: Callable[[], object]) -> None:
        """Do one step and keep what it took."""
        cpu, wall = self._cpu(), time.perf_counter()
        work()
        self.wall.append(time.perf_counter() - wall)
        self.cpu += self._cpu() - cpu

    def _cpu(self) -> float:
        with open(f"/proc/{self.backend}/schedstat") as file:  # nanoseconds on a processor
            return time.process_time() + int(file.read().split()[0]) / 1e9


def run(scale: str) -> list[dict[str, Any]]:
    """Return per_second, p95_ms, spiff_ratio (beside a workflow read and saved each step; and one only saved), flatness."""
    from tests import make
    from tests.bench import step_dossiers as dossiers
    from tests.bench.step_judge import Judged

    with dossiers.driver() as connection, dossiers.prepared(DOSSIERS[scale], STEPS) as made:
        by, judge = make.actor("case_officer"), connection.info.backend_pid
        spent = {OURS: Spent(dossiers.backend()), STATELESS: Spent(judge), KEPT: Spent(judge)}
        judged = [Judged(connection, at, STEPS) for at in range(2 * JUDGED[scale])]
        for _ in range(STEPS):
            for dossier in made:
                spent[OURS].measure(lambda d=dossier: dossiers.complete(d, by))  # type: ignore[misc]
            for kinder, plain in zip(judged[::2], judged[1::2], strict=True):
                spent[KEPT].measure(kinder.kept)
                spent[STATELESS].measure(plain.stateless)
    return _rows(spent)


def _rows(spent: dict[str, Spent]) -> list[dict[str, Any]]:
    wall = {name: statistics.median(each.wall) * 1000 for name, each in spent.items()}
    cpu = {name: each.cpu / len(each.wall) * 1000 for name, each in spent.items()}
    ours, tenth = spent[OURS].wall, len(spent[OURS].wall) // 10
    first, last = statistics.median(ours[:tenth]) * 1000, statistics.median(ours[-tenth:]) * 1000
    return [
        _row("per_second", 1000 / wall[OURS], "1/s", _told(STATELESS, wall, "wall"), wall[STATELESS] / wall[OURS]),
        _row("p95_ms", sorted(ours)[len(ours) * 95 // 100] * 1000, "ms", f"median {wall[OURS]:.2f} ms", None),
        _row("spiff_ratio", wall[STATELESS] / wall[OURS], "", f"{_told(STATELESS, wall, 'wall')}; aim {AIM}", wall[STATELESS] / wall[OURS]),
        *(
            _row(f"spiff_ratio {name}, {unit}", taken[name] / taken[OURS], "", _told(name, taken, unit), taken[name] / taken[OURS])
            for name, taken, unit in ((STATELESS, cpu, "CPU"), (KEPT, cpu, "CPU"), (KEPT, wall, "wall"))
        ),
        _row("flatness", last / first, "", f"first tenth {first:.2f} ms, last tenth {last:.2f} ms", last / first),
    ]


def _told(way: str, taken: dict[str, float], unit: str) -> str:
    return f"SpiffWorkflow, {way}: {taken[way]:.1f} ms {unit}; ours {taken[OURS]:.1f}"


def _row(metric: str, value: float, unit: str, reference: str, ratio: float | None) -> dict[str, Any]:
    told = {"name": NAME, "metric": metric, "value": round(value, 2), "unit": unit, "reference": reference}
    return {**told, "ratio": ratio and round(ratio, 2)}
