"""Builders: the standing cast and a dossier at any point of its life, made through acts as the product makes them.

Everybody is synthetic. `city()` loads what ships once per test database transaction; times default to MONDAY 09:00.
"""

import functools
import io
import itertools
import json
import secrets
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image

from motcua.acts import catalogue, confirming, decision, drafts, handover, people, processing, reception, submission
from motcua.catalogue.finding import in_force
from motcua.catalogue.models import Revision
from motcua.catalogue.reading import BUILTIN, read
from motcua.catalogue.requirements import asked_of
from motcua.connectors.signing.fake import Client as FakeSigning
from motcua.documents import store
from motcua.doors.command import seed
from motcua.dossiers import cosigning
from motcua.dossiers.models import Channel, Dossier, Draft, Paper, Result
from motcua.jobs.papers import render
from motcua.law.calendar import HANOI
from motcua.law.roles import Role
from motcua.papers import agency_stamps, signer_stamp
from motcua.people.actor import Actor, actor_of, job
from motcua.people.claims import Claims
from motcua.people.models import Agency, Post, User
from motcua.ports import Box, SignatureRequest

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=HANOI)
COPY, BIRTH = "2.000908", "1.001193"
WARD, BRANCH = "H26.105", "H26.20.01"
_keys = itertools.count(1)
_RUN = secrets.token_hex(3)  # long runs keep their database: what one of them names is not what another named

ANSWERS: dict[str, dict[str, Any]] = {
    COPY: {
        "relation": "self",
        "holder_name": "Nguyễn Thị Hạnh",
        "holder_birth_date": "1994-03-14",
        "holder_number": "001194012372",
        "document_kind": "lower_secondary",
        "issued_year": 2009,
        "issuer": "Trường THCS Trưng Vương",
        "agency": WARD,
        "receive_by": "electronic",
        "phone": "0912345678",
        "email": "hanh@example.vn",
    },
    BIRTH: {
        "relation": "mother",
        "parents": "married",
        "child_name": "Trần Gia Bảo",
        "child_birth_date": "2026-11-02",
        "child_sex": "male",
        "child_ethnicity": "Kinh",
        "child_nationality": "Việt Nam",
        "child_home_town": "Phường Cửa Nam, thành phố Hà Nội",
        "birth_facility": "Bệnh viện Phụ sản Hà Nội",
        "birth_address": "Phường Giảng Võ, thành phố Hà Nội",
        "birth_paper": "certificate",
        "birth_paper_number": "00123",
        "birth_paper_date": "2026-11-03",
        "mother_name": "Nguyễn Thị Hạnh",
        "mother_birth_date": "1994-03-14",
        "mother_number": "001194012372",
        "mother_ethnicity": "Kinh",
        "mother_nationality": "Việt Nam",
        "mother_residence": "Phường Cửa Nam, thành phố Hà Nội",
        "father_name": "Trần Văn Minh",
        "father_birth_date": "1994-09-02",
        "father_number": "001094045678",
        "father_ethnicity": "Kinh",
        "father_nationality": "Việt Nam",
        "father_residence": "Phường Cửa Nam, thành phố Hà Nội",
        "agency": WARD,
        "receive_by": "counter",
        "copies": 2,
        "phone": "0912345678",
    },
}
FIELDS: dict[str, dict[str, Any]] = {
    "found": {"register": "Sổ cấp bằng năm 2009, trang 14", "entry": "0142", "content": "Nguyễn Thị Hạnh, tốt nghiệp loại khá."},
    "not_found": {"searched": "Đã tra sổ năm 2008 đến 2010, không có tên."},
    "registered": {"register": "số 12, quyển 01/2026", "birth_date_words": "ngày hai tháng mười một năm hai nghìn không trăm hai mươi sáu"},
    "refused": {"reason": "Luật Hộ tịch Điều 16: chưa có giấy tờ về việc sinh."},
}
SETTLED: dict[str, list[tuple[str, dict[str, Any]]]] = json.loads((Path(__file__).parent / "settled.json").read_text("utf-8"))


def answers_of(code: str) -> dict[str, Any]:
    """Return a whole application for a built-in procedure: ours, else the sample that comes with it."""
    if code not in ANSWERS:
        ANSWERS[code] = json.loads((BUILTIN / code / "sample.json").read_text("utf-8"))
    return ANSWERS[code]


def key() -> str:
    """Return an idempotency key nobody used."""
    return f"test:{_RUN}:{next(_keys)}"


def city() -> None:
    """Load agencies, calendar, settings, procedures and demo officers, if this database has none yet.

    Not the examples that ship: tests publish changes that these would stop (tests/fees/test_city_examples.py judges them).
    """
    if not Agency.objects.exists():
        seed.load(demo=True, examples=False)


def procedure(code: str = COPY) -> Revision:
    """Return the revision in force of a built-in procedure."""
    city()
    return in_force(code, MONDAY.date())


def citizen(
    name: str = "Nguyễn Thị Hạnh", number: str = "001194012372", sub: str = "", level: int = 2, email: str = "hanh@example.vn"
) -> User:
    """Return a citizen who has signed in by e-identity."""
    claims = Claims(sub or f"tech-{number}", name, number, date(1994, 3, 14), "female", "0912345678", email, level)
    return people.enrol(claims, at=MONDAY)


def officer(role: str = "receiver", agency: str = WARD) -> User:
    """Return the demo officer who holds `role` at `agency`, appointed if there is none."""
    city()
    post = Post.objects.filter(role=role, agency__code=agency).select_related("user").order_by("id").first()
    return post.user if post else new_officer(role, agency)


def new_officer(role: str, agency: str = WARD) -> User:
    """Appoint one more officer with `role` at `agency`."""
    city()
    name = f"demo.{role}.{_RUN}.{next(_keys)}"
    unit = "counter" if role == Role.RECEIVER else "professional"
    post = people.Appointment(role, "Công chức", Agency.objects.get(code=agency).pk, unit, date(2025, 7, 1))
    return people.appoint(name, "Phạm Văn Thử", "Demo-2026", [post], by=job("test"), at=MONDAY)


def actor(user: User | str, at: datetime = MONDAY) -> Actor:
    """Return the actor of a user, or of the officer who holds a role at the ward."""
    return actor_of(user if isinstance(user, User) else officer(user), at)


def draft(code: str = COPY, user: User | None = None, channel: Channel = Channel.ONLINE, **answers: Any) -> Draft:
    """Return a filled-in draft with the files it needs; keyword arguments change its answers."""
    revision, user = procedure(code), user or citizen()
    by = actor_of(user, MONDAY)
    made = drafts.begin(revision, user.party or citizen().party, channel=channel, answers={}, sources={}, by=by, at=MONDAY)  # type: ignore[arg-type]
    full = {k: v for k, v in {**answers_of(code), **answers}.items() if v is not None}
    drafts.save_page(made, answers=full, sources={}, page="contact", by=by, at=MONDAY)
    papers_given = ["birth_paper"] if code == BIRTH else [r.key for r in asked_of(revision, full)] if code != COPY else []
    for paper in papers_given if not made.files.exists() else []:
        drafts.put_file(made, paper, "giay-chung-sinh.png" if code == BIRTH else f"{paper}.png", picture(), by=by, at=MONDAY)
    return made


def submitted(code: str = COPY, user: User | None = None, at: datetime = MONDAY, **answers: Any) -> Dossier:
    """Return a dossier just submitted online."""
    user = user or citizen()
    made = draft(code, user, **answers)
    confirm(made)
    return submission.submit(made, by=actor_of(user, at), at=at, key=key())


def confirm(made: Draft) -> None:
    """Have everybody whose confirmation the draft needs give it, each signed in by e-identity."""
    for held in confirming.ask(made, by=actor_of(made.made_by, MONDAY), at=MONDAY) if cosigning.cosigners(made, made.answers) else ():
        other = citizen(held.name, held.number, email="khac@example.vn")
        confirming.decide(held, confirmed=True, level=2, by=actor_of(other, MONDAY), at=MONDAY, key=key())


def received(code: str = COPY, user: User | None = None, at: datetime = MONDAY, **answers: Any) -> Dossier:
    """Return a dossier taken in at the counter of the agency that received it."""
    dossier = submitted(code, user, at, **answers)
    signing().enrol(f"agency:{dossier.receiver.code}", dossier.receiver.name, dossier.receiver.name)
    return reception.receive(dossier, seen=[], by=_by("receiver", dossier), at=at, key=key())


def at_step(kind: str, code: str = COPY, user: User | None = None, at: datetime = MONDAY) -> Dossier:
    """Return a dossier waiting at its step of `kind`: work, sign, issue, hand_over."""
    dossier = received(code, user, at)
    worker = officer("case_officer", dossier.competent.code)
    dossier = reception.forward(dossier, officer=worker, by=_by("receiver", dossier), at=at, key=key())
    for step, do in _steps(code):
        if step == kind:
            break
        dossier = do(dossier, at)
    return Dossier.objects.get(pk=dossier.pk)


def _by(role: str, dossier: Dossier) -> Actor:
    agency = dossier.receiver if role == "receiver" else dossier.competent
    return actor(officer(role, agency.code))


def work(outcome: str, dossier: Dossier, at: datetime, fields: dict[str, Any] | None = None) -> Dossier:
    """Draft the result that `outcome` calls for, have it rendered, and propose it; what the process asks before that is done."""
    dossier = cleared(dossier, at)
    by = _by("case_officer", dossier)
    officer("signer", dossier.competent.code)  # whose name is printed
    processing.draft_result(dossier, outcome=outcome, fields=fields or FIELDS[outcome], by=by, at=at, key=key())
    papers()
    return processing.propose(dossier, by=by, at=at, key=key())


def cleared(dossier: Dossier, at: datetime) -> Dossier:
    """Complete every open step that drafts nothing, by its first outcome, until one that drafts is open."""
    while True:
        plan = dossier.revision.plan.plan()
        found = [
            s for s in dossier.steps.filter(finished_at=None) if s.kind == "work" and not any(o.template for o in plan.step(s.key).outcomes)
        ]
        if not found:
            return dossier
        for step in found:
            how: dict[str, Any] = {"step": step.key, "by": _by(step.role, dossier), "at": at, "key": key()}
            dossier = processing.complete(dossier, outcome=plan.step(step.key).outcomes[0].key, **how)


def _sign(dossier: Dossier, at: datetime) -> Dossier:
    by = officer("signer", dossier.competent.code)
    signing().enrol(f"officer:{by.username}", by.name, dossier.competent.name)
    paper = Result.objects.get(dossier=dossier).paper
    assert paper is not None
    assert paper.document is not None
    pdf = pdf_of(paper)
    boxes = {name: Box(**box) for name, box in paper.boxes.items()}
    stamp = signer_stamp(boxes, name=by.name, title="Chủ tịch", signed_at=at)
    signed = signing().sign(pdf, SignatureRequest(f"officer:{by.username}", stamp.field, stamp.box, stamp.pdf, "Ký ban hành"))
    return decision.sign(dossier, over=paper.document.sha256, signed_pdf=signed, by=actor(by), at=at, key=key())


def _issue(dossier: Dossier, at: datetime) -> Dossier:
    by, agency = _by("records_clerk", dossier), dossier.competent
    decision.number(dossier, by=by, at=at, key=key())
    result = Result.objects.select_related("paper", "signed").get(dossier=dossier)
    assert result.signed is not None
    assert result.paper is not None
    pdf = store_content(result)
    boxes = {name: Box(**box) for name, box in result.paper.boxes.items()}
    for stamp in agency_stamps(boxes, agency=dossier.competent.name, number=result.number, issued_on=at.date(), signed_at=at):
        pdf = signing().sign(pdf, SignatureRequest(f"agency:{agency.code}", stamp.field, stamp.box, stamp.pdf, "Ban hành"))
    return decision.issue(dossier, issued_pdf=pdf, by=by, at=at, key=key())


def returned(code: str = COPY, user: User | None = None, at: datetime = MONDAY) -> Dossier:
    """Return a dossier that went the whole way."""
    dossier = at_step("hand_over", code, user, at)
    return handover.hand_over(dossier, receiver_name="Nguyễn Thị Hạnh", method="electronic", by=_by("receiver", dossier), at=at, key=key())


def _steps(code: str) -> list[tuple[str, Callable[[Dossier, datetime], Dossier]]]:
    """What is done with a dossier, in order. The works of a procedure with several phases are named work, work_2."""
    works = SETTLED.get(code) or [("found", FIELDS["found"]) if code == COPY else ("registered", FIELDS["registered"])]
    named = [("work" if not at else f"work_{at + 1}", outcome, fields) for at, (outcome, fields) in enumerate(works)]
    return [
        *[(name, functools.partial(work, outcome, fields=fields)) for name, outcome, fields in named],
        ("sign", _sign),
        ("issue", _issue),
    ]


def papers() -> None:
    """Do the job of rendering every paper that is due."""
    for paper in Paper.objects.filter(document=None):
        render(str(paper.pk))


def pdf_of(paper: Paper) -> bytes:
    """Return the bytes of a rendered paper."""
    assert paper.document is not None
    return store.content(paper.document)


def store_content(result: Result) -> bytes:
    """Return the bytes of the signed result."""
    assert result.signed is not None
    return store.content(result.signed)


@functools.cache
def signing() -> FakeSigning:
    """Return the signing authority of acts' tests: real PAdES with keys of its own."""
    authority = FakeSigning()
    authority.enrol("officer:demo.lanhdao", "Trịnh Văn Dũng", "UBND phường Cửa Nam")
    for agency in (WARD, BRANCH):
        authority.enrol(f"agency:{agency}", "UBND phường Cửa Nam", "UBND phường Cửa Nam")
    return authority


def picture(size: tuple[int, int] = (40, 30)) -> bytes:
    """Return a small PNG."""
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, "PNG")
    return out.getvalue()


def publish(code: str = COPY, **facts: Any) -> Revision:
    """Publish a built-in procedure again with other facts: a new revision."""
    record = read(BUILTIN / code)
    record.procedure.update(facts)
    return catalogue.publish(record, by=job("test"), at=MONDAY)[0]


def later(**delta: float) -> datetime:
    """Return a moment after MONDAY."""
    return MONDAY + timedelta(**delta)
