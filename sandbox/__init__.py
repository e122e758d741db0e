"""The outside world, played by small servers of their own for demo and tests. Never imports motcua."""
