"""Bàn giao cấu hình: the city's whole configuration as files a person can read, out of one city and into another (docs/decisions/0036)."""
