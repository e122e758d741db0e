"""Where the QR of an official paper leads: is it ours, and are its signatures whole. Nothing personal beyond what that needs."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.documents import store
from motcua.documents.models import Level
from motcua.documents.verification import NotReadable, Signature
from motcua.documents.verification import verify as verify_pdf
from motcua.dossiers import access
from motcua.dossiers.corrections import Correction
from motcua.dossiers.models import Result
from motcua.ports import Refused, Unreachable, port


@dataclass(frozen=True)
class Seal:
    """One signature as the page tells it."""

    signature: Signature
    tone: str
    words: str


@require_safe
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Show a result, one that was corrected since, or an appointment slip, by its unguessable token; anything else is not found."""
    try:
        return render(request, "portal/verify.html", _values(access.result_by_token(token)))
    except access.NotYours:
        pass
    try:
        return render(request, "portal/verify_corrected.html", _corrected(access.corrected_by_token(token)))
    except access.NotYours:
        return render(request, "portal/verify_slip.html", {"dossier": access.slip_by_token(token)})


def _corrected(old: Correction) -> dict[str, object]:
    """What was issued, that it no longer counts, and by what it was replaced once that is issued."""
    now = Result.objects.filter(dossier=old.dossier_id, issued_at__isnull=False).first() if old.replaced_at else None
    return {"old": old, "procedure": old.dossier.revision.procedure, "hash": _pieces(old.issued.sha256), "now": now}


def _pieces(sha256: str) -> list[str]:
    return [sha256[at : at + 8] for at in range(0, 64, 8)]


def _values(result: Result) -> dict[str, object]:
    assert result.issued is not None
    by_hand = result.issued.level != Level.ORIGINAL
    roots = _roots()
    try:
        signatures = verify_pdf(store.content(result.issued), roots or []).signatures
    except NotReadable:
        signatures = []
    seals = [_seal(each, roots is not None) for each in signatures]
    return {
        "result": result,
        "procedure": result.dossier.revision.procedure,
        "hash": _pieces(result.issued.sha256),
        "by_hand": by_hand,
        "seals": seals,
        "reachable": roots is not None,
        "good": bool(seals) and all(each.tone == "good" for each in seals),
        "broken": not by_hand and (not seals) or any(each.tone == "bad" for each in seals),
    }


def _roots() -> list[bytes] | None:
    """The trusted roots; None while the authority cannot be asked."""
    try:
        roots: list[bytes] = port("signing").roots()
    except (Refused, Unreachable):
        return None
    return roots


def _seal(signature: Signature, reachable: bool) -> Seal:
    if not signature.intact or not signature.covers_whole_file:
        return Seal(signature, "bad", _("Nội dung đã bị thay đổi sau khi ký"))
    if not reachable:
        return Seal(signature, "soon", _("Nội dung nguyên vẹn; chưa kiểm tra được chứng thư"))
    if not signature.trusted:
        return Seal(signature, "bad", _("Nội dung nguyên vẹn nhưng chứng thư không được tin cậy"))
    return Seal(signature, "good", _("Hợp lệ"))
