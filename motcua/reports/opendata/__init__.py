"""Dữ liệu mở: the catalogue of procedures as anybody may take it, with no personal data in it."""
