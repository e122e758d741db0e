"""Sealed entries of every act, reads of personal data, limits on strangers."""
