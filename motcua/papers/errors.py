"""The one failure of this package."""


class CannotRender(Exception):
    """A paper cannot be drawn; `str()` says which value, letter or font is in the way."""
