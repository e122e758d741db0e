"""Which papers a dossier must bring, given its answers."""

from typing import Any

from motcua.catalogue.models import Requirement, Revision
from motcua.ui.forms.conditions import holds

# Asked of whoever applies for another, whatever the procedure; kept by its key beside those of the revision.
AUTHORISATION = Requirement(
    key="authorisation",
    order=0,
    name={"vi": "Văn bản ủy quyền", "en": "Written authority"},
    hint={
        "vi": "Văn bản có chứng thực hoặc công chứng; vợ, chồng, cha, mẹ, con, anh, chị, em ruột thì giấy tờ chứng minh quan hệ.",
        "en": "Certified or notarised; for a spouse, parent, child or sibling, a paper that shows the relation.",
    },
    why={
        "vi": "Cơ quan phải biết chủ hồ sơ đồng ý để bạn nộp thay.",
        "en": "The office must know that the holder agrees that you apply.",
    },
    basis="91/2015/QH13 Điều 134, 138",
    originals=1,
)


def asked_of(revision: Revision, answers: dict[str, Any]) -> list[Requirement]:
    """Return the requirements whose condition holds and that no connected database spares (NĐ 309/2026 Điều 2)."""
    return [r for r in revision.requirements.all() if not r.found_in and applies(r, answers)]


def applies(requirement: Requirement, answers: dict[str, Any]) -> bool:
    """Tell whether a requirement's condition holds for `answers`; one without condition always does."""
    return holds(requirement.condition, answers)
