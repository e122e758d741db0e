"""Dated settings: value, source, how sure."""
