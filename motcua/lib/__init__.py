"""Text, ids, keys: knows no domain."""
