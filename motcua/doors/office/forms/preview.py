"""A form as citizens see it, page by page, with answers that are made up: they travel in the page, signed, and are kept nowhere."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.catalogue.declaring.comparing import source_words
from motcua.catalogue.declaring.problems import problems
from motcua.catalogue.declaring.shape import Data
from motcua.catalogue.form_usage import uses_of
from motcua.catalogue.forms import competent_agencies
from motcua.catalogue.models import Example, Requirement, Revision
from motcua.catalogue.requirements import applies
from motcua.doors.office.forms.opening import draft_of, name_of, version_of
from motcua.doors.office.opening import office, page
from motcua.law.calendar import HANOI
from motcua.law.publication import Life
from motcua.people.models import Agency
from motcua.people.requests import SignedInRequest
from motcua.ui.forms import FieldError, Form
from motcua.ui.forms.paths import samples
from motcua.ui.forms.sources import edited, fill_in, locked

SALT, LAST = "form-preview", "_review"
MOST_HELD = 200_000


@dataclass
class Trial:
    """What is tried: the form, where it comes from, the answers so far, whether the state's data are filled in."""

    key: str
    version: int | None
    form: Form
    revision: Revision | None
    answers: dict[str, Any]
    sources: dict[str, Any]
    filled: bool


@office
@require_http_methods(["GET", "HEAD", "POST"])
def of_version(request: SignedInRequest, key: str, version: int) -> HttpResponse:
    """Try a version that was saved."""
    return _preview(request, key, version, version_of(key, version).data)


@office
@require_http_methods(["GET", "HEAD", "POST"])
def of_draft(request: SignedInRequest, key: str) -> HttpResponse:
    """Try the working copy; what is wrong with it is told first."""
    return _preview(request, key, None, draft_of(key).data)


def _preview(request: SignedInRequest, key: str, version: int | None, data: Data) -> HttpResponse:
    wrong = problems(data)
    if wrong:
        return page(request, "forms/preview_wrong.html", {"key": key, "name": name_of(key), "wrong": wrong})
    trial = _trial(request, key, version, Form.from_data(data))
    if request.method != "POST" or "_begin" in request.POST:
        return _show(request, trial, trial.form.pages(trial.answers)[0].id, [], None)
    at = request.POST.get("_page", "")
    if "_to" in request.POST:
        return _show(request, trial, request.POST["_to"], [], None)
    return _posted(request, trial, at)


def _trial(request: SignedInRequest, key: str, version: int | None, form: Form) -> Trial:
    posted = request.POST
    uses = [use.revision for use in uses_of([key], _today(request)).get(key, []) if use.life is not Life.SUPERSEDED]
    revision = next((each for each in uses if str(each.pk) == posted.get("revision")), uses[0] if uses else None)
    form = form.with_choices({"agencies": _agencies(revision, _today(request))})
    held = _held(posted.get("_held", ""))
    answers, sources, filled = held.get("answers", {}), held.get("sources", {}), bool(held.get("filled"))
    if "_begin" in posted:
        filled, sources = bool(posted.get("filled")), {}
        answers = _of_example(posted.get("example", ""), revision)
    trial = Trial(key, version, form, revision, answers, sources, filled)
    _fill(trial, request.now)
    return trial


def _fill(trial: Trial, now: datetime) -> None:
    """Fill in what a made-up person's data tell, as the answers so far let them."""
    if trial.filled:
        known = {source: (values, now) for source, values in samples().items()}
        trial.answers, trial.sources = fill_in(trial.form, trial.answers, trial.sources, known)


def _agencies(revision: Revision | None, day: date) -> list[tuple[str, str]]:
    if revision is not None:
        return list(competent_agencies(Revision.objects.get(pk=revision.pk), day).values_list("code", "name"))
    return list(Agency.objects.filter(valid_from__lte=day, valid_to=None).values_list("code", "name")[:200])


def _held(text: str) -> dict[str, Any]:
    """The answers that the page brought back; nothing when somebody changed them."""
    if not text or len(text) > MOST_HELD:
        return {}
    try:
        held: dict[str, Any] = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return {}
    return held


def _of_example(name: str, revision: Revision | None) -> dict[str, Any]:
    if revision is None or not name:
        return {}
    found = Example.objects.filter(procedure=revision.procedure_id, name=name).first()
    return dict(found.answers) if found else {}


def _posted(request: SignedInRequest, trial: Trial, at: str) -> HttpResponse:
    posted = {name: [str(value) for value in values] for name, values in request.POST.lists()}
    if not any(each.id == at for each in trial.form.layout):
        return _show(request, trial, trial.form.pages(trial.answers)[0].id, [], None)
    read = trial.form.read(at, posted, trial.answers, locked=locked(trial.sources), today=_today(request))
    trial.answers, trial.sources = read.answers, edited(trial.sources, read.edit, request.now)
    _fill(trial, request.now)
    if not read.complete and trial.form.page(at, trial.answers) is not None:
        return _show(request, trial, at, read.errors, read.raw)
    following = trial.form.next_page(at, trial.answers)
    return _show(request, trial, following.id if following else LAST, [], None)


def _show(request: SignedInRequest, trial: Trial, at: str, errors: list[FieldError], raw: dict[str, list[str]] | None) -> HttpResponse:
    form, answers = trial.form, trial.answers
    shown = form.page(at, answers)
    if shown is None and at != LAST:
        shown = form.pages(answers)[0]
    before = form.previous_page(shown.id, answers) if shown else form.pages(answers)[-1]
    held = {"answers": answers, "sources": trial.sources, "filled": trial.filled}
    values = {
        "key": trial.key,
        "version": trial.version,
        "name": name_of(trial.key),
        "page": shown,
        "answers": answers,
        "sources": trial.sources,
        "errors": errors,
        "raw": raw,
        "held": signing.dumps(held, salt=SALT, compress=True),
        "back": before.id if before else "",
        "pages": [(each.id, str(each.title)) for each in form.pages(answers)],
        "filled": trial.filled,
        "prefills": _prefills(form, shown.id if shown else "", answers),
        **_beside(trial),
        **(_review(trial, request) if shown is None else {}),
    }
    return page(request, "forms/preview.html", values, refused=bool(errors))


def _prefills(form: Form, page_id: str, answers: dict[str, Any]) -> list[tuple[str, str]]:
    """What of the page would be filled in, from where, best source first."""
    told = [(each, form.page_of(each.field)) for each in form.prefills(answers)]
    items = form.items()
    return [(_short(items[each.field]), source_words(each.source, each.path)) for each, at in told if at and at.id == page_id]


def _short(item: Any) -> str:
    return str(getattr(item, "short", item.label))


def _beside(trial: Trial) -> dict[str, Any]:
    """The procedures that use the form, and the examples to begin from."""
    uses = Revision.objects.filter(form__key=trial.key).select_related("procedure").order_by("procedure__code", "-number")
    examples = Example.objects.filter(procedure=trial.revision.procedure_id) if trial.revision else []
    return {"revision": trial.revision, "revisions": list(uses), "examples": [each.name for each in examples]}


def _review(trial: Trial, request: SignedInRequest) -> dict[str, Any]:
    """The summary as the citizen reads it, what is still wrong, and the papers that would be asked."""
    visible = trial.form.visible_answers(trial.answers)
    papers = list(trial.revision.requirements.all()) if trial.revision else []
    return {
        "summary": trial.form.summary(trial.answers, translation.get_language() or "vi"),
        "wrong": [(each, trial.form.page_of(each.field)) for each in trial.form.check(trial.answers, _today(request))],
        "papers": [(each, *_asked(each, visible)) for each in papers],
    }


def _asked(paper: Requirement, answers: dict[str, Any]) -> tuple[str, str]:
    if paper.found_in:
        return "info", _("Không phải nộp: lấy từ cơ sở dữ liệu")
    return ("good", _("Phải nộp")) if applies(paper, answers) else ("still", _("Không phải nộp với câu trả lời này"))


def _today(request: SignedInRequest) -> date:
    return request.now.astimezone(HANOI).date()
