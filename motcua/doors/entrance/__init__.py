"""The door everybody passes: signing in and out, health, what machines ask."""
