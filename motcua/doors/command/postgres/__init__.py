"""The embedded PostgreSQL: its binaries are driven from here alone (docs/decisions/0001-embedded-postgres.md)."""
