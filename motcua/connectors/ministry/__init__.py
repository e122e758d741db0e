"""A ministry's central system: dossiers it decides are mirrored here (motcua.ports.Feed)."""
