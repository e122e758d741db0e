"""The national public service portal: the state of every dossier is told there (motcua.ports.Channel)."""
