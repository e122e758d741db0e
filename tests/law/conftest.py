"""How many examples the properties of law are tried with; the proof by mutation names a profile of its own."""

import os

from hypothesis import settings

settings.register_profile("law", max_examples=150, deadline=None)
settings.register_profile("mutation", max_examples=25, deadline=None, derandomize=True, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "law"))
