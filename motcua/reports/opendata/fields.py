"""What each field of the open data means: one table for the page, for the workbook and for the description of the API."""

from dataclasses import dataclass

from motcua.lib.saying import N_


@dataclass(frozen=True)
class Field:
    """One field: its path in the JSON, what it holds, and what it means."""

    path: str
    kind: str
    means: str


FIELDS = (
    Field("code", "text", N_("Mã thủ tục trong Cơ sở dữ liệu quốc gia về thủ tục hành chính.")),
    Field("name.vi, name.en", "text", N_("Tên thủ tục; tiếng Anh trống nếu chưa dịch.")),
    Field("sector.code, sector.vi, sector.en", "text", N_("Mã và tên lĩnh vực.")),
    Field(
        "published_by_city",
        "boolean",
        N_("Thành phố đã công bố và có hiệu lực, nộp được ở đây; nếu không, chỉ có bản ghi quốc gia."),
    ),
    Field("changed_on", "date", N_("Ngày gần nhất nội dung công bố ở đây thay đổi.")),
    Field("revision.number", "integer", N_("Số thứ tự bản công bố của thành phố.")),
    Field("revision.decision", "text", N_("Quyết định công bố.")),
    Field("revision.valid_from, revision.valid_to", "date", N_("Hiệu lực từ ngày, đến ngày (trống: còn hiệu lực).")),
    Field(
        "agency_kind",
        "text",
        N_("Loại cơ quan giải quyết: commune xã, phường; department sở, ngành; city thành phố; ministry bộ."),
    ),
    Field(
        "service_level",
        "text",
        N_("Mức dịch vụ công trực tuyến: full toàn trình, partial một phần, none không trực tuyến; trống nếu chưa biết."),
    ),
    Field("partial_reason", "text", N_("Vì sao chưa làm toàn trình.")),
    Field("applicants", "list", N_("Đối tượng thực hiện.")),
    Field(
        "term.amount, term.unit, term.said",
        "term",
        N_(
            "Thời hạn giải quyết: số, đơn vị (wd ngày làm việc, wh giờ làm việc, d ngày, m tháng, same-day trong "
            "ngày), cách ghi. Đơn vị trống khi nguồn ghi không rõ."
        ),
    ),
    Field("second_term", "term", N_("Thời hạn của giai đoạn 2, nếu có.")),
    Field("channels[].channel", "integer", N_("Cách nộp: 1 trực tiếp, 2 trực tuyến, 3 bưu chính.")),
    Field(
        "channels[].fees",
        "object",
        N_(
            "Phí, lệ phí tính theo quy định hiện hành, đồng: charged mức thu, supported thành phố hỗ trợ, payable"
            " người nộp trả; trống khi chưa ai cho biết số tiền. lines là từng khoản kèm căn cứ; classes là diện "
            "được trả khác; conditional là khoản chỉ có khi đúng trường hợp."
        ),
    ),
    Field("channels[].stated_fees", "list", N_("Phí, lệ phí ghi trong bản ghi quốc gia, nguyên văn.")),
    Field("cases[].name", "text", N_("Trường hợp; trống khi không chia trường hợp.")),
    Field(
        "cases[].requirements[]",
        "object",
        N_(
            "Thành phần hồ sơ: tên, số bản chính, số bản sao, điều kiện phải nộp, cơ sở dữ liệu đã có thay cho "
            "giấy tờ (found_in), căn cứ, tệp mẫu."
        ),
    ),
    Field("results[]", "object", N_("Kết quả: mã và tên.")),
    Field("legal_bases[]", "object", N_("Căn cứ pháp lý: số ký hiệu và tên văn bản.")),
    Field(
        "competence[]",
        "object",
        N_(
            "Thẩm quyền và nơi nộp theo từng trường hợp: ai giải quyết, ai tiếp nhận, hệ thống nào, nộp ở cổng "
            "nào, phi địa giới, liên thông, căn cứ, độ chắc."
        ),
    ),
    Field(
        "questions[]",
        "object",
        N_("Câu hỏi của tờ khai: không có câu trả lời của bất kỳ ai. personal đánh dấu câu hỏi về dữ liệu cá nhân."),
    ),
    Field("form", "object", N_("Mã và phiên bản tờ khai.")),
    Field(
        "national_record",
        "object",
        N_("Bản ghi quốc gia như đã đọc: phiên bản, lúc nhập, nội dung (facts) và những điều chưa chắc (warnings)."),
    ),
    Field(
        "certainty",
        "text",
        N_(
            "Độ chắc: T đã đọc văn bản, S nguồn thứ cấp, P đặc tả của cổng quốc gia, C thấy trong mã nguồn, K "
            "theo hiểu biết, u chưa kiểm chứng."
        ),
    ),
)
