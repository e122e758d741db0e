"""The door `portal`."""
