"""Forms in the office: the list, one form with its versions and who uses them, two versions side by side, a version as a file."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from motcua.catalogue import form_usage
from motcua.catalogue.declaring import comparing, files
from motcua.catalogue.models import Form, FormDraft, Revision
from motcua.doors.office.forms.opening import name_of, version_of
from motcua.doors.office.opening import office, page
from motcua.law.calendar import HANOI
from motcua.law.publication import Life
from motcua.people.requests import SignedInRequest

PER_PAGE = 50


@office
@require_safe
def listed(request: SignedInRequest) -> HttpResponse:
    """Every form, found by words: its last version, the procedures that use it, who saved it. Six queries, whatever is listed."""
    asked = " ".join(request.GET.get("q", "").split())[:200]
    found = form_usage.listed(asked, request.now.astimezone(HANOI).date())
    return page(request, "forms/list.html", {"page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")), "words": asked})


@office
@require_safe
def form(request: SignedInRequest, key: str) -> HttpResponse:
    """One form: every version with the revisions that have it; published revisions that still have an older one."""
    versions = list(Form.objects.filter(key=key).defer("data").order_by("-version"))
    draft = FormDraft.objects.filter(key=key).first()
    if not versions and draft is None:
        raise Http404
    uses = form_usage.uses_of([key], request.now.astimezone(HANOI).date()).get(key, [])
    by_version = [(each, [use for use in uses if use.revision.form_id == each.pk]) for each in versions]
    last = versions[0] if versions else None
    drafting = dict(Revision.objects.filter(valid_from=None).values_list("procedure_id", "form__version"))
    behind = [use for use in uses if last and use.life in (Life.IN_FORCE, Life.DECIDED) and use.revision.form_id != last.pk]
    values = {
        "key": key,
        "name": name_of(key),
        "versions": by_version,
        "last": last,
        "draft": draft,
        "behind": [(use, drafting.get(use.revision.procedure_id)) for use in behind],
        "pairs": [(later.version, earlier.version) for later, earlier in zip(versions, versions[1:], strict=False)],
    }
    return page(request, "forms/form.html", values)


@office
@require_safe
def compared(request: SignedInRequest, key: str) -> HttpResponse:
    """Two versions in words; `moi=soan` compares the working copy."""
    old, new = request.GET.get("cu", ""), request.GET.get("moi", "")
    if not (old.isascii() and old.isdigit() and len(old) < 7):
        raise Http404
    before = version_of(key, int(old))
    if new == "soan":
        data = FormDraft.objects.filter(key=key).values_list("data", flat=True).first()
        if data is None:
            raise Http404
    elif new.isascii() and new.isdigit() and len(new) < 7:
        data = version_of(key, int(new)).data
    else:
        raise Http404
    values = {"key": key, "name": name_of(key), "old": before.version, "new": "" if new == "soan" else new}
    return page(request, "forms/compare.html", {**values, "differences": comparing.differences(before.data, data)})


@office
@require_safe
def download(_request: SignedInRequest, key: str, version: int) -> HttpResponse:
    """One version as a file, to be taken in again here or in another city."""
    found, name = version_of(key, version), name_of(key)
    content = files.written(key, version, {"vi": name.vi, "en": name.en}, found.data)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"to-khai-{key}-v{version}.json") or "attachment"
    response["X-Content-Type-Options"], response["Cache-Control"] = "nosniff", "private, no-store"
    return response
