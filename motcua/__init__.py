"""Một Cửa: one door for a city's administrative procedures."""
