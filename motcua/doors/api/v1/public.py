"""What everybody may ask: procedures, one of them, its revisions, its fees; sectors, agencies, essential services. Reads only."""

from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field, StringConstraints

from motcua.catalogue.finder.rows import catalogue
from motcua.catalogue.finding import NoRevision, in_force
from motcua.catalogue.models import PublicationItem, Revision
from motcua.doors.api.asking import today_of
from motcua.doors.api.v1 import shapes
from motcua.fees.quoting import counts_of
from motcua.fees.rules import rules_for
from motcua.law.fee_rules import PAYER_NAMES, Asked
from motcua.law.fees import quote
from motcua.lib.saying import N_
from motcua.people.models import Agency
from motcua.reports.opendata import services
from motcua.reports.opendata.gathering import one
from motcua.reports.opendata.record import fees_of, level_of, quote_of, term_of
from motcua.reports.opendata.summaries import Wanted, sectors, summaries
from motcua.ui.forms.conditions import fields

router = Router(tags=["public"])
Code = Annotated[str, StringConstraints(max_length=40, pattern=r"^[^/\x00]+$")]
Short = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]
PROBLEMS: dict[Any, Any] = {400: shapes.Problem, 404: shapes.Problem, 422: shapes.Problem, 429: shapes.Problem}
ASKING: dict[Any, Any] = {400: shapes.Problem, 422: shapes.Problem, 429: shapes.Problem}


class Listing(Schema):
    """What a list is narrowed to, and which page of it."""

    q: Short = ""
    sector: Short | None = None
    level: Literal["commune", "province", "ministry"] | None = None
    agency_kind: Literal["city", "department", "commune", "centre", "branch", "ministry"] | None = None
    service_level: Literal["full", "partial", "none"] | None = None
    full_online: bool | None = None
    published_by_city: bool | None = None
    changed_since: date | None = None
    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    page_size: Annotated[int, Field(ge=1, le=200)] = 50
    lang: Literal["vi", "en"] | None = None

    def wanted(self) -> Wanted:
        """Return the filters; `full_online` true is service_level full, false any other."""
        level = "full" if self.full_online else self.service_level
        return Wanted(self.sector, self.level, self.agency_kind, level, self.published_by_city, self.changed_since)


@router.get(
    "/procedures",
    response={200: shapes.Page, **ASKING},
    summary=N_("Danh sách thủ tục"),
    description=N_("Tìm bằng lời thường ngày (q), lọc, từng trang; không có q thì theo thứ tự mã, có q thì hợp nhất đứng trước."),
)
def procedures(request: HttpRequest, given: Query[Listing]) -> dict[str, Any]:
    """One page of what is wanted."""
    day = today_of(request)
    wanted = given.wanted()
    found = [each for each in _in_order(given.q, day) if wanted.fits(each)]
    if given.full_online is False:
        found = [each for each in found if each.row["service_level"] != "full"]
    first = (given.page - 1) * given.page_size
    shown = found[first : first + given.page_size]
    rows = [{**each.row, "url": f"/api/v1/procedures/{each.code}"} for each in shown]
    more = first + given.page_size < len(found)
    return {
        "total": len(found),
        "page": given.page,
        "page_size": given.page_size,
        "next": _next(given) if more else None,
        "procedures": rows,
    }


def _in_order(words: str, day: date) -> list[Any]:
    if not words.strip():
        return list(summaries(day))
    by_code = {each.code: each for each in summaries(day)}
    return [by_code[hit.code] for hit in catalogue(day).find(words) if hit.code in by_code]


def _next(given: Listing) -> str:
    asked = {name: value for name, value in given.model_dump(mode="json", exclude_defaults=True).items() if value is not None}
    return f"/api/v1/procedures?{urlencode({**asked, 'page': given.page + 1})}"


@router.get(
    "/procedures/{code}",
    response={200: shapes.Procedure, **PROBLEMS},
    summary=N_("Một thủ tục"),
    description=N_("Toàn bộ nội dung công bố, như tệp dữ liệu mở."),
)
def procedure(request: HttpRequest, code: Path[Code]) -> dict[str, Any]:
    """The whole record."""
    found = one(code, today_of(request))
    if found is None:
        raise Http404
    return found


@router.get(
    "/procedures/{code}/revisions",
    response={200: shapes.Revisions, **PROBLEMS},
    summary=N_("Các bản công bố của một thủ tục"),
    description=N_("Bản đã quyết định, mới nhất đứng trước; bản thảo không có ở đây."),
)
def revisions(request: HttpRequest, code: Path[Code]) -> dict[str, Any]:
    """Every decided revision."""
    decided = Revision.objects.filter(procedure__code=code).exclude(valid_from=None).select_related("procedure").order_by("-number")
    items = {item.revision_id: item for item in PublicationItem.objects.filter(revision__in=decided).select_related("publication")}
    rows = [_revision(each, items.get(each.pk), today_of(request)) for each in decided]
    if not rows:
        raise Http404
    return {"code": code, "revisions": rows}


def _revision(revision: Revision, item: PublicationItem | None, day: date) -> dict[str, Any]:
    return {
        "number": revision.number,
        "decision": revision.decision,
        "valid_from": revision.valid_from,
        "valid_to": revision.valid_to,
        "change": item.kind if item else None,
        "signed_on": item.publication.signed_on if item else None,
        "life": revision.life(day).value,
        "term": term_of(revision.legal_term()),
        "service_level": level_of(revision),
    }


@router.get(
    "/procedures/{code}/fees",
    response={200: shapes.FeesOf, **PROBLEMS},
    summary=N_("Phí, lệ phí của một thủ tục"),
    description=N_(
        "Mỗi kênh: mức thu, phần thành phố hỗ trợ, người nộp trả, kèm căn cứ; diện được trả khác; câu trả lời nào làm đổi số tiền."
    ),
)
def fees(request: HttpRequest, code: Path[Code]) -> dict[str, Any]:
    """What each channel costs before anything is answered."""
    day, revision = today_of(request), _published(code, request)
    rules = rules_for(code, day, revision)
    asked = set().union(*(fields(row.condition) for row in rules.rows.values()), set(revision.facts.get("counts", {}).values()))
    channels = [{"channel": each["channel"], **fees_of(revision, each["channel"], day)} for each in revision.facts.get("channels", [])]
    payers = sorted({payer for rule in rules.every() for payer in rule.where.payers})
    return {"code": code, "channels": channels, "payers": payers, "answers_asked": sorted(asked)}


@router.post(
    "/procedures/{code}/fees/quote",
    response={200: shapes.Quote, **PROBLEMS, 415: shapes.Problem},
    summary=N_("Tính phí cho một bộ câu trả lời"),
    description=N_(
        "Chỉ tính, không lưu gì. Gửi riêng những câu trả lời mà quy định phí xét tới (answers_asked), đừng gửi dữ liệu cá nhân."
    ),
)
def fee_quote(request: HttpRequest, code: Path[Code], given: shapes.AskedFor) -> dict[str, Any]:
    """What an application with these answers costs today. Raises FeeError for counts that cannot be."""
    day, revision = today_of(request), _published(code, request)
    rules = rules_for(code, day, revision)
    payers = frozenset(given.payers) & set(PAYER_NAMES)
    counts = counts_of(revision, given.answers)
    return quote_of(quote(rules.tariffs, rules.reliefs, Asked(day, given.channel, payers, counts, rules.met(given.answers))))


def _published(code: str, request: HttpRequest) -> Revision:
    try:
        return in_force(code, today_of(request))
    except NoRevision as missing:
        raise Http404 from missing


@router.get("/sectors", response={200: list[shapes.SectorCount], **ASKING}, summary=N_("Lĩnh vực"))
def list_sectors(request: HttpRequest) -> list[dict[str, Any]]:
    """Every sector with the number of its procedures."""
    return sectors(today_of(request))


@router.get(
    "/agencies",
    response={200: list[shapes.Agency], **ASKING},
    summary=N_("Cơ quan"),
    description=N_("Cơ quan đang hoạt động, lọc theo loại (kind)."),
)
def agencies(
    request: HttpRequest, kind: Literal["city", "department", "commune", "centre", "branch"] | None = None
) -> list[dict[str, Any]]:
    """Agencies in force today, in order of name."""
    day = today_of(request)
    found = Agency.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day).select_related("parent")
    names = ("code", "name", "kind", "address", "phone", "valid_from")
    wanted = found.filter(kind=kind) if kind else found
    return [{name: getattr(each, name) for name in names} | {"parent": each.parent and each.parent.code} for each in wanted]


@router.get(
    "/essential-services",
    response={200: list[shapes.Service], **ASKING},
    summary=N_("25 dịch vụ công thiết yếu"),
    description=N_("Theo Quyết định 06/QĐ-TTg: ai giải quyết, nộp ở đâu, trả bao nhiêu khi nộp trực tuyến."),
)
def essential(request: HttpRequest) -> list[dict[str, Any]]:
    """The list in force today, in its order."""
    return services.listed(today_of(request))
