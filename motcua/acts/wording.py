"""What a result paper says of a dossier: the template filled from it, the officer's words where they changed a text."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings

from motcua.catalogue.filling import Line, fill, lines
from motcua.catalogue.forms import form_of
from motcua.catalogue.models import ResultTemplate
from motcua.dossiers.models import Dossier, Paper, Result, Rewording
from motcua.dossiers.rewordings import Standing, Worded, standing
from motcua.law.calendar import HANOI
from motcua.lib.saying import N_, say
from motcua.people.models import AgencyKind, Post, User
from motcua.ui.forms import Form

PRINTED = ("subtitle", "basis", "body", "recipients")
_NAMES = {"subtitle": N_("Trích yếu"), "basis": N_("Căn cứ"), "recipients": N_("Nơi nhận"), "text": N_("Đoạn văn"), "note": N_("Ghi chú")}


def places(dossier: Dossier, fields: dict[str, str], signer: User | None = None) -> dict[str, dict[str, str]]:
    """Return every place a template may name: the answers in words, the officer's fields, the dossier, agency, applicant and signer."""
    form = form_of(dossier.revision, dossier.submitted_at.astimezone(HANOI).date())
    party, head, parent = dossier.subject, signer_post(dossier, signer), dossier.competent.parent
    return {
        "answers": {r.field: r.value for s in form.summary(dossier.answers) for r in s.rows},
        "fields": fields,
        "dossier": {"code": dossier.code or "", "summary": dossier.summary, "received": _day(dossier.received_at)},
        "agency": {"name": dossier.competent.name, "parent": parent.name if parent else ""},
        "applicant": {
            "name": party.name,
            "number": party.personal_number,
            "born": f"{party.birth_date:%d/%m/%Y}" if party.birth_date else "",
        },
        "signer": {"name": head.user.name if head else "", "title": head.title if head else ""},
    }


def result_values(dossier: Dossier, result: Result, template: ResultTemplate, signer: User | None = None) -> dict[str, Any]:
    """Return what the result paper says, rewordings that hold in their places; number and day stay open until it is issued."""
    printed, filled = _template(template), _filled(dossier, result, template, signer)
    over = _standing(dossier, result.outcome, list(lines(printed, filled)), printed).over
    data = fill(printed, filled, over)
    head, parent = signer_post(dossier, signer), dossier.competent.parent
    return {
        "parent_agency": parent.name if parent and dossier.competent.kind != AgencyKind.COMMUNE else None,
        "agency_lines": [dossier.competent.name],
        "place": "Hà Nội",
        "date": result.drafted_at.astimezone(HANOI).date().isoformat(),
        "verify_url": f"{settings.PUBLIC_URL}/xac-minh/{result.token}/",
        "verify_code": dossier.code,
        "title": template.data["title"]["vi"],
        **{**data, "subtitle": data["subtitle"] or ""},
        "signer_title": head.title if head else "Chủ tịch",
        "signer_name": head.user.name if head else "",
        "number": None,
        "date_line": None,
    }


def template_of(dossier: Dossier, result: Result) -> ResultTemplate:
    """Return the version that the result was drafted from. Raises ResultTemplate.DoesNotExist."""
    return dossier.revision.templates.get(key=result.template)


def worded(dossier: Dossier, result: Result) -> list[Worded]:
    """Return every text that the officer may say otherwise, as the template says it now, in the order it is printed."""
    template = template_of(dossier, result)
    printed = _template(template)
    found = lines(printed, _filled(dossier, result, template, printed_signer(dossier, result.paper)))
    return list(_worded(list(found), printed))


def standing_of(dossier: Dossier, result: Result) -> Standing:
    """Return the rewordings of a draft that hold, and those beneath which the template's text has changed."""
    if not result.template:
        return Standing()
    return standing(_open(dossier, result.outcome), worded(dossier, result))


def stale(dossier: Dossier, result: Result, values: dict[str, Any]) -> bool:
    """Tell whether the drafted paper (`values`) no longer says what the dossier says: an answer was corrected since."""
    fresh = result_values(dossier, result, template_of(dossier, result), printed_signer(dossier, result.paper))
    return any(fresh[name] != values[name] for name in PRINTED)


def printed_signer(dossier: Dossier, paper: Paper | None) -> User | None:
    """Return who is printed under the draft, of those who sign at the agency; None when they do no more."""
    named = paper.values.get("signer_name", "") if paper else ""
    post = (
        Post.objects.filter(agency=dossier.competent, role="signer", valid_to=None, user__name=named)
        .select_related("user")
        .order_by("id")
        .first()
    )
    return post.user if post else None


def signer_post(dossier: Dossier, signer: User | None = None) -> Post | None:
    """Return the post of `signer`, else of the first who signs, at the agency that decides."""
    posts = Post.objects.filter(agency=dossier.competent, role="signer", valid_to=None).select_related("user")
    return (posts.filter(user=signer) if signer else posts).order_by("id").first()


def _template(template: ResultTemplate) -> dict[str, Any]:
    return {name: template.data.get(name, []) for name in PRINTED}


def _filled(dossier: Dossier, result: Result, template: ResultTemplate, signer: User | None) -> dict[str, dict[str, str]]:
    form = Form.from_data(template.data["form"])
    fields = {r.field: r.value for s in form.summary(result.fields) for r in s.rows}
    return places(dossier, fields, signer)


def _standing(dossier: Dossier, outcome: str, found: list[Line], printed: dict[str, Any]) -> Standing:
    return standing(_open(dossier, outcome), list(_worded(found, printed)))


def _open(dossier: Dossier, outcome: str) -> list[Rewording]:
    return list(Rewording.objects.filter(dossier=dossier, outcome=outcome, ended_at=None).select_related("by"))


def _worded(found: list[Line], printed: dict[str, Any]) -> Iterator[Worded]:
    """The lines an officer may change: not labels of facts, nor heads of tables."""
    said = {line.place: line.text for line in found}
    for line in found:
        part, _dot, rest = line.place.partition(".")
        steps = rest.split(".")
        if part != "body":
            yield from [Worded(line.place, say(_NAMES[part]), line.text)] if line.text else ()
        elif steps[1] in ("text", "note"):
            yield Worded(line.place, say(_NAMES[steps[1]]), line.text)
        elif steps[1] == "facts" and steps[3] == "1":
            yield Worded(line.place, said[f"body.{'.'.join(steps[:3])}.0"], line.text)
        elif steps[1] == "table" and steps[2] == "rows":
            head = printed["body"][int(steps[0])]["table"]["head"]
            yield Worded(
                line.place, say(N_("Bảng, hàng %(row)d: %(column)s"), row=int(steps[3]) + 1, column=head[int(steps[4])]), line.text
            )


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone(HANOI):%d/%m/%Y}" if moment else ""
