"""Declared forms as the office edits them: plain data in, plain data out. No rows are read or written here."""
