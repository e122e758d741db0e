"""Who may act, and how near to the dossier they must stand. One officer may hold several posts."""

from enum import StrEnum

from motcua.lib.saying import N_


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
    WORKED = "worked"  # this officer holds a step of it, or did, or cooperates in or follows the present one
    COOPERATING = "cooperating"  # named to cooperate in the present step, whoever leads it
    CONSULTED = "consulted"  # a post at an agency whose opinion is asked and not yet given
    CITY = "city"  # any dossier of the city
    TRACKING = "tracking"  # near a dossier that a ministry's system settles: seen and followed, nothing more


ROLE_NAMES = {
    Role.APPLICANT: N_("Người nộp"),
    Role.RECEIVER: N_("Cán bộ tiếp nhận"),
    Role.CASE_OFFICER: N_("Chuyên viên"),
    Role.UNIT_HEAD: N_("Lãnh đạo phòng"),
    Role.SIGNER: N_("Lãnh đạo ký"),
    Role.RECORDS_CLERK: N_("Văn thư"),
    Role.CONTROLLER: N_("Kiểm soát thủ tục hành chính"),
    Role.ADMINISTRATOR: N_("Quản trị"),
    Role.JOB: N_("Việc tự động"),
    Role.PARTNER: N_("Hệ thống đối tác"),
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
