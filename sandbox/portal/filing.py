"""What a made-up citizen answers and attaches: the sample of each procedure, in their own name; and a driver that files many."""

import io
from typing import Any

from PIL import Image

from sandbox import people
from sandbox.people import Person
from sandbox.portal import catalogue
from sandbox.portal.filed import Filed, Kept


def answers(procedure: str, who: Person) -> dict[str, str]:
    """Return a whole form for `who`: the sample, where it speaks of the applicant with their own data."""
    own = {
        "{ten}": who.name,
        "{so}": who.number,
        "{sinh}": f"{who.birth_date:%d/%m/%Y}",
        "{dienthoai}": who.phone,
        "{thu}": who.email,
    }
    form = catalogue.procedures()[procedure]["EFORM"]
    return {field["Ten"]: own.get(field["Mau"], field["Mau"]) for field in form if field["Mau"]}


def papers(procedure: str) -> list[dict[str, str]]:
    """Return the papers the portal insists on."""
    return [paper for paper in catalogue.procedures()[procedure]["GIAYTO"] if paper["Can"] == "1"]


def picture(serial: int) -> bytes:
    """Return a small PNG, another one for each serial."""
    out = io.BytesIO()
    Image.new("RGB", (24, 16), (serial % 256, serial // 256 % 256, 120)).save(out, "PNG")
    return out.getvalue()


def file_one(filed: Filed, serial: int, procedure: str = "", agency: str = "", size: int = people.SIZE) -> str:
    """File the sample dossier of `procedure` (else each in turn) as person `serial`; return its number."""
    codes = sorted(catalogue.procedures())
    chosen = procedure or codes[serial % len(codes)]
    who = people.person(serial % size)
    files = {paper["Ma"]: [_kept(filed, serial, paper)] for paper in papers(chosen)}
    record: dict[str, Any] = catalogue.procedures()[chosen]
    return filed.open(chosen, agency or record["DONVI"], who, answers(chosen, who), files)


def _kept(filed: Filed, serial: int, paper: dict[str, str]) -> Kept:
    return filed.put(f"{paper['Ma'].rpartition('-')[2]}.png", picture(serial))
