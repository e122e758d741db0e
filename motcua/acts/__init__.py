"""What may happen: one function per act of law, the sole writer of nouns. Each act is one transaction (base.py)."""
