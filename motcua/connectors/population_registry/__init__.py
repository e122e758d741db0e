"""The national population database, service 037 (motcua.ports.PopulationRegistry)."""
