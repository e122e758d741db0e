"""The business registry: a firm's facts by tax code, X-Road REST with JSON."""
