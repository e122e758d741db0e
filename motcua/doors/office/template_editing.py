"""The editor of a result template on its working copy: every button keeps what was typed, saving makes a version that never changes."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.acts import result_templates as acts
from motcua.acts.result_templates import EditedMeanwhile, TemplateRefused
from motcua.catalogue.models import Procedure, ResultTemplate, TemplateWork
from motcua.catalogue.processes.words import slug
from motcua.catalogue.results import buttons, editing, fields, telling
from motcua.catalogue.results.editing import Problem, State
from motcua.catalogue.results.palette import Palette
from motcua.catalogue.results.using import procedure_of
from motcua.doors.office.opening import office, page
from motcua.doors.office.result_templates import TITLES, version_of
from motcua.law.lifecycle import Refusal
from motcua.lib.differ import changes
from motcua.lib.saying import say
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question


@office
@require_POST
def begin(request: SignedInRequest, name: str, number: int) -> HttpResponse:
    """Begin to write on from a version, or take up the working copy there is."""
    kept = version_of(name, number)
    work = acts.open_work(kept, procedure_of(kept), by=request.actor, at=request.now, key=request.key)
    if work.base != kept.version or work.edited_by != request.actor.name:
        told = {"name": work.edited_by, "version": work.base}
        messages.info(request, _("Đã có bản đang soạn, từ phiên bản %(version)d, %(name)s sửa gần nhất: bạn soạn tiếp bản ấy.") % told)
    return redirect("office:template_edit", name)


@office
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Begin a template of a procedure, empty or from another one."""
    asked, errors = _new_questions(), list[FieldError]()
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        if not errors and not values["title"]:
            errors = [FieldError("title", _("Ghi tên mẫu."))]
        if not errors:
            try:
                like = ResultTemplate.objects.filter(pk=values["like"]).first() if values["like"] != "none" else None
                name = f"{values['procedure']}:{slug(values['title']).replace('_', '-')[:28].strip('-')}"
                work = acts.begin_template(name, values["procedure"], like=like, by=request.actor, at=request.now, key=request.key)
            except Refusal as refusal:
                errors = [FieldError("title", str(refusal))]
            else:
                return redirect("office:template_edit", work.key)
    values = {"questions": questions.shown(asked, request.POST, errors), "errors": errors}
    return page(request, "template_new.html", values, refused=bool(errors))


@office
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, name: str) -> HttpResponse:
    """Show the working copy; a post keeps it as typed, then does what the button says."""
    work = work_of(name)
    if request.method != "POST":
        state = work.state or {}
        wrong = _problems(work, state) if "soat" in request.GET else editing.unknowns(state, acts.palette_for(work))
        return _form(request, work, state, wrong)
    procedure = _procedure(request, work)
    work.procedure = procedure
    state = editing.posted(request.POST)
    palette = acts.palette_for(work, state)
    state, anchor = _done(request, editing.kept(state, palette), palette)
    try:
        how: dict[str, Any] = {"by": request.actor, "at": request.now, "key": request.key}
        over = request.POST.get("_over", "") == str(_stored(work).serial)
        work = acts.keep_work(work, state, seen=_seen(request), procedure=procedure, over=over, **how)
    except EditedMeanwhile as conflict:
        return _form(request, conflict.work, state, [], conflict=_conflict(conflict.work, state), refused=True, says=str(conflict))
    return _after(request, work, state, anchor)


@office
@require_POST
def drop(request: SignedInRequest, name: str) -> HttpResponse:
    """Throw the working copy away."""
    acts.drop_work(work_of(name), by=request.actor, at=request.now, key=request.key)
    messages.success(request, _("Đã bỏ bản đang soạn."))
    if ResultTemplate.objects.filter(key=name).exists():
        return redirect("office:template_versions", name)
    return redirect("office:templates")


def work_of(name: str) -> TemplateWork:
    """Return the working copy of a template. Raises Http404."""
    found = TemplateWork.objects.filter(key=name).exclude(state=None).first()
    if found is None:
        raise Http404
    return found


def _done(request: SignedInRequest, state: State, palette: Palette) -> tuple[State, str]:
    """The state after the button, and the input to go to."""
    what = request.POST.get("_do", "")
    if not what.startswith("place "):
        deed, _space, rest = what.partition(" ")
        if deed == "add" and buttons.full(state, rest.partition(" ")[0]):
            messages.error(request, _("Không thêm được nữa: mẫu đã có nhiều dòng nhất có thể."))
        return buttons.changed(state, what)
    where = what.removeprefix("place ")
    key = palette.key_of(request.POST.get(f"insert-{where}", ""))
    if not key:
        messages.error(request, _("Chọn một chỗ điền trong danh sách rồi bấm chèn."))
        return state, where
    return buttons.changed(state, f"{what} {key}")


def _after(request: SignedInRequest, work: TemplateWork, state: State, anchor: str) -> HttpResponse:
    name, here = work.key, reverse("office:template_edit", args=[work.key])
    if "_save" in request.POST:
        try:
            how: dict[str, Any] = {"by": request.actor, "at": request.now, "key": f"{request.key}:save"}
            kept = acts.save_version(work, seen=work.serial, note=request.POST.get("note", ""), **how)
        except TemplateRefused as refused:
            return _form(request, work, state, refused.problems, refused=True)
        messages.success(request, _("Đã lưu phiên bản %(version)d. Phiên bản đã lưu không đổi nữa.") % {"version": kept.version})
        return redirect("office:template", name, kept.version)
    if "_try" in request.POST:
        return redirect("office:template_try_work", name)
    if "_check" in request.POST:
        if not _problems(work, state):
            messages.success(request, _("Mẫu này không còn lỗi nào: lưu thành phiên bản mới được."))
        return redirect(f"{here}?soat=1")
    if "_do" not in request.POST:
        messages.success(request, _("Đã giữ bản đang soạn."))
    return redirect(f"{here}#{anchor}" if anchor else here)


def _problems(work: TemplateWork, state: State) -> list[Problem]:
    return editing.data_of(state, work.origin, acts.palette_for(work, state))[1]


def _conflict(work: TemplateWork, mine: State) -> list[Any]:
    """What differs between what stands (before) and what was typed (after), line by line."""
    palette = acts.palette_for(work)
    return changes(telling.told(work.state, palette) if work.state else [], telling.told(mine, palette))


def _form(
    request: SignedInRequest,
    work: TemplateWork,
    state: State,
    wrong: list[Problem],
    *,
    conflict: list[Any] | None = None,
    refused: bool = False,
    says: str = "",
) -> HttpResponse:
    beside: dict[str, list[str]] = defaultdict(list)
    for problem in wrong:
        beside[problem.at].append(problem.why)
    palette = acts.palette_for(work, state)
    shown = editing.shown(state, palette)
    values: dict[str, Any] = {
        "work": work,
        "top": {key: {"value": shown[key], "wrong": beside[key]} for key in editing.TOP},
        **{key: _rows(shown[key], key, beside) for key in editing.LISTS},
        "whole": beside["add-body"] + beside["fields"],
        "errors": [FieldError(each.at, each.why) for each in wrong],
        "kinds": [(kind, say(words)) for kind, words in editing.KINDS.items()],
        "field_kinds": [(kind, say(words)) for kind, words in fields.KINDS.items()],
        "palette": palette,
        "procedures": [(each.code, each.title) for each in Procedure.objects.exclude(revisions=None).order_by("code")],
        "conflict": conflict,
        "says": says,
        "serial": work.serial,
        "note": request.POST.get("note", ""),
    }
    return page(request, "template_edit.html", values, refused=refused)


def _rows(rows: list[State], where: str, beside: dict[str, list[str]]) -> list[State]:
    """The rows with the name of their inputs and what is wrong at each."""
    made = []
    for n, row in enumerate(rows):
        at = f"{where}-{n}"
        seen: State = {**row, "at": at, "where": where, "n": n, "next": n + 1, "last": n + 1 == len(rows)}
        seen["wrong"] = {column: beside.get(f"{at}-{column}", []) for column in row}
        seen["opened"] = bool(row.get("when")) or bool(seen["wrong"].get("when"))
        if "rows" in row:
            seen["rows"] = _rows(row["rows"], f"{at}-rows", beside)
        made.append(seen)
    return made


def _seen(request: SignedInRequest) -> int:
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else -1


def _stored(work: TemplateWork) -> TemplateWork:
    return TemplateWork.objects.only("serial").get(pk=work.pk)


def _procedure(request: SignedInRequest, work: TemplateWork) -> str:
    chosen = request.POST.get("procedure", "")
    return chosen if Procedure.objects.filter(code=chosen).exists() else work.procedure


def _new_questions() -> list[Question]:
    procedures = tuple((each.code, f"{each.code} {each.title}") for each in Procedure.objects.exclude(revisions=None).order_by("code"))
    last = ResultTemplate.objects.order_by("key", "-version").distinct("key").values_list("pk", "key", "version", TITLES[0])
    like = tuple((str(pk), f"{title} ({key} v{version})") for pk, key, version, title in last)
    return [
        Question("title", _("Tên ngắn của mẫu"), "text", _("Như Thông báo kết quả. Quy trình gọi mẫu bằng tên này, viết không dấu.")),
        Question("procedure", _("Chỗ điền lấy từ tờ khai của thủ tục nào?"), "choice", choices=procedures),
        Question("like", _("Bắt đầu từ đâu?"), "choice", choices=(("none", _("Mẫu trống")), *like), first="none"),
    ]
