"""The values fees are computed from: what is charged, what lowers it, what the city pays. Each holds from a day, with its legal basis."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

from motcua.lib.saying import N_, Said


class FeeError(Said, ValueError):
    """A fee rule, or a count, that cannot be: a negative amount, a share over a hundred, a rule that ends before it begins."""


class Kind(StrEnum):
    """Phí pays for a service and covers its cost; lệ phí is a fixed charge for an act of state (97/2015/QH13 Điều 3)."""

    FEE = "fee"
    CHARGE = "charge"


class Setter(StrEnum):
    """Who sets the amount."""

    MINISTRY = "ministry"
    COUNCIL = "council"
    OTHER = "other"


class Per(StrEnum):
    """What the amount is for: the dossier, each copy, each page of each copy."""

    DOSSIER = "dossier"
    COPY = "copy"
    PAGE = "page"


class Effect(IntEnum):
    """What a rule does, in the order preferred when two leave the same to pay: an exemption before a zero rate before a lower rate."""

    TARIFF = 0
    EXEMPT = 1
    ZERO = 2
    REDUCE = 3
    SUPPORT = 4


KIND_NAMES = {Kind.FEE: N_("Phí"), Kind.CHARGE: N_("Lệ phí")}
SETTER_NAMES = {Setter.MINISTRY: N_("Bộ Tài chính"), Setter.COUNCIL: N_("Hội đồng nhân dân thành phố"), Setter.OTHER: N_("Nơi thu")}
EFFECT_NAMES = {
    Effect.TARIFF: N_("Mức thu"),
    Effect.EXEMPT: N_("Miễn"),
    Effect.ZERO: N_("Mức thu bằng không"),
    Effect.REDUCE: N_("Giảm"),
    Effect.SUPPORT: N_("Thành phố hỗ trợ"),
}
PAYER_NAMES = {
    "student": N_("Học sinh, sinh viên"),
    "merit": N_("Người có công với cách mạng"),
    "martyr_relative": N_("Thân nhân liệt sĩ"),
    "child": N_("Trẻ em"),
    "elderly": N_("Người cao tuổi"),
    "disabled": N_("Người khuyết tật"),
    "poor": N_("Người thuộc hộ nghèo"),
    "remote": N_("Người cư trú ở xã đặc biệt khó khăn, biên giới, an toàn khu"),
    "e_identity_2": N_("Người có tài khoản định danh mức độ 2"),
}


@dataclass(frozen=True)
class Where:
    """Whom and when a rule reaches: days both included; channels, payer classes and `condition` empty: everybody."""

    valid_from: date
    valid_to: date | None = None
    channels: frozenset[int] = frozenset()
    payers: frozenset[str] = frozenset()
    condition: str = ""

    def __post_init__(self) -> None:
        if self.valid_to and self.valid_to < self.valid_from:
            raise FeeError(N_("Quy định về phí kết thúc trước khi bắt đầu."))


@dataclass(frozen=True)
class Source:
    """The legal basis of a rule and how sure it is (T, S, P, C, K, u)."""

    basis: str
    certainty: str = "T"


@dataclass(frozen=True)
class Tariff:
    """What is charged for `item`: `amount` VND for each unit, None while nobody has told us; None is never shown as nothing.

    `steps` are (from this unit on, VND) where the price changes; `most` is the highest sum for one copy. `appraisal`: phí thẩm định.
    """

    key: str
    item: str
    kind: Kind
    setter: Setter
    amount: int | None
    where: Where
    source: Source
    per: Per = Per.DOSSIER
    steps: tuple[tuple[int, int], ...] = ()
    most: int | None = None
    appraisal: bool = False
    name: str = ""

    def __post_init__(self) -> None:
        if any(each is not None and each < 0 for each in (self.amount, self.most, *(price for _at, price in self.steps))):
            raise FeeError(N_("Số tiền không thể âm."))


@dataclass(frozen=True)
class Relief:
    """What lowers a line: EXEMPT and ZERO leave nothing, REDUCE leaves `amount` or takes off `percent`, SUPPORT is paid by the city.

    `items`, `kinds`, `setters` empty: all. `spares_appraisal` leaves the appraisal fee as it is. `most`: the city pays no more than that.
    """

    key: str
    effect: Effect
    where: Where
    source: Source
    items: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    setters: frozenset[Setter] = frozenset()
    spares_appraisal: bool = False
    amount: int | None = None
    percent: int = 100
    most: int | None = None
    name: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.percent <= 100 or (self.amount is not None and self.amount < 0) or (self.most is not None and self.most < 0):
            raise FeeError(N_("Mức giảm phải từ 0 đến 100 phần trăm, số tiền không âm."))


@dataclass(frozen=True)
class Asked:
    """Whose fee on which day: channel as the national portal counts them (1 counter, 2 online, 3 post), payer classes shown to hold,
    how many copies and pages, and the conditions (keys) that are met."""

    day: date
    channel: int
    payers: frozenset[str] = frozenset()
    counts: Mapping[Per, int] = field(default_factory=dict)
    met: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if any(count < 0 for count in self.counts.values()):
            raise FeeError(N_("Số bản, số trang không thể âm."))
