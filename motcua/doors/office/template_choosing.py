"""Which versions the draft of a revision uses: chosen in the draft, or from a version for several drafts at once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.acts import result_templates as acts
from motcua.catalogue.candidates import candidate_of
from motcua.catalogue.models import ResultTemplate, Revision
from motcua.doors.office.opening import controller, page
from motcua.doors.office.result_templates import version_of
from motcua.law.gates import blocks, one_paper_a_name, places, process
from motcua.people.requests import SignedInRequest

GATES = (process, places, one_paper_a_name)


@controller
@require_POST
def use(request: SignedInRequest, name: str, number: int) -> HttpResponse:
    """Let the ticked drafts use this version."""
    kept = version_of(name, number)
    wanted = Revision.objects.filter(valid_from=None, procedure__code__in=request.POST.getlist("drafts")).select_related("procedure")
    drafts = list(wanted.prefetch_related("templates"))
    if not drafts:
        messages.error(request, _("Chọn ít nhất một bản thảo."))
        return redirect("office:template", name, number)
    acts.use_in_drafts(kept, drafts, by=request.actor, at=request.now, key=request.key)
    codes = ", ".join(draft.procedure.code for draft in drafts)
    messages.success(request, _("Bản thảo của %(codes)s nay dùng phiên bản %(version)d.") % {"codes": codes, "version": number})
    return redirect("office:template", name, number)


@controller
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: SignedInRequest, code: str) -> HttpResponse:
    """The templates of a draft: for each name that the process drafts, which version; and what else goes with it."""
    draft = (
        Revision.objects.select_related("procedure", "plan", "form")
        .filter(procedure__code=code, valid_from=None)
        .order_by("-number")
        .first()
    )
    if draft is None:
        raise Http404
    slots = _slots(draft)
    if request.method == "POST":
        chosen = [each for slot in slots for each in slot["choices"] if str(each.pk) == request.POST.get(f"slot-{slot['name']}")]
        added = ResultTemplate.objects.filter(pk=request.POST["add"]).first() if _is_key(request.POST.get("add", "")) else None
        acts.choose_templates(draft, [*chosen, *([added] if added else [])], by=request.actor, at=request.now, key=request.key)
        messages.success(request, _("Đã lưu các mẫu của bản thảo."))
        return redirect("office:choose_templates", code)
    taken = {slot["name"] for slot in slots}
    others = [each for each in _own(draft) if each.name not in taken]
    values = {"procedure": draft.procedure, "draft": draft, "slots": slots, "others": others}
    return page(request, "template_choose.html", {**values, "blocks": blocks(candidate_of(draft), GATES)})


def _slots(draft: Revision) -> list[dict[str, Any]]:
    """Every name that the process drafts or the draft has, with the versions of all templates of that name."""
    held = {each.name: each for each in draft.templates.all()}
    asked = {outcome.template for step in draft.plan.plan().steps for outcome in step.outcomes if outcome.template}
    own = _own(draft)
    families = {each.key for each in held.values()}
    borrowed = (
        ResultTemplate.objects.filter(key__in=families).exclude(key__startswith=f"{draft.procedure.code}:").order_by("key", "-version")
    )
    every = [*own, *borrowed]
    return [
        {"name": name, "held": held.get(name), "asked": name in asked, "choices": [each for each in every if each.name == name]}
        for name in sorted(asked | set(held))
    ]


def _own(draft: Revision) -> list[ResultTemplate]:
    """Every version of the procedure's own templates; those of others come in from their own page."""
    return list(ResultTemplate.objects.filter(key__startswith=f"{draft.procedure.code}:").order_by("key", "-version"))


def _is_key(text: str) -> bool:
    return len(text) == 36 and all(each in "0123456789abcdef-" for each in text)
