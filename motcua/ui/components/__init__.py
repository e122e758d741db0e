"""Template tags and filters, by kind; `{% load ui %}` brings them all."""
