"""A merger of the standing ward into a new one, as the product makes it."""

from datetime import date

from motcua.acts import agencies
from motcua.acts.merging import differences
from motcua.acts.people import NewAgency, establish
from motcua.people.actor import job
from motcua.people.models import Agency, AgencyKind
from tests import make

NAME = "UBND phường Mới"


def merge() -> Agency:
    """Merge the ward of make.py into a new one on MONDAY; return the new one."""
    by = job("test")
    new = establish(NewAgency("H26.901", NAME, AgencyKind.COMMUNE, "H26", valid_from=date(2026, 11, 1)), by=by, at=make.MONDAY)
    row = {"old_code": make.WARD, "new_code": new.code}
    agencies.merge(differences([row], day=make.MONDAY.date()), decision="NQ 1", by=by, at=make.MONDAY)
    return new
