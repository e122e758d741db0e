"""What automatic and waiting steps look at: they find, warn and go on by their one way; they never decide. Pure."""

from dataclasses import dataclass

from motcua.law.cites import cites
from motcua.law.flow import Event
from motcua.lib.saying import N_, Sentence, Several


@dataclass(frozen=True)
class Facts:
    """What is known of a dossier when a step looks: whether identity matched (None: not asked), papers missing, working minutes."""

    identity: bool | None = None
    missing: tuple[str, ...] = ()
    minutes_left: int | None = None
    minutes_needed: int = 0


@dataclass(frozen=True)
class Finding:
    """What a step found: something to look at, or that all is well."""

    warns: bool
    says: Sentence


@cites("309/2026/NĐ-CP", "Điều 12 khoản 3")
def look(check: str, facts: Facts) -> Finding:
    """Return what the check named `check` finds; it decides nothing, whoever does the next step reads it."""
    if check == "identity":
        return _identity(facts)
    if check == "components":
        return _components(facts)
    return _time(facts)


def come(event: str, *, time_up: bool, unanswered: int, duties_met: int, duties_open: int) -> bool:
    """Tell whether what a waiting step waits for has come. With no opinion asked there is none to wait for."""
    if event == Event.OPINIONS:
        return unanswered == 0
    if event == Event.DUTY:
        return duties_open == 0 and duties_met > 0
    return time_up


def _identity(facts: Facts) -> Finding:
    if facts.identity is None:
        return Finding(True, Sentence(N_("Chưa đối chiếu danh tính người nộp với dữ liệu dân cư.")))
    words = N_("Danh tính người nộp khớp dữ liệu dân cư.") if facts.identity else N_("Danh tính người nộp không khớp dữ liệu dân cư.")
    return Finding(not facts.identity, Sentence(words))


def _components(facts: Facts) -> Finding:
    if facts.missing:
        return Finding(True, Sentence(N_("Thiếu thành phần hồ sơ: %(names)s."), {"names": Several(facts.missing, "; ")}))
    return Finding(False, Sentence(N_("Đủ thành phần hồ sơ.")))


def _time(facts: Facts) -> Finding:
    if facts.minutes_left is None:
        return Finding(False, Sentence(N_("Hồ sơ chưa có ngày hẹn trả.")))
    values: dict[str, object] = {"left": facts.minutes_left, "needed": facts.minutes_needed}
    if facts.minutes_left < facts.minutes_needed:
        return Finding(True, Sentence(N_("Còn %(left)d phút làm việc, các bước còn lại cần %(needed)d phút: có thể trễ hẹn."), values))
    return Finding(False, Sentence(N_("Còn %(left)d phút làm việc, các bước còn lại cần %(needed)d phút."), values))
