"""The draft of a revision in the office: begun from the last one, its published facts amended, thrown away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.acts import publishing
from motcua.catalogue.drafting import mark_of
from motcua.catalogue.models import Revision
from motcua.doors.office.opening import controller, page
from motcua.doors.office.procedures import named
from motcua.fees.trial import standing
from motcua.law.calendar import HANOI
from motcua.law.lifecycle import Refusal
from motcua.law.terms import TermError
from motcua.people.requests import SignedInRequest
from motcua.ui import questions
from motcua.ui.forms import FieldError
from motcua.ui.questions import Question


@controller
@require_POST
def begin(request: SignedInRequest, code: str) -> HttpResponse:
    """Begin a draft from the last revision, or take up the one there is."""
    try:
        publishing.draft_revision(named(code), by=request.actor, at=request.now, key=request.key)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("office:procedure", code)
    return redirect("office:amend", code)


@controller
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: SignedInRequest, code: str) -> HttpResponse:
    """The facts of the draft as questions; saved as they stand, wrong ones told."""
    draft = _draft(code)
    asked = _questions(draft)
    errors: list[FieldError] = []
    if request.method == "POST":
        values, errors = questions.read(asked, request.POST)
        if not errors:
            try:
                seen = request.POST.get("seen", "")[:64]
                publishing.amend_draft(draft, _facts(draft, values), seen=seen, by=request.actor, at=request.now, key=request.key)
            except TermError as wrong:
                errors = [FieldError("term", str(wrong))]
            except Refusal as refusal:
                errors = [FieldError("seen", str(refusal))]
            else:
                messages.success(request, _("Đã lưu bản thảo."))
                return redirect("office:procedure", code)
    draft = _draft(code) if errors else draft
    values = {
        "procedure": draft.procedure,
        "draft": draft,
        "seen": mark_of(draft),
        "blocks": standing(draft, request.now.astimezone(HANOI).date()),
        "questions": questions.shown(asked, request.POST, errors),
        "errors": errors,
    }
    return page(request, "amend.html", values, refused=bool(errors))


@controller
@require_POST
def drop(request: SignedInRequest, code: str) -> HttpResponse:
    """Throw the draft away."""
    publishing.drop_draft(_draft(code), by=request.actor, at=request.now, key=request.key)
    messages.success(request, _("Đã bỏ bản thảo."))
    return redirect("office:procedure", code)


def _draft(code: str) -> Revision:
    found = (
        Revision.objects.select_related("procedure", "form", "plan")
        .filter(procedure__code=code, valid_from=None)
        .order_by("-number")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _questions(draft: Revision) -> list[Question]:
    facts = draft.facts
    yes_no = (("yes", _("Toàn trình")), ("no", _("Một phần hoặc không trực tuyến")))
    modes = (("restart", _("Tính lại từ đầu")), ("pause", _("Tạm dừng")))
    reason, intro, note, needs = (facts.get(name, {}) for name in ("partial_reason", "intro", "fee_note", "conditions"))
    return [
        Question("term", _("Thời hạn giải quyết"), "text", _("Viết như 5wd, 12wh, 10d, 2m hoặc same-day."), first=facts["term"]),
        Question("supplement_mode", _("Cách tính khi bổ sung"), "choice", choices=modes, first=facts["supplement_mode"]),
        Question("supplement_days", _("Hạn bổ sung, ngày làm việc"), "money", first=str(facts["supplement_days"])),
        Question("full_online", _("Mức dịch vụ công trực tuyến"), "choice", choices=yes_no, first="yes" if draft.full_online else "no"),
        Question("reason_vi", _("Lý do chưa làm toàn trình, công bố cho người dân"), first=reason.get("vi", "")),
        Question("reason_en", _("Lý do ấy, bằng tiếng Anh"), first=reason.get("en", "")),
        Question("applicants", _("Đối tượng thực hiện, mỗi dòng một đối tượng"), "lines", first="\n".join(facts.get("applicants", []))),
        Question("intro_vi", _("Giới thiệu"), first=intro.get("vi", "")),
        Question("intro_en", _("Giới thiệu, bằng tiếng Anh"), first=intro.get("en", "")),
        Question("note_vi", _("Ghi chú về phí, lệ phí"), first=note.get("vi", "")),
        Question("note_en", _("Ghi chú ấy, bằng tiếng Anh"), first=note.get("en", "")),
        Question("needs_vi", _("Yêu cầu, điều kiện thực hiện"), first=needs.get("vi", "")),
        Question("needs_en", _("Yêu cầu, điều kiện ấy, bằng tiếng Anh"), first=needs.get("en", "")),
        Question("results", _("Kết quả, mỗi dòng: mã; tên; tên tiếng Anh"), "lines", first=_results(facts)),
        Question("bases", _("Căn cứ pháp lý, mỗi dòng: số; tên văn bản"), "lines", first=_bases(facts)),
    ]


def _bases(facts: dict[str, Any]) -> str:
    return "\n".join(f"{each['number']}; {each['title']}" for each in facts.get("legal_bases", []))


def _results(facts: dict[str, Any]) -> str:
    rows = ((each.get("code", ""), each["vi"], each.get("en", "")) for each in facts.get("results", []))
    return "\n".join("; ".join(row) for row in rows)


def _read_results(lines: list[str]) -> list[dict[str, str]]:
    """Read results: code; name; name in English. A line without a mark is a name."""
    found = []
    for line in lines:
        parts = [part.strip() for part in line.split(";")]
        code, vi, en = (*parts, "", "")[:3] if len(parts) > 1 else ("", parts[0], "")
        found.append({**({"code": code} if code else {}), "vi": vi or code, "en": en or vi or code})
    return found


def _facts(draft: Revision, values: dict[str, Any]) -> dict[str, Any]:
    """Return the answers as published facts; what was left empty is no fact."""
    pairs = [line.partition(";") for line in values["bases"]]
    return {
        "term": values["term"],
        "supplement_mode": values["supplement_mode"],
        "supplement_days": values["supplement_days"] if values["supplement_days"] is not None else draft.supplement_days,
        "full_online": values["full_online"] == "yes",
        "partial_reason": _both(values, "reason"),
        "applicants": values["applicants"] or None,
        "intro": _both(values, "intro"),
        "fee_note": _both(values, "note"),
        "conditions": _both(values, "needs"),
        "results": _read_results(values["results"]) or None,
        "legal_bases": [{"number": number.strip(), "title": title.strip()} for number, _mark, title in pairs],
    }


def _both(values: dict[str, Any], name: str) -> dict[str, str] | None:
    vi, en = values[f"{name}_vi"], values[f"{name}_en"]
    return {"vi": vi, "en": en or vi} if vi else None
