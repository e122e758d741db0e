"""Rules of law: plain Python, values in, values out, each citing its article."""

from motcua.law.cites import CITED, Cited, cites

__all__ = ["CITED", "Cited", "cites"]
