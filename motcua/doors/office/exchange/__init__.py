"""The office's desk for what did not go, what could not be handled, and what stands otherwise at a partner."""
