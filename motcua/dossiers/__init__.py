"""The dossier and what belongs to it; access.py is the only way to one."""
