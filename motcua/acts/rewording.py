"""Change the words of a drafted result, line by line, before it is proposed: the template's own words are kept beside."""

from collections.abc import Mapping
from datetime import datetime

from motcua.acts.base import Words, acting, repeatable
from motcua.acts.papers import paper_due
from motcua.acts.wording import printed_signer, result_values, template_of, worded
from motcua.dossiers.models import Dossier, Paper, Result, Rewording
from motcua.dossiers.rewordings import Worded
from motcua.law.lifecycle import Act, Refusal
from motcua.law.rewording import WordingOpen, check_text
from motcua.law.signatures import NotSigned
from motcua.lib.saying import N_
from motcua.lib.text import tidy
from motcua.people.actor import Actor


class NothingReworded(Refusal):
    """The texts are what stands already."""


@repeatable
def reword(
    dossier: Dossier,
    texts: Mapping[str, str],
    *,
    seen: Mapping[str, str] | None = None,
    reason: str = "",
    by: Actor,
    at: datetime,
    key: str,
) -> Dossier:
    """Say lines of the draft otherwise: `texts` by place; one that says what the template says goes back to it.

    `seen` is what the template said when the writer looked: what was left as it was follows the template, what was changed on words
    that are others now is refused. A line whose template text changed beneath an earlier rewording is decided by being given; one that
    is not printed any more is let go. The paper is rendered anew. Raises NotSigned without a draft, TextRefused, WordingOpen,
    NothingReworded.
    """
    words: Words = {"reason": reason.strip()[:300]}
    with acting(Act.REWORD, dossier, by=by, at=at, key=key, words=words) as dossier:
        result = Result.objects.select_for_update(of=("self",)).select_related("paper").filter(dossier=dossier).first()
        if result is None or not result.template:
            raise NotSigned(N_("Chưa có bản dự thảo kết quả để sửa câu chữ."))
        lines = {line.place: line for line in worded(dossier, result)}
        open_ = {
            each.place: each
            for each in Rewording.objects.select_for_update().filter(dossier=dossier, outcome=result.outcome, ended_at=None)
        }
        wanted = {place: _wanted(lines[place], text, (seen or {}).get(place)) for place, text in texts.items() if place in lines}
        changed = [place for place, text in wanted.items() if _differs(lines[place], open_.get(place), text)]
        gone = [place for place in open_ if place not in lines]
        if not changed and not gone:
            raise NothingReworded(N_("Chưa câu nào khác với bản đang có."))
        Rewording.objects.filter(pk__in=[open_[place].pk for place in (*changed, *gone) if place in open_]).update(ended_at=at)
        for place in changed:
            if not _same(wanted[place], lines[place].text):
                _write(result, lines[place], wanted[place], words["reason"], by, at)
        words["lines"] = [*changed, *gone]
        _print_anew(dossier, result, at)
    return dossier


def _wanted(line: Worded, text: str, seen: str | None) -> str:
    """What a line shall say. Raises WordingOpen for words changed on a text that the template does not say any more."""
    if seen is None or _same(seen, line.text):
        return check_text(text)
    if _same(text, seen):
        return line.text
    raise WordingOpen(N_("Dữ liệu hồ sơ vừa đổi ở câu “%(line)s”. Xem câu mới của mẫu rồi sửa lại."), line=line.label)


def _differs(line: Worded, held: Rewording | None, text: str) -> bool:
    """Whether a text changes what stands: another than the template's, or than a rewording that still fits it."""
    if held is None:
        return not _same(text, line.text)
    return held.printed != line.text or not _same(text, held.text)


def _same(one: str, other: str) -> bool:
    return tidy(one) == tidy(other)


def _write(result: Result, line: Worded, text: str, reason: str, by: Actor, at: datetime) -> None:
    Rewording(
        dossier_id=result.dossier_id,
        outcome=result.outcome,
        place=line.place,
        label=line.label[:200],
        printed=line.text,
        text=text,
        reason=reason,
        by_id=by.id,
        at=at,
    ).save(force_insert=True)


def _print_anew(dossier: Dossier, result: Result, at: datetime) -> None:
    signer = printed_signer(dossier, result.paper)
    result.drafted_at = at
    result.signed, result.signer, result.signed_at = None, None, None
    result.paper = paper_due(dossier, Paper.Kind.RESULT, result_values(dossier, result, template_of(dossier, result), signer), at=at)
    result.save(update_fields=["drafted_at", "signed", "signer", "signed_at", "paper"])
