"""Read the nation's pages: pure functions from the portal's squashed text to facts, with a warning for whatever is not certain."""
