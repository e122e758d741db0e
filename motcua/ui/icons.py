"""Icons on a 24 by 24 grid, drawn by stroke, so that they take the colour of the words beside them."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_ROUND = '<circle cx="12" cy="12" r="9"/>'
SHAPES = {
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "bad": '<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8z"/><path d="M12 7.5v5.5M12 16.4v.1"/>',
    "bell": '<path d="M6 17V11a6 6 0 1 1 12 0v6l1.5 1.5h-15zM10 21h4"/>',
    "car": '<path d="M3 16v-4l2.5-5.5h11L20 12v4zM3 12h17"/><circle cx="7" cy="17" r="2"/><circle cx="16.5" cy="17" r="2"/>',
    "child": '<circle cx="12" cy="13" r="7"/><path d="M12 6c0-2 1.5-3 3-3M9.5 12.5v.1M14.5 12.5v.1M9.5 16c1.5 1.2 3.5 1.2 5 0"/>',
    "chevron": '<path d="m9 5 7 7-7 7"/>',
    "clock": _ROUND + '<path d="M12 7v5l3.2 2"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "counter": '<path d="M3 12h18M5 12v8M19 12v8M8 12V8h8v4M12 5.5v.1"/>',
    "data": '<ellipse cx="12" cy="6" rx="7.5" ry="3"/><path d="M4.5 6v12c0 1.7 3.4 3 7.5 3s7.5-1.3 7.5-3V6'
    'M4.5 12c0 1.7 3.4 3 7.5 3s7.5-1.3 7.5-3"/>',
    "dot": '<circle cx="12" cy="12" r="2.5"/>',
    "eye": '<path d="M2.5 12c2-4 5.5-6 9.5-6s7.5 2 9.5 6c-2 4-5.5 6-9.5 6s-7.5-2-9.5-6z"/><circle cx="12" cy="12" r="2.7"/>',
    "good": _ROUND + '<path d="m8 12.3 2.8 2.8L16 9.7"/>',
    "home": '<path d="m3.5 11 8.5-7 8.5 7M6 9.5V20h12V9.5M10 20v-6h4v6"/>',
    "info": _ROUND + '<path d="M12 11v5.5M12 7.6v.1"/>',
    "key": '<circle cx="8" cy="15" r="4.5"/><path d="m11.5 12 8-8M16 7.5l3 3M13.5 10l2 2"/>',
    "lock": '<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>',
    "lotus": '<path d="M12 21c-5-2-7-5.5-7-9.5 2.5 0 5 1 7 4 2-3 4.5-4 7-4 0 4-2 7.5-7 9.5zM12 15.5c-2-3.5-2-8 0-12 2 4 2 8.5 0 12z"/>',
    "mail": '<path d="M3.5 6h17v12h-17zM3.5 7l8.5 6 8.5-6"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "paper": '<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4M9 12h6M9 16h6"/>',
    "pause": _ROUND + '<path d="M10 9v6M14 9v6"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c1-4 4-6 7.5-6s6.5 2 7.5 6"/>',
    "print": '<path d="M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z"/>',
    "rings": '<circle cx="9" cy="14" r="5.5"/><circle cx="15" cy="14" r="5.5"/><path d="m10.5 4 1.5 2 1.5-2"/>',
    "school": '<path d="m2.5 9.5 9.5-4.5 9.5 4.5-9.5 4.5zM6.5 11.5V17c3 2.3 8 2.3 11 0v-5.5M21.5 9.5V15"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "shop": '<path d="M4 9h16l-1.5-5h-13zM5.5 9v11h13V9M9.5 20v-6h5v6"/>',
    "talk": '<path d="M4 5h16v11h-9l-4.5 4v-4H4z"/>',
    "tick": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "up": '<path d="m7 10 5-5 5 5"/>',
    "upload": '<path d="M12 16V5M7 9.5 12 4.5l5 5M5 20h14"/>',
    "world": _ROUND + '<path d="M3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9S9 6 12 3z"/>',
}
# A tone has one icon, so that colour never speaks alone.
OF_TONE = {"good": "good", "soon": "clock", "bad": "bad", "info": "info", "still": "pause"}


def icon(name: str, classes: str = "") -> SafeString:
    """Return the icon as inline SVG, hidden from screen readers: words always stand beside it. Raises KeyError for an unknown name."""
    shape = mark_safe(SHAPES[name])  # noqa: S308 - our own constant
    return format_html('<svg class="icon {}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', classes, shape)
