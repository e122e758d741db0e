"""The portal's furniture and small words, and how a squashed text is made even."""

import re

from motcua.catalogue.national.facts import Warned
from motcua.lib.text import tidy

NOTHING = "Không có thông tin"
# Letters for character classes: ranges of Unicode would mix capitals and small letters.
LOW = "a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
UP = "A-Z" + LOW[3:].upper()
LEVELS = ("Cấp bộ", "Cấp tỉnh", "Cấp xã", "Cơ quan khác")
APPLICANTS = (
    "Công dân Việt Nam",
    "Người Việt Nam định cư ở nước ngoài",
    "Người nước ngoài cư trú tại Việt Nam",
    "Người nước ngoài",
    "Cán bộ, công chức, viên chức",
    "Doanh nghiệp có vốn đầu tư nước ngoài",
    "Doanh nghiệp Việt Nam",
    "Doanh nghiệp",
    "Tổ chức (không bao gồm doanh nghiệp, HTX)",
    "Tổ chức nước ngoài",
    "Tổ chức Đảng",
    "Hợp tác xã",
    "Đảng viên",
)
_KNOWN = re.compile("|".join(re.escape(each) for each in (*APPLICANTS, *LEVELS)))
_NEXT = re.compile(rf",\s*(?=[{UP}])")


class Warnings(list[Warned]):
    """What is not certain of one record, in the order it was met; the same is said once."""

    def say(self, field: str, why: str) -> None:
        """Add a warning on `field`."""
        warned = Warned(field, why)
        if warned not in self:
            self.append(warned)


def stated(text: str | None) -> str:
    """Return a cell made even, '' where the portal says there is nothing."""
    even = tidy(text or "")
    return "" if even in (NOTHING, "-", "--") else even


def lines(text: str | None) -> str:
    """Return a long text with its own line breaks, each line made even; '' where the portal says there is nothing."""
    kept = [tidy(line) for line in (text or "").splitlines()]
    even = "\n".join(line for line in kept if line)
    return "" if even == NOTHING else even


def chosen(text: str | None, field: str, warnings: Warnings) -> tuple[str, ...]:
    """Return the items of a list that the portal offers to choose from; what it does not offer stays one text, with a warning."""
    even = stated(text)
    found = tuple(_KNOWN.findall(even))
    rest = _KNOWN.sub("", even).strip(" ,;")
    if rest:
        warnings.say(field, f"Không nhận ra: “{rest[:120]}”.")
        return (*found, rest)
    return found


def named(text: str | None) -> tuple[str, ...]:
    """Return the agencies of a list set with commas; a comma before a small letter belongs to a name."""
    even = stated(text)
    return tuple(part.strip(" .;,") for part in _NEXT.split(even) if part.strip(" .;,")) if even else ()
