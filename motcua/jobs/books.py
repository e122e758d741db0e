"""A year's register made in the background: printed in volumes of a thousand dossiers, or written as a spreadsheet."""

import io
import zipfile
from collections.abc import Iterator
from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from motcua.acts import runs
from motcua.dossiers import access
from motcua.dossiers.models import Dossier, Run
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_
from motcua.papers import Rendered, forget, render, slip_stamp
from motcua.people.actor import Actor, actor_of
from motcua.people.models import Agency
from motcua.ports import Refused, SignatureRequest, Signing, Unreachable, port
from motcua.reports import register, tables

VOLUME = 1000  # dossiers: about sixty pages; one volume at a time is held in memory
ZIP = "application/zip"


def make(run: Run) -> None:
    """Make the file that was asked for, as the officer who asked; that their data were taken is written with it, or neither is."""
    by = actor_of(run.asked_by, timezone.now())
    agency, year, form = Agency.objects.get(code=run.given["agency"]), int(run.given["year"]), run.given["form"]
    found = register.of_month(access.in_books(by), agency, year, None)
    runs.progress(run, done=0, total=found.count())
    volumes = _Volumes(run, list(found.values_list("pk", flat=True)))
    with override("vi"):
        if form == "pdf":
            content, suffix, kind = _printed(volumes, agency, year), "zip", ZIP
        else:
            lines = (line for part in volumes for line in register.lines(part, personal=True))
            (content, kind), suffix = tables.table_bytes(form, register.HEAD, lines, str(year)), form
    with transaction.atomic():
        _write_reads(by, volumes)
        runs.keep_file(run, f"{register.file_name(agency.code, year)}.{suffix}", content, kind)


class _Volumes:
    """The dossiers of a book, a volume at a time; how far it is, is kept after each."""

    def __init__(self, run: Run, keys: list[UUID]) -> None:
        self._run, self.keys = run, keys

    def __iter__(self) -> Iterator[list[Dossier]]:
        for start in range(0, len(self.keys), VOLUME):
            yield self.part(start)
            runs.progress(self._run, done=min(start + VOLUME, len(self.keys)))

    def part(self, start: int) -> list[Dossier]:
        """Return the volume that begins at a place."""
        found = Dossier.objects.filter(pk__in=self.keys[start : start + VOLUME]).select_related("register", *register.LINE)
        return list(found.defer(*access.HEAVY).order_by("register__number"))


def _printed(volumes: _Volumes, agency: Agency, year: int) -> bytes:
    out, book = io.BytesIO(), register.book_of(agency, year)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as files:
        for number, part in enumerate(volumes, 1):
            lines = register.lines(part, personal=True)
            values = register.register_values(book, None, lines, timezone.now())
            values["period"] = f"Quyển {number}, từ số {lines[0]['number']} đến số {lines[-1]['number']}"
            pdf = _signed(render("register", values), agency)
            files.writestr(f"{register.file_name(agency.code, year)}-quyen-{number:02d}.pdf", pdf)
            forget()
    return out.getvalue()


def _signed(volume: Rendered, agency: Agency) -> bytes:
    """Return a volume with the counter's electronic signature (TT 01/2018/TT-VPCP Điều 10). Raises Refusal when nobody signs."""
    stamp = slip_stamp(volume.boxes, agency=agency.name, signed_at=timezone.now())
    wanted = SignatureRequest(f"agency:{agency.code}", stamp.field, stamp.box, stamp.pdf, "Ký sổ theo dõi hồ sơ")
    try:
        return cast(Signing, port("signing")).sign(volume.pdf, wanted)
    except (Refused, Unreachable) as failure:
        raise Refusal(N_("Chưa ký được sổ: %(why)s. Yêu cầu lập lại sau ít phút."), why=str(failure)) from failure


def _write_reads(by: Actor, volumes: _Volumes) -> None:
    for start in range(0, len(volumes.keys), VOLUME):
        access.write_reads(by, volumes.part(start), purpose=register.PURPOSE, at=timezone.now())
