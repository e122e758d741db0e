"""Figures and books drawn from what acts left: reads only."""
