"""The first page of the office: what can be kept here, by matter."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.doors.office.opening import office, page
from motcua.law.roles import Role
from motcua.lib.saying import N_
from motcua.people.requests import SignedInRequest


@dataclass(frozen=True)
class Section:
    """One matter of the office: its title and what it is for, the name of its page, who may open it."""

    title: str
    words: str
    name: str
    roles: frozenset[Role] = frozenset({Role.CONTROLLER, Role.ADMINISTRATOR})


GROUPS: tuple[tuple[str, tuple[Section, ...]], ...] = (
    (
        N_("Danh mục thủ tục"),
        (
            Section(
                N_("Thủ tục và bản công bố"),
                N_("Tình trạng từng thủ tục, còn thiếu gì, các bản công bố, so sánh hai bản."),
                "office:procedures",
            ),
            Section(
                N_("Quyết định công bố"),
                N_("Soạn, ghi nhận, công khai; đúng hạn hay muộn."),
                "office:publications",
            ),
            Section(
                N_("Phí, lệ phí"),
                N_("Mức thu, miễn, giảm, mức thu bằng không, hỗ trợ của thành phố: từ ngày nào, theo văn bản nào."),
                "office:fees",
            ),
            Section(
                N_("Chi phí tuân thủ"),
                N_("Một thủ tục tốn của người dân bao nhiêu, trước và sau đơn giản hóa; chi phí tiết giảm."),
                "office:costs",
            ),
            Section(
                N_("Thủ tục có thể trùng"),
                N_("Cùng tên, tên gần giống, cùng giấy tờ và kết quả: đặt cạnh nhau rồi kết luận."),
                "office:twins",
            ),
        ),
    ),
    (
        N_("Tờ khai, quy trình, mẫu"),
        (
            Section(
                N_("Tờ khai điện tử"),
                N_("Trang, câu hỏi, điều kiện, điền sẵn: soạn, xem thử, lưu phiên bản, dùng cho nhiều thủ tục."),
                "office:forms",
            ),
            Section(
                N_("Quy trình nội bộ"),
                N_("Các bước, ai làm, bao lâu: soạn, soát, so sánh, mô phỏng, kích hoạt; nhận và xuất .xlsx, BPMN."),
                "office:processes",
            ),
            Section(
                N_("Mẫu kết quả, mẫu quyết định"),
                N_("Câu chữ của kết quả với chỗ điền từ hồ sơ: soạn, xem thử, lưu phiên bản, so sánh, dùng cho bản thảo."),
                "office:templates",
            ),
        ),
    ),
    (
        N_("Kết nối và hỏi một lần"),
        (
            Section(
                N_("Thông điệp với đối tác"),
                N_("Bị từ chối, đang gửi lại, đến mà chưa xử lý được; trạng thái hồ sơ ở đối tác khác với ở ta."),
                "office:refused",
            ),
            Section(
                N_("Đồng bộ lên Cổng Dịch vụ công quốc gia"),
                N_("Cơ quan nào chậm, vì sao; chỉ số 1.4 tính lại từ sổ của ta."),
                "office:sync",
            ),
            Section(
                N_("Hỏi lại người dân"),
                N_("Điều Nhà nước đã có mà vẫn hỏi: tỷ lệ từng thủ tục, vì sao, hồ sơ nào của ta đã có câu trả lời."),
                "office:reasking",
            ),
        ),
    ),
    (
        N_("Thành phố"),
        (
            Section(
                N_("Thiết lập và điều chưa chắc"),
                N_("Con số do quyết định đặt ra, nguồn và mức chắc chắn của từng con số."),
                "office:settings",
            ),
            Section(
                N_("Lịch làm việc"),
                N_("Ngày nghỉ, ngày làm bù, ca làm việc, sự cố; xem trước rồi tính lại ngày hẹn khi có thông báo muộn."),
                "office:calendar",
            ),
            Section(
                N_("Bàn giao cấu hình"),
                N_("Xuất toàn bộ cấu hình thành tệp, nhập vào một thành phố khác."),
                "office:handover",
                frozenset({Role.ADMINISTRATOR}),
            ),
        ),
    ),
)


@office
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """The matters this officer may open."""
    roles = {post.role for post in request.actor.posts}
    shown = [(_(title), [(_(s.title), _(s.words), reverse(s.name)) for s in sections if roles & s.roles]) for title, sections in GROUPS]
    return page(request, "home.html", {"groups": [(title, sections) for title, sections in shown if sections]})
