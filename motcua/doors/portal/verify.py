"""Where the QR of an official paper leads: is it ours, and are its signatures whole. Nothing personal beyond what that needs."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.documents import store
from motcua.documents.verification import NotReadable, Signature
from motcua.documents.verification import verify as verify_pdf
from motcua.dossiers import access
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
    """Show a result, else an appointment slip, by its unguessable token; anything else is not found."""
    try:
        result = access.result_by_token(token)
    except access.NotYours:
        return render(request, "portal/verify_slip.html", {"dossier": access.slip_by_token(token)})
    return render(request, "portal/verify.html", _values(result))


def _values(result: Result) -> dict[str, object]:
    assert result.issued is not None
    roots = _roots()
    try:
        signatures = verify_pdf(store.content(result.issued), roots or []).signatures
    except NotReadable:
        signatures = []
    seals = [_seal(each, roots is not None) for each in signatures]
    return {
        "result": result,
        "procedure": result.dossier.revision.procedure,
        "hash": [result.issued.sha256[at : at + 8] for at in range(0, 64, 8)],
        "seals": seals,
        "reachable": roots is not None,
        "good": bool(seals) and all(each.tone == "good" for each in seals),
        "broken": not seals or any(each.tone == "bad" for each in seals),
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
