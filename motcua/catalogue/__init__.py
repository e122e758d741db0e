"""Procedures as published data: revisions, requirements, forms, process tables, result templates."""
