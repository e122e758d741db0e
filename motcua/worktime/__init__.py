"""The city's calendar and sessions as dated data."""
