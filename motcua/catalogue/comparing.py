"""Two revisions side by side: each published part as lines in the reader's language, before and after."""

from collections.abc import Callable
from dataclasses import dataclass

from motcua.catalogue.declaring.conditions import askable, said
from motcua.catalogue.declaring.shape import titles
from motcua.catalogue.models import Requirement, Revision, words
from motcua.lib.saying import N_, say
from motcua.ui.components.filters import dong
from motcua.ui.forms import Form

Lines = list[str]


@dataclass(frozen=True)
class Difference:
    """One part that reads differently: its name, what was, what is now. `gone` and `added` are the lines that only one side has."""

    part: str
    before: Lines
    after: Lines

    @property
    def gone(self) -> Lines:
        """Lines that the later revision no longer has."""
        return [line for line in self.before if line not in self.after]

    @property
    def added(self) -> Lines:
        """Lines that the earlier revision did not have."""
        return [line for line in self.after if line not in self.before]


def differences(before: Revision, after: Revision) -> list[Difference]:
    """Return the parts in which two revisions of a procedure differ, in the order of the published record."""
    both = [(name, lines(before), lines(after)) for name, lines in PARTS]
    return [Difference(say(name), first, second) for name, first, second in both if first != second]


def for_applicants(before: Revision, after: Revision) -> list[Difference]:
    """Return the differences that change what an applicant does, pays or waits for."""
    wanted = {say(name) for name, lines in PARTS if lines in (_term, _fees, _conditions, _papers, _questions, _applicants, _results)}
    return [each for each in differences(before, after) if each.part in wanted]


def _term(revision: Revision) -> Lines:
    return [str(revision.legal_term())]


def _service(revision: Revision) -> Lines:
    level = say(N_("Toàn trình")) if revision.full_online else say(N_("Một phần"))
    return [level, *filter(None, [words(revision.facts.get("partial_reason", {}))])]


def _applicants(revision: Revision) -> Lines:
    return list(revision.facts.get("applicants", []))


def _fees(revision: Revision) -> Lines:
    found = []
    for channel in revision.facts.get("channels", []):
        fees = [" ".join(filter(None, [fee.get("name"), dong(fee.get("amount")), fee.get("condition")])) for fee in channel.get("fees", [])]
        found.append(f"{say(CHANNELS[channel['channel']])}: {'; '.join(fees) or '–'}")
    return [*found, *filter(None, [words(revision.facts.get("fee_note", {}))])]


def _papers(revision: Revision) -> Lines:
    return [_paper(each) for each in revision.requirements.all()]


def _paper(each: Requirement) -> str:
    counts = say(N_("%(originals)d bản chính, %(copies)d bản sao"), originals=each.originals, copies=each.copies)
    return f"{each.title} ({counts})"


def _paper_details(revision: Revision) -> Lines:
    """What each paper says beside its name: when, why, on which basis, where it is found."""
    known = askable(revision.form.data)
    found = []
    for each in revision.requirements.all():
        when = say(N_("khi %(when)s"), when=said(each.condition, known, words)) if each.condition else ""
        found.append(" · ".join(filter(None, [each.title, when, words(each.hint), words(each.why), each.basis, each.found_in])))
    return found


def _uses(revision: Revision) -> Lines:
    """What questions are for: agency, news to the applicant, counts for fees, the summary."""
    facts, names = revision.facts, titles(revision.form.data)
    contact, counts = facts.get("contact", {}), facts.get("counts", {})
    chosen = (
        (N_("Câu hỏi chọn cơ quan giải quyết"), facts.get("agency_field")),
        (N_("Số điện thoại để báo tin"), contact.get("phone")),
        (N_("Thư điện tử để báo tin"), contact.get("email")),
        (N_("Số bản, để tính phí"), counts.get("copy")),
        (N_("Số trang, để tính phí"), counts.get("page")),
    )
    lines = [f"{say(label)}: {words(names[field]) if field in names else field}" for label, field in chosen if field]
    return [*lines, *filter(None, [facts.get("summary")])]


def _conditions(revision: Revision) -> Lines:
    return list(filter(None, [words(revision.facts.get("conditions", {}))]))


def _questions(revision: Revision) -> Lines:
    form = Form.from_data(revision.form.data)
    return [str(item.label) for page in form.layout for item in page.items]


def _steps(revision: Revision) -> Lines:
    return [f"{say(step.name)}: {step.minutes}′" for step in revision.plan.plan().steps]


def _results(revision: Revision) -> Lines:
    return [words(each) for each in revision.facts.get("results", [])]


def _templates(revision: Revision) -> Lines:
    return [say(N_("%(title)s, phiên bản %(version)d"), title=t.title, version=t.version) for t in revision.templates.all()]


def _bases(revision: Revision) -> Lines:
    return [f"{each['number']}: {each['title']}" for each in revision.facts.get("legal_bases", [])]


def _intro(revision: Revision) -> Lines:
    return list(filter(None, [words(revision.facts.get("intro", {}))]))


def _supplement(revision: Revision) -> Lines:
    return [say(N_("%(days)d ngày làm việc"), days=revision.supplement_days), revision.supplement_mode]


def _agency(revision: Revision) -> Lines:
    return [revision.competent_kind, *revision.facts.get("competent_names", [])]


CHANNELS = {1: N_("Tại quầy"), 2: N_("Trực tuyến"), 3: N_("Bưu chính")}
PARTS: tuple[tuple[str, Callable[[Revision], Lines]], ...] = (
    (N_("Thời hạn giải quyết"), _term),
    (N_("Hạn bổ sung"), _supplement),
    (N_("Mức dịch vụ công trực tuyến"), _service),
    (N_("Đối tượng thực hiện"), _applicants),
    (N_("Cách thức thực hiện, phí, lệ phí"), _fees),
    (N_("Thành phần, số lượng hồ sơ"), _papers),
    (N_("Giấy tờ: khi nào, căn cứ, hướng dẫn"), _paper_details),
    (N_("Câu hỏi trong tờ khai"), _questions),
    (N_("Câu hỏi dùng để làm gì"), _uses),
    (N_("Cơ quan giải quyết"), _agency),
    (N_("Quy trình nội bộ"), _steps),
    (N_("Kết quả"), _results),
    (N_("Yêu cầu, điều kiện thực hiện"), _conditions),
    (N_("Mẫu kết quả"), _templates),
    (N_("Căn cứ pháp lý"), _bases),
    (N_("Giới thiệu"), _intro),
)
