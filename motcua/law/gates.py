"""What must hold before a procedure is published: a list of checks over plain values, each with its article."""

from collections.abc import Callable
from dataclasses import dataclass

from motcua.law.cites import cites
from motcua.law.flow import Plan
from motcua.law.places import Named, nearest, unknown
from motcua.law.process import Problem, problems
from motcua.law.publication import PART_NAMES, Part, missing_parts
from motcua.law.terms import Term
from motcua.lib.saying import N_, Sentence, Several


@dataclass(frozen=True)
class Candidate:
    """A revision about to be published. `reason` is why it is only partly online, as published; `failing` names its failing examples.

    `papers` are its result templates, `doubled` the names that two of them have; `places` what a dossier gives them (as in answers.name).
    `unasked` says what of it needs a question that its form does not ask; `plain_form` that nobody has written the form for this procedure.
    """

    code: str
    parts: frozenset[Part]
    online: bool
    full_online: bool
    reason: str
    plan: Plan
    term: Term
    failing: tuple[str, ...] = ()
    second: Term | None = None
    templates: frozenset[str] | None = None
    papers: tuple[Named, ...] = ()
    places: frozenset[str] = frozenset()
    doubled: tuple[str, ...] = ()
    unasked: tuple[Sentence, ...] = ()
    plain_form: bool = False


@dataclass(frozen=True)
class Block:
    """One thing that stands in the way, with the article."""

    gate: str
    says: Sentence
    law: str


Gate = Callable[[Candidate], list[Block]]


@cites("63/2010/NĐ-CP", "Điều 8 khoản 2")
def seven_parts(candidate: Candidate) -> list[Block]:
    """Name the parts of the record that are missing (rule 39)."""
    missing = missing_parts(candidate.parts)
    if not missing:
        return []
    names = Several(tuple(Sentence(PART_NAMES[part]) for part in missing))
    return [Block("seven_parts", Sentence(N_("Thiếu phần bắt buộc: %(parts)s."), {"parts": names}), "63/2010/NĐ-CP Điều 8 khoản 2")]


@cites("224/2026/NĐ-CP", "Điều 14")
def partial_reason(candidate: Candidate) -> list[Block]:
    """A service only partly online is published with its reason (rule 42)."""
    if not candidate.online or candidate.full_online or candidate.reason.strip():
        return []
    words = N_("Dịch vụ công một phần phải công bố lý do chưa làm toàn trình.")
    return [Block("partial_reason", Sentence(words), "224/2026/NĐ-CP Điều 14")]


@cites("118/2025/NĐ-CP", "chương III", "S")
def process(candidate: Candidate) -> list[Block]:
    """The process has no problem: it ends on every way, within the term (rule 38)."""
    found = problems(candidate.plan, candidate.term, candidate.second, candidate.templates)
    return [Block("process", _of_process(problem), "118/2025/NĐ-CP chương III") for problem in found]


def _of_process(problem: Problem) -> Sentence:
    if not problem.row:
        return Sentence(N_("Quy trình: %(why)s"), {"why": problem.says})
    return Sentence(N_("Quy trình, bước %(row)d: %(why)s"), {"row": problem.row, "why": problem.says})


def own_form(candidate: Candidate) -> list[Block]:
    """The form a first draft begins with asks what every form asks: an officer writes the procedure's own before anybody applies."""
    words = N_("Tờ khai còn là bản mẫu chung: soạn tờ khai của thủ tục này, lưu một phiên bản rồi dùng cho bản thảo.")
    return [Block("own_form", Sentence(words), "")] if candidate.plain_form else []


def examples(candidate: Candidate) -> list[Block]:
    """The administrators' example applications all come out as expected."""
    words = N_("Ví dụ kiểm thử không ra kết quả mong đợi: %(name)s.")
    return [Block("examples", Sentence(words, {"name": name}), "") for name in candidate.failing]


@cites("61/2018/NĐ-CP", "Điều 19")
def places(candidate: Candidate) -> list[Block]:
    """Every place that a result template names is one of the form, of the dossier or of its own fields."""
    found = ((paper, place) for paper in candidate.papers for place in unknown(paper, candidate.places))
    return [Block("places", _of_place(paper, place, candidate.places), "61/2018/NĐ-CP Điều 19") for paper, place in found]


def _of_place(paper: Named, place: str, known: frozenset[str]) -> Sentence:
    near = nearest(place, known)
    words = N_("Mẫu “%(title)s” dùng chỗ điền %(place)s mà tờ khai và hồ sơ không có; gần nhất là %(near)s.")
    if not near:
        words = N_("Mẫu “%(title)s” dùng chỗ điền %(place)s mà tờ khai và hồ sơ không có.")
    return Sentence(words, {"title": paper.title, "place": place, "near": near})


def one_paper_a_name(candidate: Candidate) -> list[Block]:
    """No two templates of a revision answer to one name: the process would not know which to draft."""
    words = N_("Bản này dùng hai mẫu cùng tên “%(name)s”: bỏ bớt một mẫu.")
    return [Block("one_paper_a_name", Sentence(words, {"name": name}), "") for name in candidate.doubled]


def questions(candidate: Candidate) -> list[Block]:
    """Everything that looks at an answer (papers, fees, agency, results) finds its question in the form."""
    return [Block("questions", Sentence(N_("Tờ khai: %(why)s."), {"why": why}), "") for why in candidate.unasked]


GATES: tuple[Gate, ...] = (seven_parts, partial_reason, process, places, one_paper_a_name, questions, own_form, examples)


def blocks(candidate: Candidate, gates: tuple[Gate, ...] = GATES) -> list[Block]:
    """Return everything that stands in the way of publishing `candidate`; nothing means it may be."""
    return [block for gate in gates for block in gate(candidate)]
