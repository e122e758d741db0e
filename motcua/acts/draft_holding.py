"""The draft of a revision under lock: still a draft, and as it was when its page was opened. Called inside an act."""

import hashlib

from motcua.catalogue.drafting import mark_of
from motcua.catalogue.models import Revision
from motcua.law.lifecycle import Refusal
from motcua.lib.crypto import canonical
from motcua.lib.saying import N_


class NotADraft(Refusal):
    """A revision or decision that is decided already: what was published is never rewritten."""


class DraftChanged(Refusal):
    """Another officer changed the draft after this page was opened: nothing of what was sent is kept over theirs."""


def check_draft(revision: Revision) -> None:
    """Raise NotADraft for what was decided."""
    if revision.valid_from is not None:
        raise NotADraft(N_("Bản công bố này đã quyết định, không sửa được: soạn bản thảo mới."))


def held_draft(draft: Revision, seen: str = "") -> Revision:
    """Return the draft, locked. `seen` is its mark (`catalogue/drafting.py`) when the page was opened, '' does not ask.

    Raises NotADraft, DraftChanged.
    """
    held = Revision.objects.select_for_update(of=("self",)).select_related("procedure", "form", "plan").filter(pk=draft.pk).first()
    if held is None:
        raise NotADraft(N_("Bản thảo này đã bị bỏ."))
    check_draft(held)
    if seen and seen != mark_of(held):
        raise DraftChanged(
            N_("Bản thảo đã có người khác sửa sau khi bạn mở trang. Xem bản mới ở trang khác, rồi gửi lại điều bạn vừa ghi.")
        )
    return held


def fingerprint(draft: Revision) -> str:
    """Return what tells one content of a draft from another: facts, form, process, number."""
    return hashlib.sha256(canonical([draft.facts, str(draft.form_id), str(draft.plan_id), draft.number])).hexdigest()
