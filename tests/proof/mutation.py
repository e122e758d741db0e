"""Proof `mutation`: change one place of a rule of law/ at a time; the tests of law must notice.

Every mutant is tried: first in a fork where one function has another body (`mutation_worker.py warm`); those that survive so, and those
of what runs at import, again with law imported anew (`fresh`), which is slow and sure.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.proof.mutants import LAW, ROOT, Mutant, mutants

NAME = "mutation"
MINUTES = 60
WANTED = 0.9


def run(minutes: float = MINUTES) -> list[dict[str, Any]]:
    """Try the mutants for at most `minutes`; name the survivors on stderr; return the rows of the proof."""
    every, until = mutants(), time.time() + minutes * 60
    warm = _together("warm", every, until)
    again = [mutant for mutant in every if warm.get(mutant.order) in ("survived", "unsure")]
    fates = {order: fate for order, fate in warm.items() if fate in ("killed", "endless")} | _together("fresh", again, until)
    survivors = [mutant for mutant in every if fates.get(mutant.order) == "survived"]
    said = [mutant for mutant in survivors if (mutant.file, _line(mutant), mutant.what) not in EXPLAINED]
    for mutant in sorted(said, key=lambda m: (m.file, m.line)):
        sys.stderr.write(f"survived: {mutant.file}:{mutant.line} {mutant.what}   {_line(mutant)}\n")
    share = round((len(fates) - len(survivors)) / len(fates), 4) if fates else 0.0
    return [
        {"metric": "mutants", "value": len(every), "unit": "", "ok": len(every) > 0},
        {"metric": "tried", "value": len(fates), "unit": "", "ok": len(fates) == len(every)},
        {"metric": "killed", "value": share, "unit": "share of tried", "ok": share >= WANTED},
        {"metric": "survivors explained", "value": len(survivors) - len(said), "unit": f"of {len(survivors)}", "ok": True},
    ]


def _together(mode: str, wanted: list[Mutant], until: float) -> dict[str, str]:
    """Return the fate of each mutant tried, by its order; shared out among the processors."""
    cores = os.cpu_count() or 1
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "MOTCUA_TEST_DB": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    environ["HYPOTHESIS_PROFILE"] = "mutation"  # of tests/law/conftest.py: few examples, the same in every run
    with tempfile.TemporaryDirectory() as folder:
        outs = [Path(folder) / f"{worker}.out" for worker in range(cores)]
        running = []
        for worker, out in enumerate(outs):
            given = out.with_suffix(".given")
            given.write_text("\n".join(mutant.order for mutant in wanted[worker::cores]))
            words = [sys.executable, "-m", "tests.proof.mutation_worker", mode, str(given), str(out), str(until)]
            running.append(subprocess.Popen(words, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL))
        if any(each.wait() for each in running):
            raise RuntimeError("a worker failed: the tests of law fail without any mutant")
        rows = [json.loads(line) for out in outs for line in out.read_text().splitlines()]
    return {Mutant(**{k: v for k, v in row.items() if k != "fate"}).order: row["fate"] for row in rows}


def _line(mutant: Mutant) -> str:
    return (LAW / mutant.file).read_text().splitlines()[mutant.line - 1].strip() if mutant.line else ""


# Survivors that change nothing anybody could see, by (file, line as written, change): why.
_FIXED = "FIXED = {(1, 1): 2000, (4, 30): 2000, (5, 1): 2000, (9, 2): 2000, (11, 24): 2026}"
_ORDER = "return Timeliness.EARLY if end < due else Timeliness.OVERDUE"
_LATER = "later = [s for s in (*clock.stops, *clock.outages) if s.end and s.end > extended.given_at]"
_MINUTES = "return max(0, self._worked_until(end) - self._worked_until(start)) // MINUTE"
_TOLD = (
    "local.replace(hour=0, minute=0, second=0, microsecond=0) if precision is Precision.DATE else local.replace(second=0, microsecond=0)"
)
_SPECIAL = "is_special = (at > 0) & self.worked[last] & (self.before[last] == count)"
_OPENED = "return local if wall >= session.opens else datetime.combine(local.date(), session.opens, HANOI)"
_STEPS = "total = sum(max(0, min(end, units + 1) - at) * price for (at, price), end in zip(steps, ends, strict=True))"
_ISSUE = "return _after(text_effective, -days, calendar) if days < 0 else _before(text_effective, days, calendar)"
_CELLS = 'table = [{k: (v or "").strip() for k, v in row.items() if k is not None and not isinstance(v, list)} for row in rows]'
EXPLAINED: dict[tuple[str, str, str], str] = {
    # Of the four holidays only 1/5/2000 was a weekday, and a test asks for it.
    ("calendar_rules.py", _FIXED, "2000 → 2001"): "1/1, 30/4 and 2/9 of the year 2000 were at a week-end, when no holiday is asked for",
    ("classification.py", _TOLD, "0 → 1"): "the end and the due moment are both cut so: which constant is put in makes no difference",
    ("classification.py", _ORDER, "Lt → LtE"): "two that are equal were answered on the line before",
    ("clock.py", _LATER, "Gt → GtE"): "a stop that ended as the extension was given took no working time from it",
    ("calendar.py", _MINUTES, "0 → 1"): "a microsecond is no whole minute",
    ("batch.py", _SPECIAL, "Gt → GtE"): "at = 0 means that even the first special day comes after the count: its own number differs",
    ("calendar.py", _OPENED, "GtE → Gt"): "at the very moment of opening both branches name that moment",
    ("worktable.py", "@lru_cache(maxsize=512)", "512 → 513"): "how many tables are kept changes no answer",
    ("deadlines.py", "if now <= due:", "LtE → Lt"): "at the due moment itself 0 minutes are left on either way",
    ("fees.py", _STEPS, "True → False"): "each step has one end, by the two lines before it",
    ("fees.py", "return (True, -1)", "1 → 2"): "what is not known comes before every known amount: none is negative",
    ("publication.py", _ISSUE, "0 → 1"): "no limit is of no day: FAST_TRACK is negative, those of LIMITS are 5 and 20",
    ("publication.py", _ISSUE, "Lt → LtE"): "as above",
    ("succession.py", _CELLS, "And → Or"): "csv keeps what stands beyond the last column as a list under None: always both or neither",
}
