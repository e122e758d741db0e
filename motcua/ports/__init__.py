"""What we need from the outside world, as Protocols; `port(name)` gives the connector chosen in settings."""

from motcua.ports.base import (
    Asked,
    Batching,
    Channel,
    Delivered,
    Garbled,
    Outgoing,
    Refused,
    Speaking,
    Spoken,
    Unclear,
    Unreachable,
    port,
)
from motcua.ports.business import BusinessRegistry, Firm
from motcua.ports.feeds import Feed, Incoming, Pulled
from motcua.ports.population import Person, PopulationRegistry, Purpose
from motcua.ports.signing import Box, SignatureRequest, Signing
from motcua.ports.stamping import TimeStamps

__all__ = [
    "Asked",
    "Batching",
    "Box",
    "BusinessRegistry",
    "Channel",
    "Delivered",
    "Feed",
    "Firm",
    "Garbled",
    "Incoming",
    "Outgoing",
    "Person",
    "PopulationRegistry",
    "Pulled",
    "Purpose",
    "Refused",
    "SignatureRequest",
    "Signing",
    "Speaking",
    "Spoken",
    "TimeStamps",
    "Unclear",
    "Unreachable",
    "port",
]
