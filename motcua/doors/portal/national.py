"""A procedure known only by the nation's record: what it needs, costs, when and where; it cannot be applied for here yet."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalogue.finder.rows import guide
from motcua.catalogue.models import NationalRecord
from motcua.catalogue.national_record import present
from motcua.doors.portal.requests import today_of
from motcua.ui.components.filters import dong

_WAYS = {
    "Trực tuyến": ("world", gettext_lazy("Trực tuyến")),
    "Trực tiếp": ("counter", gettext_lazy("Tại quầy")),
    "Dịch vụ bưu chính": ("mail", gettext_lazy("Bưu chính công ích")),
}
_UNITS = {
    "Ngày làm việc": gettext_lazy("%(n)s ngày làm việc"),
    "Ngày": gettext_lazy("%(n)s ngày"),
    "Giờ làm việc": gettext_lazy("%(n)s giờ làm việc"),
    "Giờ": gettext_lazy("%(n)s giờ"),
    "Tháng": gettext_lazy("%(n)s tháng"),
    "Tuần": gettext_lazy("%(n)s tuần"),
    "Năm": gettext_lazy("%(n)s năm"),
    "Phút": gettext_lazy("%(n)s phút"),
}


@dataclass(frozen=True)
class Way:
    """One way to apply as the record tells it: term and fees in words, the record's own text beside them."""

    icon: str
    name: str
    term: str
    fees: list[str]
    text: str


def record_of(code: str) -> NationalRecord | None:
    """Return the present national record of a procedure."""
    return present().select_related("procedure").filter(procedure__code=code).first()


def facts_of(record: NationalRecord, request: HttpRequest) -> dict[str, Any]:
    """Return what the page says of a record."""
    facts = record.facts
    ways = [way_of(each) for each in facts["channels"]]
    return {
        "procedure": record.procedure,
        "record": record,
        "facts": facts,
        "ways": ways,
        "cost": _one({fee for way in ways for fee in way.fees}, _("Tùy cách nộp, xem bên dưới")),
        "term": _one({way.term for way in ways}, _("Tùy cách nộp, xem bên dưới")),
        "cases": [(case["name"], [paper_of(paper) for paper in case["requirements"]]) for case in facts["cases"]],
        "agencies": facts["agencies"]["performing"] or facts["agencies"]["deciding"],
        "steps": facts["steps"].splitlines(),
        "portal": guide(today_of(request)).portal,
    }


def way_of(channel: dict[str, Any]) -> Way:
    """Return one channel of a record in the reader's language."""
    icon, name = _WAYS.get(channel["channel"], ("info", channel["channel"]))
    return Way(icon, str(name), _term(channel), [_fee(fee) for fee in channel["fees"]] or [_("Bản ghi không nói")], channel["text"])


def paper_of(paper: dict[str, Any]) -> dict[str, Any]:
    """Return a paper asked, with its numbers in words; the record's bullets are left out."""
    counts = []
    if paper["originals"]:
        counts.append(_("%(n)d bản chính") % {"n": paper["originals"]})
    if paper["copies"]:
        counts.append(_("%(n)d bản sao") % {"n": paper["copies"]})
    return {"name": paper["name"].lstrip("-+*• \t") or paper["name"], "counts": ", ".join(counts), "forms": paper["forms"]}


def _term(channel: dict[str, Any]) -> str:
    term = channel["term"]
    if not term:
        return channel["term_text"] or _("Bản ghi không nói")
    if term["unit"] is None:
        return _("%(n)s (bản ghi không nói đơn vị)") % {"n": term["amount"]}
    return str(_UNITS[term["unit"]]) % {"n": term["amount"]} if term["unit"] in _UNITS else f"{term['amount']} {term['unit']}"


def _fee(fee: dict[str, Any]) -> str:
    if fee["amount"] is None:
        words = _("Bản ghi không nói rõ mức")
    elif fee["currency"] == "VND":
        words = _("Miễn phí") if fee["amount"] == 0 else dong(int(fee["amount"]))
    else:
        words = f"{fee['amount']} {fee['currency']}"
    return f"{words} ({fee['condition']})" if fee["condition"] else words


def _one(words: set[str], several: str) -> str:
    """Return the words all share; `several` where they differ."""
    return words.pop() if len(words) == 1 else several if words else _("Bản ghi không nói")
