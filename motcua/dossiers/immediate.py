"""Whether a dossier's result may be given in the same moment: data of its procedure and where it was handed in."""

from motcua.dossiers.models import Channel, Dossier
from motcua.law.immediate import may_settle_at_once


def at_once(dossier: Dossier) -> bool:
    """Tell whether the counter may settle this dossier in the same moment (`immediate` in the published facts)."""
    immediate, own = bool(dossier.revision.facts.get("immediate")), dossier.receiver_id == dossier.competent_id
    return may_settle_at_once(immediate, own, dossier.channel == Channel.DIRECT)
