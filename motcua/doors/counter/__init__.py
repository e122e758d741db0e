"""The door `counter`."""
