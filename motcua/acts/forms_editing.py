"""Declared forms in the office: a working copy that no citizen sees, saved as a version that never changes.

(The values of the state's paper forms Mẫu 01-05 stand in acts/forms/: another matter.)
"""

from datetime import datetime
from typing import Any

from motcua.acts import revisions
from motcua.acts.base import AlreadyDone, recording
from motcua.catalogue.declaring.changing import is_key
from motcua.catalogue.declaring.problems import Problem, problems
from motcua.catalogue.models import Form, FormDraft
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_, Several
from motcua.people.actor import Actor
from motcua.people.rights import Deed


class FormRefused(Refusal):
    """A form that cannot be begun, or not saved as a version; `problems` names everything that is wrong with its content."""

    def __init__(self, text: str, found: list[Problem] | None = None, **values: Any) -> None:
        """Keep what was found."""
        super().__init__(text, **values)
        self.problems = found or []


class WrittenSince(Refusal):
    """Another officer changed the working copy after this page was opened: nothing of what was sent is kept over theirs."""


def key_taken(key: str) -> bool:
    """Tell whether a form of this key exists, as versions or as a working copy."""
    return Form.objects.filter(key=key).exists() or FormDraft.objects.filter(key=key).exists()


def begin_form(code: str, name: dict[str, str], data: dict[str, Any], *, by: Actor, at: datetime, key: str) -> FormDraft:
    """Begin a form `code` that did not exist. Raises FormRefused for a name that is missing, a code that is taken or cannot be one."""
    if not all(name.get(language, "").strip() for language in ("vi", "en")):
        raise FormRefused(N_("Tờ khai phải có tên bằng cả tiếng Việt và tiếng Anh."))
    if not valid_key(code):
        raise FormRefused(N_("Mã tờ khai chỉ có chữ thường không dấu, số, dấu chấm, gạch ngang, gạch dưới."))
    draft = FormDraft(key=code, name=name, data=data, changed_by=by.name, changed_at=at)
    try:
        with recording(Deed.WRITE_FORM, "form", draft.pk, by=by, at=at, key=key, words={"key": code, "begun": True}):
            if key_taken(code):
                raise FormRefused(N_("Đã có tờ khai mã “%(key)s”."), key=code)
            draft.save(force_insert=True)
    except AlreadyDone:
        return FormDraft.objects.get(key=code)
    return draft


def valid_key(key: str) -> bool:
    """Tell whether `key` may name a form: a procedure's code, or words joined by - _ or dots."""
    return len(key) <= 60 and all(part and is_key(f"k{part}") for part in key.replace("-", ".").split("."))


def take_up(base: Form, *, by: Actor, at: datetime, key: str) -> FormDraft:
    """Open the working copy of a form, or begin one from the version `base`."""
    found = FormDraft.objects.filter(key=base.key).first()
    if found:
        return found
    draft = FormDraft(key=base.key, name=base.name, base=base, data=base.data, changed_by=by.name, changed_at=at)
    words = {"key": base.key, "from": base.version}
    try:
        with recording(Deed.WRITE_FORM, "form", draft.pk, by=by, at=at, key=key, words=words):
            draft.save(force_insert=True)
    except AlreadyDone:
        return FormDraft.objects.get(key=base.key)
    return draft


def write_form(
    draft: FormDraft,
    *,
    edition: int,
    data: dict[str, Any] | None = None,
    name: dict[str, str] | None = None,
    what: str = "",
    by: Actor,
    at: datetime,
    key: str,
) -> FormDraft:
    """Keep a change of the working copy; `edition` is the one it was made on, `what` says what was changed. Raises WrittenSince."""
    try:
        with recording(Deed.WRITE_FORM, "form", draft.pk, by=by, at=at, key=key, words={"key": draft.key, "what": what}):
            held = _held(draft, edition)
            held.data = held.data if data is None else data
            held.name = held.name if name is None else name
            held.edition, held.changed_by, held.changed_at = held.edition + 1, by.name, at
            held.save(update_fields=["data", "name", "edition", "changed_by", "changed_at"])
    except AlreadyDone:
        return FormDraft.objects.get(pk=draft.pk)
    return held


def drop_form(draft: FormDraft, *, edition: int, by: Actor, at: datetime, key: str) -> None:
    """Throw the working copy away; versions stay. Raises WrittenSince."""
    with recording(Deed.WRITE_FORM, "form", draft.pk, by=by, at=at, key=key, words={"key": draft.key, "dropped": True}):
        _held(draft, edition).delete()


def save_form(draft: FormDraft, *, edition: int, note: str, by: Actor, at: datetime, key: str) -> Form:
    """Make the working copy the next version; it is then gone. Raises FormRefused with all that is wrong, or when nothing was changed."""
    version = Form(key=draft.key, note=note.strip()[:300], saved_by=by.name, saved_at=at, saved_key=key[:100])
    words: dict[str, Any] = {"key": draft.key, "note": version.note}
    try:
        with recording(Deed.SAVE_FORM, "form", version.pk, by=by, at=at, key=key, words=words):
            held = _held(draft, edition)
            _check(held)
            version.version, version.data, version.name = revisions.next_form_version(held.key), held.data, held.name
            words["version"] = version.version
            version.save(force_insert=True)
            held.delete()
    except AlreadyDone:
        return Form.objects.get(key=draft.key, saved_key=key[:100])
    return version


def _check(held: FormDraft) -> None:
    found = problems(held.data)
    if found:
        raise FormRefused(N_("Chưa lưu được phiên bản: %(why)s"), found, why=Several(tuple(each.says for each in found), " "))
    if held.base is not None and (held.base.data, held.base.name) == (held.data, held.name):
        raise FormRefused(N_("Bản đang soạn chưa khác gì phiên bản %(version)d."), version=held.base.version)


def _held(draft: FormDraft, edition: int) -> FormDraft:
    """The working copy, locked, if nobody wrote on it since `edition`."""
    held = FormDraft.objects.select_for_update(of=("self",)).select_related("base").filter(pk=draft.pk).first()
    if held is None:
        raise WrittenSince(N_("Bản đang soạn này đã được lưu thành phiên bản hoặc bỏ đi: mở lại tờ khai."))
    if held.edition != edition:
        when = held.changed_at.astimezone(HANOI)
        raise WrittenSince(
            N_("%(who)s đã sửa tờ khai này lúc %(when)s, sau khi bạn mở trang. Xem bản mới ở trang khác, rồi gửi lại điều bạn vừa ghi."),
            who=held.changed_by,
            when=f"{when:%H:%M %d/%m/%Y}",
        )
    return held
