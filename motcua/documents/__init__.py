"""Files given, scanned, drafted and signed."""
