"""A message as an officer sees it: what names nobody is open, everything else masked unless it is asked for with a purpose."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_OPEN = frozenset(
    {
        *("code", "procedure_code", "procedure_name", "sector_code", "sector_name", "channel", "holder_kind", "status", "collect"),
        *("submitted_at", "received_at", "finished_at", "returned_at", "due_at", "declined_at", "at"),
        *("agency_code", "agency_name", "unit_name", "step_name", "step_from", "step_due", "kind", "bytes"),
    }
)
_OPEN_BRANCHES = ("flags.",)
_FEW = 2


@dataclass(frozen=True)
class Part:
    """One value of a message: its path ('flags.vneid'), the value, whether it may name a person, and how it is shown masked."""

    path: str
    value: Any
    personal: bool

    @property
    def masked(self) -> str:
        """The value as text, masked where it may name a person."""
        return mask(self.value) if self.personal else said(self.value)


def parts(payload: Any, before: str = "") -> Iterator[Part]:
    """Yield every value of a payload by its path, objects opened up; a list is one value."""
    if not isinstance(payload, dict):
        yield Part(before or "nội dung", payload, personal=True)
        return
    for name, value in payload.items():
        path = f"{before}{name}"
        if isinstance(value, dict):
            yield from parts(value, f"{path}.")
        else:
            yield Part(path, value, personal=path not in _OPEN and not path.startswith(_OPEN_BRANCHES))


def said(value: Any) -> str:
    """Return a value as a plain word."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def mask(value: Any) -> str:
    """Return a value that tells its kind and length but not itself."""
    if isinstance(value, list):
        return f"[{len(value)}]"
    text = said(value)
    if len(text) <= _FEW * 3:
        return "•" * len(text)
    return f"{text[:_FEW]}{'•' * min(len(text) - 2 * _FEW, 8)}{text[-_FEW:]}" if text.isdigit() else f"{text[:1]}{'•' * 6}"


def put(payload: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Return a payload with another value at `path`; the given one is unchanged. Raises KeyError for a path that is not there."""
    name, _, rest = path.partition(".")
    if name not in payload:
        raise KeyError(path)
    return {**payload, name: put(payload[name], rest, value) if rest else value}


def like(old: Any, text: str) -> Any:
    """Return `text` as the kind of value that stands there now. Raises ValueError when it is none."""
    if isinstance(old, bool):
        return {"true": True, "false": False}[text] if text in ("true", "false") else _no(text)
    return int(text) if isinstance(old, int) else text


def _no(text: str) -> Any:
    raise ValueError(text)
