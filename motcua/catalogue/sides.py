"""Published facts as parts of lines, of a national record or of a revision of ours, so that two can be read side by side.

Each part has what is shown (`lines`) and what is compared (`said`): the same content written another way compares as equal.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from motcua.catalogue.comparing import CHANNELS
from motcua.catalogue.models import Revision, words
from motcua.law.deadlines import Term, Unit
from motcua.lib.saying import N_, say
from motcua.lib.text import fold

NATIONAL_CHANNELS = {"Trực tiếp": 1, "Trực tuyến": 2, "Dịch vụ bưu chính": 3}
NATIONAL_UNITS = {
    "Ngày làm việc": {Unit.WORKING_DAYS},
    "Giờ làm việc": {Unit.WORKING_HOURS},
    "Giờ": {Unit.WORKING_HOURS},
    "Ngày": {Unit.WORKING_DAYS, Unit.DAYS},  # the portal writes "Ngày" for both
    "Tháng": {Unit.MONTHS},
}
NAMES = {
    "name": N_("Tên thủ tục"),
    "sector": N_("Lĩnh vực"),
    "decision": N_("Quyết định công bố"),
    "levels": N_("Cấp thực hiện"),
    "applicants": N_("Đối tượng thực hiện"),
    "channels": N_("Cách nộp"),
    "term": N_("Thời hạn giải quyết"),
    "fees": N_("Phí, lệ phí"),
    "papers": N_("Thành phần, số lượng hồ sơ"),
    "results": N_("Kết quả"),
    "legal_bases": N_("Căn cứ pháp lý"),
}


@dataclass(frozen=True)
class Part:
    """One part of a side; `said` None: it cannot be compared, only read."""

    lines: list[str]
    said: frozenset[Any] | None


Side = dict[str, Part]


def of_facts(facts: dict[str, Any]) -> Side:
    """Return a national record as a side."""
    return {
        "name": _part([facts["name"]]),
        "sector": _part([facts["sector"]]),
        "decision": Part([facts["decision"]], frozenset({number(facts["decision"])})),
        "levels": _part(facts["levels"]),
        "applicants": _part(facts["applicants"]),
        "channels": Part(
            [c["channel"] for c in facts["channels"]], frozenset(NATIONAL_CHANNELS.get(c["channel"], 0) for c in facts["channels"])
        ),
        "term": Part([f"{c['channel']}: {_term(c)}" for c in facts["channels"]], _terms(facts["channels"])),
        "fees": Part([f"{c['channel']}: {_fees(c['fees'])}" for c in facts["channels"]], None),
        "papers": _part([_paper(p) for case in facts["cases"] for p in case["requirements"]]),
        "results": Part([f"{r['code']} {r['name']}".strip() for r in facts["results"]], frozenset(r["code"] for r in facts["results"])),
        "legal_bases": Part(
            [f"{b['number']}: {b['title']}" for b in facts["legal_bases"]],
            frozenset(number(b["number"]) for b in facts["legal_bases"] if b["number"]),
        ),
    }


def of_revision(revision: Revision) -> Side:
    """Return a revision of ours as a side."""
    facts, papers = revision.facts, list(revision.requirements.all())
    channels = [each["channel"] for each in facts.get("channels", [])]
    names = [say(CHANNELS[channel]) for channel in channels]
    terms = [Term.parse(phase["term"]) for phase in facts.get("phases", [])] or [Term.parse(revision.term)]
    counts = N_("%(name)s (%(originals)d bản chính, %(copies)d bản sao)")
    return {
        "name": Part([revision.procedure.title], _said([revision.procedure.name["vi"]])),
        "sector": Part([words(revision.procedure.sector)], _said([revision.procedure.sector["vi"]])),
        "decision": Part([revision.decision], frozenset({number(revision.decision)})),
        "levels": Part([revision.competent_kind], None),
        "applicants": _part(facts.get("applicants", [])),
        "channels": Part(names, frozenset(channels)),
        "term": Part([str(revision.legal_term())], frozenset({(sum(t.amount for t in terms), unit) for unit in {t.unit for t in terms}})),
        "fees": Part([f"{name}: {_fees(each.get('fees', []))}" for name, each in zip(names, facts.get("channels", []), strict=True)], None),
        "papers": _part([say(counts, name=each.title, originals=each.originals, copies=each.copies) for each in papers]),
        "results": Part(
            [f"{r.get('code', '')} {words(r)}".strip() for r in facts.get("results", [])],
            frozenset(r.get("code") for r in facts.get("results", [])),
        ),
        "legal_bases": Part(
            [f"{b['number']}: {b['title']}" for b in facts.get("legal_bases", [])],
            frozenset(number(b["number"]) for b in facts.get("legal_bases", [])),
        ),
    }


def agrees(key: str, ours: Part, other: Part) -> bool | None:
    """Tell whether two sides say the same in a part; None where that cannot be told, only read.

    A term agrees when the record gives it for some channel; results, documents and channels when ours are among the record's.
    """
    if ours.said is None or other.said is None:
        return None
    if key == "term":
        return same_day(ours.said, other.said) if not other.said else bool(ours.said & other.said) or same_day(ours.said, other.said)
    if key == "name":
        return _part_of(ours.said, other.said)
    return ours.said <= other.said if key in ("results", "legal_bases", "channels", "applicants") else ours.said == other.said


def same_day(ours: frozenset[Any], other: frozenset[Any]) -> bool:
    """Tell whether a term of the same day meets a record that gives one day, one hour count, or no term at all."""
    units = {unit for _, unit in ours}
    return Unit.SAME_DAY in units and (not other or any(amount == 1 for amount, _ in other))


def number(text: str) -> str:
    """Return the number of a document as all write it: capitals, no spaces, no kind before it."""
    found = re.search(r"\d+[\w.]*/[\w/.-]+", text.upper().replace(" ", ""))
    return found[0] if found else text.upper().strip()


def _part(lines: Iterable[str]) -> Part:
    kept = list(lines)
    return Part(kept, _said(kept))


def _said(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(re.sub(r"[^\w]+", " ", fold(line)).split()).removeprefix("thu tuc ") for line in lines)


def _part_of(ours: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether our name is the nation's or a part of it, in its order: the city may leave out what cannot apply to it."""
    rest = iter(" ".join(other).split())
    return all(word in rest for word in " ".join(ours).split())


def _term(channel: dict[str, Any]) -> str:
    term = channel["term"]
    return f"{term['amount']} {term['unit'] or ''}".strip() if term else channel["term_text"] or "–"


def _terms(channels: list[dict[str, Any]]) -> frozenset[tuple[Any, Unit]]:
    terms = [channel["term"] for channel in channels if channel["term"]]
    return frozenset((term["amount"], unit) for term in terms for unit in NATIONAL_UNITS.get(term["unit"] or "", set(Unit)))


def _fees(fees: list[dict[str, Any]]) -> str:
    return "; ".join(f"{fee.get('amount')} {fee.get('currency', 'VND')} {fee.get('condition') or ''}".strip() for fee in fees) or "–"


def _paper(paper: dict[str, Any]) -> str:
    counts = N_("%(name)s (%(originals)d bản chính, %(copies)d bản sao)")
    return say(counts, name=paper["name"].lstrip("-+*• "), originals=paper["originals"] or 0, copies=paper["copies"] or 0)
