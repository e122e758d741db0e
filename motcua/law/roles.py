"""Who may act, and how near to the dossier they must stand. One officer may hold several posts."""

from enum import StrEnum


class Role(StrEnum):
    """A role in settling a dossier; officers hold roles through posts, with dates."""

    APPLICANT = "applicant"
    RECEIVER = "receiver"
    CASE_OFFICER = "case_officer"
    UNIT_HEAD = "unit_head"
    SIGNER = "signer"
    RECORDS_CLERK = "records_clerk"
    CONTROLLER = "procedure_controller"
    ADMINISTRATOR = "administrator"
    JOB = "job"
    PARTNER = "partner"


class Scope(StrEnum):
    """How an actor stands to a dossier: the least that a right asks for."""

    OWN = "own"  # the applicant's or holder's own dossier
    RECEIVING = "receiving"  # a post at the agency that receives it
    COMPETENT = "competent"  # a post at the agency that decides it
    HOLDING = "holding"  # its present step waits for this officer, or for this role with nobody named
    WORKED = "worked"  # this officer holds a step of it, or did
    CITY = "city"  # any dossier of the city


ROLE_NAMES = {
    Role.APPLICANT: "Người nộp",
    Role.RECEIVER: "Cán bộ tiếp nhận",
    Role.CASE_OFFICER: "Chuyên viên",
    Role.UNIT_HEAD: "Lãnh đạo phòng",
    Role.SIGNER: "Lãnh đạo ký",
    Role.RECORDS_CLERK: "Văn thư",
    Role.CONTROLLER: "Kiểm soát thủ tục hành chính",
    Role.ADMINISTRATOR: "Quản trị",
    Role.JOB: "Việc tự động",
    Role.PARTNER: "Hệ thống đối tác",
}
OFFICER_ROLES = (
    Role.RECEIVER,
    Role.CASE_OFFICER,
    Role.UNIT_HEAD,
    Role.SIGNER,
    Role.RECORDS_CLERK,
    Role.CONTROLLER,
    Role.ADMINISTRATOR,
)
