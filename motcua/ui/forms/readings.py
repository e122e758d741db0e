"""What an answer says to those who can read it: an old address its commune of today, a number its kind. Said beside, never instead."""

from django.utils.translation import gettext as _

from motcua.lib.saying import say
from motcua.people import numbers, old_addresses


def reading(widget: str, answer: object) -> str:
    """Return the note beside an answer to a question of this kind, in the active language; '' where there is nothing to say."""
    if not isinstance(answer, str) or not answer:
        return ""
    if widget == "address":
        return _address(answer)
    if widget == "tax_code":
        found = numbers.tax_code(answer)
        return say(numbers.TAX_NAMES[found.kind]) if found else ""
    if widget == "insurance_code":
        code = numbers.insurance_code(answer)
        return say(numbers.INSURANCE_NAMES[code.kind]) if code else ""
    return ""


def _address(answer: str) -> str:
    found = old_addresses.read(answer)
    if found is None:
        return ""
    told = {"old": f"{found.ward}, {found.district}", "now": found.now, "day": f"{found.since:%d/%m/%Y}"}
    if found.sure:
        return _("Địa chỉ trước ngày %(day)s: %(old)s nay thuộc %(now)s.") % told
    told["now"] = "; ".join(found.candidates)
    return _("Địa chỉ trước ngày %(day)s: %(old)s đã chia, nay có thể thuộc %(now)s. Giữ nguyên như đã ghi.") % told
