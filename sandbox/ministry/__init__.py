"""A ministry's central system: citizens file there, it decides by itself, the city is told (mirrored dossiers)."""
