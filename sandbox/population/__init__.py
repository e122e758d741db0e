"""The population registry: service 037 by X-Road REST with a SOAP body."""
