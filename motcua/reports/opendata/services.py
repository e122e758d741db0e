"""The essential services as open data."""

from datetime import date

from motcua.catalogue.routing import EssentialService, essential_services, routing_of
from motcua.fees.quoting import costs
from motcua.law.terms import Term
from motcua.reports.opendata.record import Json, both, term_of

ONLINE = 2


def listed(day: date) -> list[Json]:
    """Return the services in force on `day`, in their order. Few queries whatever their number."""
    return [_service(each, day) for each in essential_services(day)]


def _service(service: EssentialService, day: date) -> Json:
    row, found = routing_of(service.key, day), costs(service.key, ONLINE, day).quote
    return {
        "number": service.number,
        "key": service.key,
        "name": both(service.name),
        "ministry": service.ministry,
        "procedure": service.procedure or None,
        "term": term_of(Term.parse(service.term)) if service.term else None,
        "decides": both(row.decides) if row else None,
        "filing": row.filing if row else None,
        "address": row.address or None if row else None,
        "online_payable": found.payable,
        "certain": found.certain,
        "source": service.source,
        "certainty": service.certainty,
    }
