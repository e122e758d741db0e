"""The national public service portal, as far as it takes in the state of dossiers."""
