"""/api/v1/: what partners and everybody read. Names of fields stay as they are while the version stays (docs/decisions/0037)."""
