"""Official paper: `render(kind, values)` gives a tagged PDF/A and the places on it where signatures go."""

from motcua.papers.engine import forget
from motcua.papers.errors import CannotRender
from motcua.papers.paper import Rendered, render
from motcua.papers.stamps import Stamp, agency_stamps, signer_stamp, slip_stamp

__all__ = ["CannotRender", "Rendered", "Stamp", "agency_stamps", "forget", "render", "signer_stamp", "slip_stamp"]
