"""Statuses and acts by name: those of the national portal (TrangThaiHoSo 1-10), and what may happen to a dossier."""

from enum import IntEnum, StrEnum

from motcua.lib.saying import N_


class Status(IntEnum):
    """TrangThaiHoSo, the codes every agency of the nation shares."""

    NEW = 1
    RECEIVED = 2
    DECLINED = 3
    PROCESSING = 4
    SUPPLEMENT = 5
    FINANCIAL_DUTY = 6
    WITHDRAWAL = 7
    STOPPED = 8
    DONE = 9
    RETURNED = 10


STATUS_NAMES = {
    Status.NEW: N_("Mới đăng ký"),
    Status.RECEIVED: N_("Được tiếp nhận"),
    Status.DECLINED: N_("Không được tiếp nhận"),
    Status.PROCESSING: N_("Đang xử lý"),
    Status.SUPPLEMENT: N_("Yêu cầu bổ sung giấy tờ"),
    Status.FINANCIAL_DUTY: N_("Yêu cầu thực hiện nghĩa vụ tài chính"),
    Status.WITHDRAWAL: N_("Công dân yêu cầu rút hồ sơ"),
    Status.STOPPED: N_("Dừng xử lý"),
    Status.DONE: N_("Đã xử lý xong"),
    Status.RETURNED: N_("Đã trả kết quả"),
}


class Act(StrEnum):
    """What may happen to a dossier."""

    SUBMIT = "submit"
    VIEW = "view"
    CHECK_IDENTITY = "check_identity"
    DIGITISE = "digitise"
    RECEIVE = "receive"
    DECLINE = "decline"
    REQUEST_SUPPLEMENT = "request_supplement"
    SUPPLY = "supply"
    FORWARD = "forward"
    ASSIGN = "assign"
    DRAFT_RESULT = "draft_result"
    REWORD = "reword"
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    SIGN = "sign"
    NUMBER = "number"
    ISSUE = "issue"
    HAND_OVER = "hand_over"
    ATTACH_PAPER = "attach_paper"
    ASK_TO_WITHDRAW = "ask_to_withdraw"
    GRANT_WITHDRAWAL = "grant_withdrawal"
    REFUSE_WITHDRAWAL = "refuse_withdrawal"
    STOP = "stop"
    LAPSE = "lapse"
    RETURN_PAPERS = "return_papers"
    EXTEND = "extend"
    SUSPEND = "suspend"
    RESUME = "resume"
    REASSIGN = "reassign"
    CONSULT = "consult"
    ANSWER_CONSULTATION = "answer_consultation"
    VERIFY = "verify"
    GO_TO_STEP = "go_to_step"
    PRE_RECEIVE = "pre_receive"
    RECOUNT = "recount"
    COMPLETE_STEP = "complete_step"
    RUN_STEP = "run_step"
    ASK_PREPAYMENT = "ask_prepayment"
    SETTLE_AT_ONCE = "settle_at_once"
    CORRECT = "correct"
    GIVE_PART = "give_part"
    TAKE_OVER = "take_over"
    MIRROR = "mirror"
    HEAR_PAYMENT = "hear_payment"
    ASK_PAPER = "ask_paper"


ACT_NAMES = {
    Act.SUBMIT: N_("Nộp hồ sơ"),
    Act.VIEW: N_("Xem hồ sơ"),
    Act.CHECK_IDENTITY: N_("Tra cứu dữ liệu dân cư"),
    Act.DIGITISE: N_("Số hóa giấy tờ"),
    Act.RECEIVE: N_("Tiếp nhận"),
    Act.DECLINE: N_("Từ chối tiếp nhận"),
    Act.REQUEST_SUPPLEMENT: N_("Yêu cầu bổ sung"),
    Act.SUPPLY: N_("Bổ sung hồ sơ"),
    Act.FORWARD: N_("Chuyển xử lý"),
    Act.ASSIGN: N_("Phân công"),
    Act.DRAFT_RESULT: N_("Dự thảo kết quả"),
    Act.REWORD: N_("Sửa câu chữ dự thảo"),
    Act.PROPOSE: N_("Trình ký"),
    Act.SEND_BACK: N_("Trả lại bước trước"),
    Act.SIGN: N_("Ký số"),
    Act.NUMBER: N_("Cấp số"),
    Act.ISSUE: N_("Ban hành"),
    Act.HAND_OVER: N_("Trả kết quả"),
    Act.ATTACH_PAPER: N_("Lưu giấy tờ đã lập"),
    Act.ASK_TO_WITHDRAW: N_("Yêu cầu rút hồ sơ"),
    Act.GRANT_WITHDRAWAL: N_("Đồng ý cho rút hồ sơ"),
    Act.REFUSE_WITHDRAWAL: N_("Không đồng ý cho rút hồ sơ"),
    Act.STOP: N_("Dừng giải quyết"),
    Act.LAPSE: N_("Dừng vì hết hạn bổ sung"),
    Act.RETURN_PAPERS: N_("Trả lại giấy tờ"),
    Act.EXTEND: N_("Xin lỗi và gia hạn"),
    Act.SUSPEND: N_("Yêu cầu nghĩa vụ tài chính"),
    Act.RESUME: N_("Ghi nhận đã nộp nghĩa vụ tài chính"),
    Act.REASSIGN: N_("Đổi người xử lý"),
    Act.CONSULT: N_("Lấy ý kiến phối hợp"),
    Act.ANSWER_CONSULTATION: N_("Trả lời lấy ý kiến"),
    Act.VERIFY: N_("Ghi nhận xác minh"),
    Act.GO_TO_STEP: N_("Chuyển thẳng tới bước"),
    Act.PRE_RECEIVE: N_("Tiếp nhận hộ, chuyển nơi tiếp nhận"),
    Act.RECOUNT: N_("Tính lại ngày hẹn theo lịch mới"),
    Act.COMPLETE_STEP: N_("Hoàn thành bước"),
    Act.RUN_STEP: N_("Chạy bước tự động"),
    Act.ASK_PREPAYMENT: N_("Yêu cầu nộp tiền trước khi tiếp nhận"),
    Act.SETTLE_AT_ONCE: N_("Trả kết quả ngay tại quầy"),
    Act.CORRECT: N_("Đính chính kết quả"),
    Act.GIVE_PART: N_("Góp phần phối hợp"),
    Act.TAKE_OVER: N_("Tiếp nối từ hệ thống cũ"),
    Act.MIRROR: N_("Ghi nhận trạng thái do Bộ báo"),
    Act.HEAR_PAYMENT: N_("Ghi nhận đã nộp phí trên hệ thống khác"),
    Act.ASK_PAPER: N_("Yêu cầu giấy thay dữ liệu"),
}
