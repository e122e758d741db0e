"""What this officer may do with this dossier now, and what not, with the law's reason. The rules are those of law/lifecycle.py."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.acts.processing import earlier_steps
from motcua.doors.desk.ways import WAYS
from motcua.dossiers.applying import may_ask_paper
from motcua.dossiers.models import Dossier, Result, Step
from motcua.law import lifecycle
from motcua.law.flow import Kind, Outcome
from motcua.law.lifecycle import ACT_NAMES, RULES, Act, NotAllowed, Refusal
from motcua.law.roles import Role, Scope
from motcua.law.signatures import check_issuer
from motcua.people import rights
from motcua.people.actor import Actor
from motcua.ui.words import Words

# What each role comes to the desk for; shown locked, with the reason, while it may not be done.
TYPICAL = {
    Role.CASE_OFFICER: (Act.DRAFT_RESULT, Act.PROPOSE, Act.REQUEST_SUPPLEMENT),
    Role.UNIT_HEAD: (Act.ASSIGN,),
    Role.SIGNER: (Act.SIGN, Act.SEND_BACK),
    Role.RECORDS_CLERK: (Act.ISSUE,),
}
_KEYS = ("H", "T", "C", "V")


@dataclass(frozen=True)
class Offer:
    """One act on offer: a page to go to, or (`posts`) a form of one button."""

    words: str
    url: str
    key: str
    posts: bool = False


@dataclass(frozen=True)
class Locked:
    """One act that is not allowed now."""

    words: str
    reason: str
    law: str


@dataclass(frozen=True)
class Standing:
    """The officer towards the dossier: rights held and acts allowed by the table."""

    actor: Actor
    dossier: Dossier
    result: Result | None
    held: frozenset[tuple[Role, Scope]]
    can: frozenset[Act]
    open: tuple[Step, ...] = ()

    def holds(self, step: Step) -> bool:
        """Tell whether an open step waits for this officer."""
        posts = [post for post in self.actor.posts if post.agency_id == self.dossier.competent_id]
        return any(rights.holds(self.actor, post, step.waits()) for post in posts)

    @property
    def mine(self) -> list[Step]:
        """The open steps that wait for this officer."""
        return [step for step in self.open if self.holds(step)]

    def may(self, act: Act) -> bool:
        """Tell whether the table allows `act`."""
        return act in self.can

    @property
    def drafted(self) -> bool:
        """A draft is rendered and may be proposed."""
        return bool(self.result and self.result.paper and self.result.paper.document_id)

    @property
    def returnable(self) -> bool:
        """There is a step before one of the officer's to go back to."""
        return any(earlier_steps(self.dossier, mine.key) for mine in self.mine)

    @property
    def correctable(self) -> bool:
        """A result is issued, so that it may be corrected."""
        return bool(self.result and self.result.issued_id)

    @property
    def drafts(self) -> list[Outcome]:
        """The ways the officer's steps can end that draft a result."""
        plan = self.dossier.revision.plan.plan()
        return [outcome for step in self.mine for outcome in plan.step(step.key).outcomes if outcome.template]


def standing(actor: Actor, dossier: Dossier, result: Result | None) -> Standing:
    """Return how `actor` stands to `dossier`."""
    held = rights.of(actor, dossier)
    opened = tuple(dossier.steps.select_related("officer").filter(finished_at=None).order_by("due_at", "seq"))
    can = frozenset(lifecycle.allowed(dossier.state, held, correcting=dossier.correcting, mirrored=dossier.mirrored))
    return Standing(actor, dossier, result, held, can, opened)


def offers(here: Standing) -> list[Offer]:
    """Return the acts on offer, the next thing to do first."""
    return [*_of_case_officer(here), *_of_others(here)]


def _of_case_officer(here: Standing) -> Iterator[Offer]:
    waits = [step for step in here.mine if step.role == Role.CASE_OFFICER and step.officer_id is None]
    if waits and here.may(Act.ASSIGN):
        for step in waits:
            words = _("Nhận việc này") if len(waits) == 1 else _("Nhận: %(step)s") % {"step": Words.of(step.name)}
            yield Offer(words, _of_step("take", here, step), "N", posts=True)
    if here.may(Act.PROPOSE) and here.drafted and here.drafts:
        yield Offer(_("Trình ký"), _to("propose", here), "P")
    if here.may(Act.DRAFT_RESULT):
        for outcome, key in zip(here.drafts, _KEYS, strict=False):
            yield Offer(_drafting(here, outcome), reverse("desk:draft", args=[here.dossier.pk, outcome.key]), key)
    if here.may(Act.REWORD) and here.result and here.result.outcome in [outcome.key for outcome in here.drafts]:
        yield Offer(_("Sửa câu chữ dự thảo"), _to("reword", here), "")
    if here.may(Act.COMPLETE_STEP):
        yield from _completing(here)
    if here.may(Act.REQUEST_SUPPLEMENT):
        yield Offer(_("Yêu cầu bổ sung, một lần, đủ mục"), _to("supplement", here), "B")


def _completing(here: Standing) -> Iterator[Offer]:
    plan = here.dossier.revision.plan.plan()
    for step in here.mine:
        if step.kind == Kind.WORK and any(not outcome.template for outcome in plan.step(step.key).outcomes):
            words = _("Hoàn thành bước: %(step)s") % {"step": Words.of(step.name)}
            yield Offer(words, _of_step("complete", here, step), "X")


def _drafting(here: Standing, outcome: Outcome) -> str:
    label = str(Words(outcome.label, outcome.label_en or outcome.label))
    if here.result and here.result.outcome == outcome.key:
        return _("Sửa dự thảo: %(outcome)s") % {"outcome": label}
    return label


def _of_others(here: Standing) -> Iterator[Offer]:
    if here.may(Act.SIGN):
        yield Offer(_("Xem và ký số"), _to("sign", here), "S")
    if here.may(Act.SEND_BACK) and here.returnable:
        yield Offer(_("Trả lại bước trước"), _to("send_back", here), "R")
    if here.may(Act.ISSUE) and not _same_person(here):
        yield Offer(_("Cấp số và ban hành"), _to("issue", here), "P")
    if here.may(Act.ASSIGN) and (Role.UNIT_HEAD, Scope.COMPETENT) in here.held:
        people = [step for step in here.open if step.role != Role.JOB]
        for step in people:
            words = _("Phân công") if len(people) == 1 else _("Phân công: %(step)s") % {"step": Words.of(step.name)}
            yield Offer(words, _of_step("assign", here, step), "G" if step is people[0] else "")


def others(here: Standing) -> list[Offer]:
    """Return the acts that ask a few questions and are allowed now, each a page of its own."""
    ways = [way for act, way in WAYS.items() if here.may(act) and _sensible(here, act)]
    return [Offer(way.name, reverse("desk:do", args=[here.dossier.pk, way.act.value]), "") for way in ways]


def _sensible(here: Standing, act: Act) -> bool:
    """What the table allows and has no object now is not offered."""
    if act is Act.ASK_PAPER:
        return may_ask_paper(here.dossier)
    return act is not Act.CORRECT or here.correctable


def locked(here: Standing) -> list[Locked]:
    """Return what the officer's roles come for and may not do now, each with its reason and articles."""
    roles = here.actor.roles_at(here.dossier.competent_id)
    acts = [act for role, typical in TYPICAL.items() if role in roles for act in typical]
    found = ((act, _reason(here, act)) for act in acts)
    return [Locked(_(ACT_NAMES[act]), reason, "; ".join(RULES[act].cites)) for act, reason in found if reason]


def _reason(here: Standing, act: Act) -> str:
    try:
        lifecycle.check(act, here.dossier.state, here.held, correcting=here.dossier.correcting)
    except NotAllowed as refusal:
        return str(refusal)
    if act is Act.PROPOSE and not here.drafted:
        return _("Chưa có bản dự thảo kết quả đã in ra để trình. Lập dự thảo trước.")
    return _same_person(here) if act is Act.ISSUE else ""


def _same_person(here: Standing) -> str:
    if here.result is None or here.result.signer_id is None:
        return ""
    try:
        check_issuer(str(here.result.signer_id), here.actor.id)
    except Refusal as refusal:
        return str(refusal)
    return ""


def _of_step(name: str, here: Standing, step: Step) -> str:
    """The page of an act on one step, which is named where several are open."""
    return f"{_to(name, here)}?buoc={step.key}" if len(here.open) > 1 else _to(name, here)


def _to(name: str, here: Standing) -> str:
    return reverse(f"desk:{name}", args=[here.dossier.pk])
