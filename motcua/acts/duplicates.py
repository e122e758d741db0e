"""Decide of two procedures that look like one: different, or the same with what is to be done."""

from datetime import datetime

from motcua.acts.base import recording
from motcua.catalogue.duplicates import pair_key
from motcua.catalogue.models import DuplicateVerdict, Procedure
from motcua.law.intake import ItemsMissing
from motcua.lib.saying import N_
from motcua.people.actor import Actor
from motcua.people.rights import Deed


def judge_pair(codes: tuple[str, str], verdict: str, note: str, *, by: Actor, at: datetime, key: str) -> DuplicateVerdict:
    """Write a verdict on two procedures; an earlier one stays in the history. Raises ItemsMissing: two codes, a verdict, its reason."""
    known = Procedure.objects.filter(code__in=codes).order_by("code")
    first = known.first()
    if first is None or known.count() != 2:
        raise ItemsMissing(N_("Chọn hai thủ tục có trong danh mục."))
    if verdict not in DuplicateVerdict.Verdict.values:
        raise ItemsMissing(N_("Chọn kết luận: không trùng, hoặc trùng và cần xử lý."))
    if not note.strip():
        raise ItemsMissing(N_("Ghi vì sao không trùng, hoặc việc cần làm."))
    decided = DuplicateVerdict(pair=pair_key(codes), verdict=verdict, note=note.strip()[:2000], decided_at=at, decided_by=by.name)
    words = {"pair": decided.pair, "verdict": verdict, "note": decided.note}
    with recording(Deed.JUDGE_DUPLICATE, "procedure", first.pk, by=by, at=at, key=key, words=words):
        decided.save(force_insert=True)
    return decided
