"""The national business registry (motcua.ports.BusinessRegistry)."""
