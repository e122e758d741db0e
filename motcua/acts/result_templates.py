"""Result templates of the office: a shared working copy, versions that never change, their use in drafts of revisions."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.acts.base import AlreadyDone, recording, wait_for
from motcua.acts.publishing import NotADraft
from motcua.acts.revisions import next_template_version
from motcua.catalogue.models import ResultTemplate, Revision, TemplateWork
from motcua.catalogue.results import editing
from motcua.catalogue.results.editing import Problem
from motcua.catalogue.results.palette import Palette, places_of
from motcua.catalogue.results.shape import BLANK, faults
from motcua.catalogue.results.using import form_for, palette_of
from motcua.law.lifecycle import Refusal
from motcua.lib.saying import N_, Several
from motcua.people.actor import Actor
from motcua.people.rights import Deed

KEY = re.compile(r"[a-z0-9.]{1,30}:[a-z0-9_-]{1,28}")


class TemplateRefused(Refusal):
    """A template that may not be kept as a version; `problems` names everything that is wrong, with its place."""

    def __init__(self, found: Sequence[Problem]) -> None:
        """Keep what was found."""
        super().__init__(N_("Chưa lưu được mẫu: %(why)s"), why=Several(tuple(problem.says for problem in found), " "))
        self.problems = list(found)


class EditedMeanwhile(Refusal):
    """Somebody kept the working copy after the page was opened; `work` is as it stands now. Nothing was changed."""

    def __init__(self, work: TemplateWork) -> None:
        """Keep what stands."""
        super().__init__(N_("%(name)s đã sửa bản này sau khi bạn mở trang. Bản bạn vừa gõ còn nguyên, chưa lưu."), name=work.edited_by)
        self.work = work


class NameTaken(Refusal):
    """A name of a template that cannot be, or that is taken."""


def palette_for(work: TemplateWork, state: editing.State | None = None) -> Palette:
    """Return the places of a working copy (as it is, or as `state`): its procedure's form and its own fields."""
    stands = state or work.state or editing.state_of(work.origin)
    return places_of(form_for(work.procedure), stands["fields"])


def begin_template(name: str, procedure: str, *, like: ResultTemplate | None = None, by: Actor, at: datetime, key: str) -> TemplateWork:
    """Begin a template under a new name (as 1.000656:thong-bao), empty or `like` a version. Raises NameTaken."""
    if not KEY.fullmatch(name):
        raise NameTaken(N_("Tên mẫu chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối."))
    work = TemplateWork(key=name, procedure=procedure, origin=like.data if like else BLANK)
    try:
        with recording(Deed.WRITE_TEMPLATE, "template", work.pk, by=by, at=at, key=key, words={"template": name, "begun": True}):
            wait_for(f"template:{name}")
            if ResultTemplate.objects.filter(key=name).exists() or TemplateWork.objects.filter(key=name).exists():
                raise NameTaken(N_("Đã có mẫu tên “%(name)s”."), name=name)
            work.state = editing.state_of(work.origin)
            _written(work, by, at)
            work.save(force_insert=True)
    except AlreadyDone as done:
        return TemplateWork.objects.get(pk=done.subject)
    return work


def open_work(template: ResultTemplate, procedure: str, *, by: Actor, at: datetime, key: str) -> TemplateWork:
    """Begin to write on from a version; a working copy that is there is taken up as it stands."""
    found = TemplateWork.objects.filter(key=template.key).first()
    if found and found.state is not None:
        return found
    work = found or TemplateWork(key=template.key, origin={})
    words = {"template": template.key, "from": template.version}
    try:
        with recording(Deed.WRITE_TEMPLATE, "template", work.pk, by=by, at=at, key=key, words=words):
            wait_for(f"template:{template.key}")
            held = TemplateWork.objects.select_for_update().filter(key=template.key).first()
            if held and held.state is not None:
                return held
            work = held or work
            work.procedure, work.base, work.origin = procedure, template.version, template.data
            work.state = editing.state_of(template.data)
            _written(work, by, at)
            work.save()
    except AlreadyDone:
        return TemplateWork.objects.get(key=template.key)
    return work


def keep_work(
    work: TemplateWork, state: editing.State, *, seen: int, procedure: str = "", over: bool = False, by: Actor, at: datetime, key: str
) -> TemplateWork:
    """Keep the working copy as typed, whatever is wrong with it; `seen` is the serial the writer began from.

    Raises EditedMeanwhile when somebody kept it since, unless `over` it: then theirs is replaced, and the entry says so.
    """
    words: dict[str, Any] = {"template": work.key, "lines": len(state["body"]), "over": ""}
    try:
        with recording(Deed.WRITE_TEMPLATE, "template", work.pk, by=by, at=at, key=key, words=words):
            held = TemplateWork.objects.select_for_update().get(pk=work.pk)
            if held.serial != seen and not over:
                raise EditedMeanwhile(held)
            words["over"] = held.edited_by if held.serial != seen else ""
            held.procedure = procedure or held.procedure
            held.state = editing.kept(state, palette_for(held, state))
            _written(held, by, at)
            held.save()
    except AlreadyDone:
        return TemplateWork.objects.get(pk=work.pk)
    return held


def drop_work(work: TemplateWork, *, by: Actor, at: datetime, key: str) -> None:
    """Throw the working copy away; versions stay. A template that never had one goes with it."""
    with recording(Deed.WRITE_TEMPLATE, "template", work.pk, by=by, at=at, key=key, words={"template": work.key, "dropped": True}):
        held = TemplateWork.objects.select_for_update().get(pk=work.pk)
        if not ResultTemplate.objects.filter(key=held.key).exists():
            held.delete()
            return
        held.state = None
        _written(held, by, at)
        held.save()


def save_version(work: TemplateWork, *, seen: int, note: str = "", by: Actor, at: datetime, key: str) -> ResultTemplate:
    """Keep the working copy as the next version, which never changes. Raises TemplateRefused, EditedMeanwhile."""
    words: dict[str, Any] = {"template": work.key, "note": note.strip()[:300]}
    try:
        with recording(Deed.SAVE_TEMPLATE, "template", work.pk, by=by, at=at, key=key, words=words):
            held = TemplateWork.objects.select_for_update().get(pk=work.pk)
            if held.serial != seen or held.state is None:
                raise EditedMeanwhile(held)
            data, wrong = editing.data_of(held.state, held.origin, palette_for(held))
            if wrong:
                raise TemplateRefused(wrong)
            made = _version(held.key, data, note, by=by, at=at, key=key)
            words["version"] = made.version
            held.state, held.base, held.origin = None, made.version, data
            _written(held, by, at)
            held.save()
    except AlreadyDone:
        return ResultTemplate.objects.get(key=work.key, saved_key=key[:100])
    return made


def take_in(
    name: str, data: dict[str, Any], *, procedure: str, source: str, by: Actor, at: datetime, key: str
) -> tuple[ResultTemplate, bool]:
    """Keep a template that came as a file as the next version of `name`; returns it, and whether it is new.

    The same content as the last version changes nothing. Raises TemplateRefused, NameTaken.
    """
    if not KEY.fullmatch(name):
        raise NameTaken(N_("Tên mẫu chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối."))
    wrong = problems_of(data, procedure)
    if wrong:
        raise TemplateRefused(wrong)
    last = ResultTemplate.objects.filter(key=name).order_by("-version").first()
    if last and last.data == data:
        return last, False
    work = TemplateWork.objects.filter(key=name).first() or TemplateWork(key=name, procedure=procedure, origin=data)
    try:
        with recording(Deed.SAVE_TEMPLATE, "template", work.pk, by=by, at=at, key=key, words={"template": name, "file": source[:200]}):
            wait_for(f"template:{name}")
            if work._state.adding:
                _written(work, by, at)
                work.save(force_insert=True)
            made = _version(name, data, source, by=by, at=at, key=key)
    except AlreadyDone:
        return ResultTemplate.objects.get(key=name, saved_key=key[:100]), False
    return made, True


def problems_of(data: dict[str, Any], procedure: str) -> list[Problem]:
    """Return what is wrong with a template from a file: its shape, else the places it names that the procedure's form lacks."""
    shaped = [Problem(at, says) for at, says in faults(data)]
    return shaped or editing.unknowns(editing.state_of(data), palette_of(data, procedure))


def choose_templates(draft: Revision, templates: Sequence[ResultTemplate], *, by: Actor, at: datetime, key: str) -> Revision:
    """Let a draft of a revision use exactly these versions. Raises NotADraft; what does not fit is told by the gates."""
    if draft.valid_from is not None:
        raise NotADraft(N_("Bản công bố này đã quyết định, không sửa được: soạn bản thảo mới."))
    words = {"code": draft.procedure.code, "templates": [str(each) for each in templates]}
    try:
        with recording(Deed.DRAFT_REVISION, "revision", draft.pk, by=by, at=at, key=key, words=words):
            draft.templates.set(templates)
    except AlreadyDone:
        return Revision.objects.get(pk=draft.pk)
    return draft


def use_in_drafts(template: ResultTemplate, drafts: Sequence[Revision], *, by: Actor, at: datetime, key: str) -> list[Revision]:
    """Let drafts use a version, each instead of the template of that name which it had. Raises NotADraft; then none does."""
    with transaction.atomic():
        for draft in drafts:
            others = [each for each in draft.templates.all() if each.name != template.name]
            choose_templates(draft, [*others, template], by=by, at=at, key=f"{key}:{draft.procedure.code}")
    return list(drafts)


def _version(name: str, data: dict[str, Any], note: str, *, by: Actor, at: datetime, key: str) -> ResultTemplate:
    made = ResultTemplate(key=name, version=next_template_version(name), data=data, note=note.strip()[:300])
    made.saved_by, made.saved_at, made.saved_key = by.name, at, key[:100]
    made.save(force_insert=True)
    return made


def _written(work: TemplateWork, by: Actor, at: datetime) -> None:
    work.serial, work.edited_by, work.edited_at = work.serial + 1, by.name, at
